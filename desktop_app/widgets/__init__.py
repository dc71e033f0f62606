"""Reusable widgets that know Qt and the item models, and nothing of the engine."""
