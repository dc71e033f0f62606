"""The window's one way to the engine: a typed client, its thread and the workers it owns."""
