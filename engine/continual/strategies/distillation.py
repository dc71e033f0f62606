"""Generative distillation as published: Masip et al. 2023 (arXiv 2311.14028), equation 4."""

from engine.continual.strategy import EarlierData, Strategy

DISTILLATION = Strategy(
    name="distillation",
    earlier=EarlierData.FRESH,
    distilled=1.0,
    replay_per_new=1.0,
    replay_scale=0.75,  # lambda of the authors' configurations
    fresh_sampler_steps=2,
)
