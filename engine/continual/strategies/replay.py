"""Generative replay: Shin et al. 2017 (arXiv 1705.08690), replay treated like photographs."""

from engine.continual.strategy import EarlierData, Strategy

REPLAY = Strategy(
    name="replay",
    earlier=EarlierData.FRESH,
    replay_per_new=1.0,
    fresh_sampler_steps=2,
)
