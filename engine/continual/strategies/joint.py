"""All photographs at once: the upper bound, for whoever may keep every photograph."""

from engine.continual.strategy import EarlierData, Strategy

JOINT = Strategy(
    name="joint",
    earlier=EarlierData.PHOTOGRAPHS,
    replay_per_new=1.0,
    keeps_moments=True,
)
