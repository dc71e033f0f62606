"""Ours, the default: screened, anchored replay, with the teacher's prediction as target."""

from engine.continual.strategy import EarlierData, Strategy

PILOTLINE = Strategy(
    name="pilotline",
    earlier=EarlierData.POOL,
    distils=True,
    # What is known only has to be kept, with targets that the weights nearly meet already; the new
    # product is learned from nothing and needs the pictures.
    replay_per_new=0.5,
    oversampling=1.5,
    anchors=True,
    keeps_experts=True,
)
