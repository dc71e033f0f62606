"""Ours, the default: screened, anchored replay of hardly guided pictures, learned as predicted."""

from engine.continual.strategy import EarlierData, Strategy

PILOTLINE = Strategy(
    name="pilotline",
    earlier=EarlierData.POOL,
    # A prediction is all that the previous teacher knows, without the chance of single pictures:
    # learned from pictures, each generation is less varied than the last. Only of no class in
    # particular it knows too little, nothing of what is new.
    distilled=1.0,
    # Alike classes blend with every generation; this much holds them apart for little variety.
    # Twice as much narrows them more than it helps.
    taught_guidance=0.1,
    relearns_no_class=True,
    # Guided pictures are sharper than the predictions that they are learned with. "No class",
    # learned from them, would be sharper than each class, and guidance lead astray.
    pool_guidance=0.5,
    # As many as are new: what is known only has to be kept, but by a network that the new product
    # pulls at in every step.
    replay_per_new=1.0,
    # Of hardly guided pictures a third is screened out.
    oversampling=2.0,
    anchors=True,
    keeps_experts=True,
    keeps_moments=True,
)
