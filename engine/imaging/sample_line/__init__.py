"""A small production line of our own drawing, so that a first try needs no photographs."""

from engine.imaging.sample_line.line import SampleProduct, draw_sample, draw_sample_line

__all__ = ["SampleProduct", "draw_sample", "draw_sample_line"]
