"""Distillation on the teacher's intermediate noisy states: DKDM (arXiv 2409.03550), MAGD."""

from engine.continual.strategy import EarlierData, Strategy

STATES = Strategy(
    name="states",
    earlier=EarlierData.STATES,
    distilled=1.0,
    replay_per_new=1.0,
    fresh_sampler_steps=8,
)
