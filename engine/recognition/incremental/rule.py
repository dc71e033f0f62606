"""What a class-incremental method is: how it classifies, and how it keeps what was known.

A recogniser's columns stand in the order in which the classes are learned, task by task. A method
is L = L_cls(new) + L_reg(previous network), as Liu et al. 2025 (arXiv 2505.08327) write it.
"""

from dataclasses import dataclass
from typing import Protocol

from torch import Tensor


@dataclass(frozen=True)
class Lesson:
    """One batch: new pictures, and some of earlier classes where a memory of them is kept."""

    #: (B, 3, S, S) in [-1, 1].
    pixels: Tensor
    #: int64 (B,), columns of the head.
    labels: Tensor
    #: bool (B,), True for pictures of earlier classes: exemplars, or replay in their place.
    is_memory: Tensor
    #: How many classes each task has; the last is being learned.
    task_sizes: tuple[int, ...]

    @property
    def earlier(self) -> int:
        """How many columns belong to earlier tasks."""
        return sum(self.task_sizes[:-1])


class IncrementalRule(Protocol):
    """A class-incremental method, without any state of its own."""

    @property
    def name(self) -> str:
        """As asked for and as told."""

    @property
    def uses_memory(self) -> bool:
        """Whether pictures of earlier classes take part."""

    @property
    def answers_by_means(self) -> bool:
        """Whether the nearest class mean answers in place of the head."""

    @property
    def memory_share(self) -> float | None:
        """Of a batch, the share drawn from memory; None draws every class equally often."""

    def classification(self, logits: Tensor, lesson: Lesson) -> Tensor:
        """L_cls of the network's logits (B, classes)."""

    def preservation(self, logits: Tensor, previous: Tensor, lesson: Lesson) -> Tensor:
        """L_reg towards the previous network's logits (B, earlier classes)."""

    def imitation(self, logits: Tensor, teacher: Tensor) -> Tensor:
        """How far a student's logits are from its teacher's, both (B, classes)."""
