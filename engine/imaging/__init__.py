"""Photographs in and pictures out: decoding, folder checks, fitting, data sets, provenance, sample line."""
