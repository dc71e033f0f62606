"""Qt item models over what the registry and the engine say."""
