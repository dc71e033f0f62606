"""The child process in which the engine works, seen from both sides of the pipe."""
