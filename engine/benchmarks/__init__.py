"""Reproducible measurements of what the product claims, one module per claim."""
