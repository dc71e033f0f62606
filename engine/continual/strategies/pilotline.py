"""Ours, the default: screened, anchored replay, mostly distilled, partly learned as pictures."""

from engine.continual.strategy import EarlierData, Strategy

PILOTLINE = Strategy(
    name="pilotline",
    earlier=EarlierData.POOL,
    # A prediction says what the teacher knows, also where the screening finds it wrong; pictures
    # that passed, drawn with guidance, show what was asked for. Pictures alone lose variety,
    # predictions alone lose what tells similar classes apart.
    distilled=0.75,
    # What is known only has to be kept, with targets that the weights nearly meet already; the new
    # product is learned from nothing and needs the pictures.
    replay_per_new=0.5,
    oversampling=1.5,
    anchors=True,
    keeps_experts=True,
)
