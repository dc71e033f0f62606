"""Everything Qt: the window, which shows and asks; the engine does the work."""
