"""Learning without Forgetting: no picture of an earlier class, soft targets on the new ones."""

from dataclasses import dataclass

from torch import Tensor
from torch.nn import functional

from engine.recognition.incremental.rule import Lesson
from engine.recognition.soft_targets import soft_target_loss


@dataclass(frozen=True)
class Lwf:
    """Li & Hoiem 2016 (arXiv 1606.09282), section 3.

    The new classes compete among themselves alone: against the old columns, of which no picture is
    seen, they win by their bias within a few steps. Many implementations let them all the same.
    """

    name: str = "lwf"
    competes_with_earlier: bool = False
    uses_memory: bool = False
    answers_by_means: bool = False
    memory_share: float | None = 0.0

    def classification(self, logits: Tensor, lesson: Lesson) -> Tensor:
        """Over the columns of the new task, or over all."""
        first = 0 if self.competes_with_earlier else lesson.earlier
        return functional.cross_entropy(logits[:, first:], lesson.labels - first)

    def preservation(self, logits: Tensor, previous: Tensor, lesson: Lesson) -> Tensor:
        """Soft targets, over all earlier columns together."""
        return soft_target_loss(logits[:, : lesson.earlier], previous)

    def imitation(self, logits: Tensor, teacher: Tensor) -> Tensor:
        """Soft targets over all columns."""
        return soft_target_loss(logits, teacher)
