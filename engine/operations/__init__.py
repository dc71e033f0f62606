"""What the engine can be asked for: one module per intent, for worker, command line and benchmarks."""
