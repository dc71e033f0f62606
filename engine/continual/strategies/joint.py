"""All photographs at once: the upper bound, for whoever may keep every photograph."""

from engine.continual.strategy import EarlierData, Strategy

JOINT = Strategy(
    name="joint",
    summary="The photographs of every product, which must still lie in their folders",
    earlier=EarlierData.PHOTOGRAPHS,
    replay_per_new=1.0,
)
