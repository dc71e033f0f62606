"""New images only: forgets, and is here to show by how much."""

from engine.continual.strategy import EarlierData, Strategy

FINETUNE = Strategy(
    name="finetune",
    earlier=EarlierData.NOTHING,
)
