"""Measuring a version: fidelity, assignment, accuracy, retention, and the gate that judges them."""
