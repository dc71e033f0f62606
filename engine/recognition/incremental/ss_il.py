"""SS-IL: old and new classes each in a softmax of their own, so that neither pushes the other."""

from dataclasses import dataclass
from itertools import accumulate, pairwise

import torch
from torch import Tensor
from torch.nn import functional

from engine.recognition.incremental.rule import Lesson
from engine.recognition.soft_targets import soft_target_loss


@dataclass(frozen=True)
class SsIl:
    """Ahn et al. 2021 (arXiv 2003.13947): separated softmax and task-wise distillation.

    `memory_share` keeps the ratio of new pictures to exemplars in a batch, as theirs do.
    """

    name: str = "ss-il"
    uses_memory: bool = True
    answers_by_means: bool = False
    memory_share: float | None = 1 / 3

    def classification(self, logits: Tensor, lesson: Lesson) -> Tensor:
        """The separated softmax, mean over the batch."""
        first, memory = lesson.earlier, lesson.is_memory
        losses = logits.new_zeros(len(logits))
        losses[~memory] = functional.cross_entropy(
            logits[~memory][:, first:], lesson.labels[~memory] - first, reduction="none"
        )
        if first and bool(memory.any()):
            losses[memory] = functional.cross_entropy(
                logits[memory][:, :first], lesson.labels[memory], reduction="none"
            )
        return losses.mean()

    def preservation(self, logits: Tensor, previous: Tensor, lesson: Lesson) -> Tensor:
        """Task-wise distillation: a softmax for each earlier task's columns."""
        cuts = accumulate(lesson.task_sizes[:-1], initial=0)
        parts = [
            soft_target_loss(logits[:, start:end], previous[:, start:end])
            for start, end in pairwise(cuts)
        ]
        return torch.stack(parts).sum()

    def imitation(self, logits: Tensor, teacher: Tensor) -> Tensor:
        """Over all columns: what tells the tasks apart is what the student cannot find itself."""
        return soft_target_loss(logits, teacher)
