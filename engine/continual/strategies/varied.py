"""Ours for the sake of variety: replay learned as predicted, new classes mirrored."""

from dataclasses import replace

from engine.continual.strategies.pilotline import PILOTLINE

VARIED = replace(
    PILOTLINE,
    name="varied",
    # A prediction is all that the previous teacher knows, without the chance of single pictures:
    # learned from pictures, each generation is less varied than the last. Only of no class in
    # particular it knows too little, nothing of what is new.
    distilled=1.0,
    relearns_no_class=True,
    # Targets without chance hold with half the weight; the rest is for the new product.
    replay_scale=0.5,
    mirrors_new=True,
)
