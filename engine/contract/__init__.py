"""What the desktop process, the command line and the worker say to each other; standard library only."""
