"""What the engine can be asked for: one module per intent, used by worker, command line and benchmarks alike."""
