"""A strategy: how an update resists forgetting, as the switches of one trainer."""

from dataclasses import dataclass
from enum import StrEnum, auto


class EarlierData(StrEnum):
    """What stands for the earlier products while new ones are learned."""

    NOTHING = auto()
    #: Their photographs, read again from the folders they were registered from.
    PHOTOGRAPHS = auto()
    #: Pictures that the previous teacher draws and the recogniser screens before training begins.
    POOL = auto()
    #: Pictures that the previous teacher draws anew for every step.
    FRESH = auto()
    #: States that the previous teacher passes through while it draws, anew for every few steps.
    STATES = auto()


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """What the trainer draws from, what it aims at, and what each part weighs."""

    name: str
    earlier: EarlierData
    #: How much of the target on replay is the previous teacher's prediction, 0..1; the rest is the
    #: injected noise.
    distilled: float = 0.0
    #: Weight of guidance in that prediction. Each generation blends alike classes a little more; a
    #: little guidance pulls them apart again, much of it makes every class alike in itself.
    taught_guidance: float = 0.0
    #: Replayed pictures per new one in a step.
    replay_per_new: float = 0.5
    #: Multiplies the loss on replay, beyond its share by products.
    replay_scale: float = 1.0
    #: Whether "no class in particular" is learned from replayed pictures alone, whatever
    #: `distilled` says. The previous teacher's knows nothing of the new products, and guidance
    #: pushes away from what it predicts: distilled, every class drifts with each update.
    relearns_no_class: bool = False
    #: Multiplies the loss on blocks' outputs, which on replay should be the previous teacher's.
    feature_weight: float = 0.0
    #: Weighs replay by noise, -1..1: above zero the noisiest counts most, below zero the cleanest.
    noise_emphasis: float = 0.0
    #: Weighs replay by how far its class has moved from the previous teacher: to this power, 0 not
    #: at all.
    forgetting_focus: float = 0.0
    #: Photographs of a class that `EarlierData.PHOTOGRAPHS` may keep; None means all.
    buffer_per_class: int | None = None
    #: Calls of the previous teacher for a picture of `EarlierData.FRESH` or a way of `STATES`.
    fresh_sampler_steps: int = 2

    #: Weight of guidance that the pool is drawn with; None is the teacher's own.
    #: Predictions are unguided, and are learned best on pictures that are nearly so.
    pool_guidance: float | None = None
    #: Candidates drawn per replayed picture; more than 1 leaves something to choose from.
    oversampling: float = 1.0
    #: Whether replay is chosen to match the statistics stored when a class was learned.
    anchors: bool = False
    #: Whether the recogniser keeps what its predecessors knew from photographs as experts.
    keeps_experts: bool = False
    #: Whether the recogniser has a linear classifier that is solved from sums over photographs of
    #: all updates; it forgets nothing.
    keeps_moments: bool = False

    @property
    def distils(self) -> bool:
        """Whether the previous teacher's predictions are learned from."""
        return self.distilled > 0.0

    @property
    def uses_replay(self) -> bool:
        """Whether the previous teacher redraws earlier classes."""
        return self.earlier is EarlierData.POOL or self.draws_while_training

    @property
    def draws_while_training(self) -> bool:
        """Whether the previous teacher draws for single steps, and nothing of it is kept."""
        return self.earlier in {EarlierData.FRESH, EarlierData.STATES}
