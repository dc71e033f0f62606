"""Pilotline's engine: everything except the window."""
