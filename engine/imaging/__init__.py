"""Photographs in and pictures out: intake, checks, data sets, provenance, sample line."""
