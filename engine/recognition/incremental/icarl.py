"""iCaRL: a sigmoid for each class, exemplars, and the nearest class mean as the answer."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engine.recognition.incremental.rule import Lesson


@dataclass(frozen=True)
class ICarl:
    """Rebuffi et al. 2017 (arXiv 1611.07725), algorithms 1 and 3."""

    name: str = "icarl"
    uses_memory: bool = True
    answers_by_means: bool = True
    memory_share: float | None = 1 / 3

    def classification(self, logits: Tensor, lesson: Lesson) -> Tensor:
        """Algorithm 3, the sum over the new classes: which of them it is, if any."""
        first, count = lesson.earlier, logits.shape[1]
        targets = functional.one_hot(lesson.labels, count)[:, first:].to(logits.dtype)
        return _binary(logits[:, first:], targets)

    def preservation(self, logits: Tensor, previous: Tensor, lesson: Lesson) -> Tensor:
        """Algorithm 3, the sum over the earlier classes, on exemplars and new pictures alike."""
        return _binary(logits[:, : lesson.earlier], previous.sigmoid())

    def imitation(self, logits: Tensor, teacher: Tensor) -> Tensor:
        """The same sum over all classes."""
        return _binary(logits, teacher.sigmoid())


def _binary(logits: Tensor, targets: Tensor) -> Tensor:
    """Summed over the classes, mean over the batch."""
    losses: Tensor = functional.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    return torch.mean(losses.sum(dim=1))
