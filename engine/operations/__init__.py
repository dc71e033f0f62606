"""What the engine can be asked for: one module per intent, for every caller alike."""
