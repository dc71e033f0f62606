"""A few photographs of every class are kept and learned again (experience replay)."""

from engine.continual.strategy import EarlierData, Strategy

BUFFER = Strategy(
    name="buffer",
    earlier=EarlierData.PHOTOGRAPHS,
    # As many as iCaRL keeps with 20 exemplars a class (Rebuffi et al. 2017, section 4).
    buffer_per_class=20,
    replay_per_new=0.5,
)
