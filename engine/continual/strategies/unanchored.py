"""Ours without the anchor, to show how replay drifts over many updates."""

from dataclasses import replace

from engine.continual.strategies.pilotline import PILOTLINE

UNANCHORED = replace(PILOTLINE, name="unanchored", oversampling=1.0, anchors=False)
