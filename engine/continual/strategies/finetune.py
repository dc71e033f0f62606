"""New images only: forgets, and is here to show by how much."""

from engine.continual.strategy import EarlierData, Strategy

FINETUNE = Strategy(
    name="finetune",
    summary="New photographs alone; earlier products are forgotten",
    earlier=EarlierData.NOTHING,
)
