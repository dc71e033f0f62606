"""Ours, the default: screened, anchored replay of unguided pictures, learned as predicted."""

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
    # What it knows beside the prediction keeps each class varied; more of it costs sharpness.
    feature_weight=0.1,
    # Guided pictures are less varied, and sharper than the predictions that they are learned with:
    # "no class", learned from them, would be sharper than each class, and guidance lead astray.
    pool_guidance=0.0,
    # The network that the new product pulls at in every step needs more to hold on to than that.
    replay_per_new=2.0,
    # Of unguided pictures a third is screened out.
    oversampling=2.0,
    anchors=True,
    keeps_experts=True,
    keeps_moments=True,
)
