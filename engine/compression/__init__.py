"""Structured pruning: from a teacher to a student that fits the workstation."""
