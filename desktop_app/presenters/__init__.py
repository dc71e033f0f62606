"""What each page shows and does, without widgets."""
