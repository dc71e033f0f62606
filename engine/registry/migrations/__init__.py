"""Alembic's environment: how the tables came to their present form."""
