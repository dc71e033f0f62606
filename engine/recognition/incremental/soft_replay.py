"""Pilotline's own: one softmax, every class equally often, soft targets on replay."""

from dataclasses import dataclass

from torch import Tensor
from torch.nn import functional

from engine.recognition.incremental.rule import Lesson
from engine.recognition.soft_targets import soft_target_loss

_SMOOTHING = 0.05


@dataclass(frozen=True)
class SoftReplay:
    """What `RecogniserTrainer` does in every update, as a rule beside the others."""

    name: str = "soft-replay"
    uses_memory: bool = True
    answers_by_means: bool = False
    memory_share: float | None = None

    def classification(self, logits: Tensor, lesson: Lesson) -> Tensor:
        """Over all columns, pictures of memory included."""
        return functional.cross_entropy(logits, lesson.labels, label_smoothing=_SMOOTHING)

    def preservation(self, logits: Tensor, previous: Tensor, lesson: Lesson) -> Tensor:
        """Soft targets on pictures of earlier classes, by their share of the batch."""
        memory = lesson.is_memory
        if not bool(memory.any()):
            return logits.new_zeros(())
        divergence = soft_target_loss(logits[memory][:, : lesson.earlier], previous[memory])
        return divergence * memory.float().mean()

    def imitation(self, logits: Tensor, teacher: Tensor) -> Tensor:
        """Soft targets over all columns."""
        return soft_target_loss(logits, teacher)
