"""What `bench streamlined` compares: students of one size, and ways to keep what was learned."""

from dataclasses import dataclass
from enum import StrEnum

from engine.continual.distillation import DistillationWeights
from engine.generators.attention_adapters import TARGETS


class Start(StrEnum):
    """What a student's network is before its training."""

    #: The teacher's blocks that are left.
    COPIED = "copied"
    RANDOM = "random"
    #: As many weights as those blocks, but of all of them the most important channels.
    CHANNELS = "channels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One way to train a student, all with as many steps and pictures."""

    name: str
    weights: DistillationWeights
    start: Start = Start.COPIED


_ALL = DistillationWeights(soft=1.0)
_RELEASED = DistillationWeights(soft=1.0, has_matched_scales=False)

TASK = "task alone"
BK_SDM = "BK-SDM"
RELEASED = "KDC-Diff as released"
KDC_DIFF = "KDC-Diff matched"
NO_SOFT = "without softened channels"
CHANNELS = "channels at equal size"

ARMS: tuple[Arm, ...] = (
    Arm(name=TASK, weights=DistillationWeights(output=0.0, feature=0.0)),
    Arm(name=BK_SDM, weights=DistillationWeights(has_matched_scales=False)),
    Arm(name=RELEASED, weights=_RELEASED, start=Start.RANDOM),
    Arm(name=KDC_DIFF, weights=_ALL),
    Arm(name="from random weights", weights=_ALL, start=Start.RANDOM),
    Arm(name="without task", weights=DistillationWeights(task=0.0, soft=1.0)),
    Arm(name="without output", weights=DistillationWeights(output=0.0, soft=1.0)),
    Arm(name="without features", weights=DistillationWeights(feature=0.0, soft=1.0)),
    Arm(name=NO_SOFT, weights=DistillationWeights()),
    # Pilotline's own student of today, at this size.
    Arm(name=CHANNELS, weights=DistillationWeights(task=0.0), start=Start.CHANNELS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapters:
    """The alternative that others use: the teacher stays, new classes get adapters (LoRA)."""

    name: str
    #: How the names of the adapted layers end.
    targets: tuple[str, ...]
    rank: int


_CONVOLUTIONS = ("conv1", "conv2", "conv_shortcut", "downsamplers.0.conv", "upsamplers.0.conv")
ATTENTION_LORA = "LoRA on attention"
EVERYWHERE_LORA = "LoRA everywhere"
ADAPTERS: tuple[Adapters, ...] = (
    # As in Stable Diffusion; this benchmark's network has attention in its middle block alone.
    Adapters(name=ATTENTION_LORA, targets=TARGETS, rank=8),
    Adapters(name=EVERYWHERE_LORA, targets=(*TARGETS, *_CONVOLUTIONS), rank=8),
)


class Part(StrEnum):
    """What one run measures."""

    STUDENTS = "students"
    REPLAY = "replay"
    ALL = "all"


class Replay(StrEnum):
    """What stands for the earlier classes while a student learns new ones."""

    NONE = "none"
    #: One photograph, in every batch: generous to the release, which keeps the batch before's.
    ONE_PAIR = "one real pair"
    #: What the previous teacher draws, in the space it works in.
    LATENT = "latent"
    #: Every earlier photograph: more than any of them may keep.
    PHOTOGRAPHS = "photographs"
