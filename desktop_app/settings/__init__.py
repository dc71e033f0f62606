"""What the window remembers between two starts, and where things lie on disk."""
