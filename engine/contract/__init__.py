"""What desktop process, command line and worker say to each other; standard library only."""
