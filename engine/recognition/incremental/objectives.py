"""What one training of a recogniser minimises: a sum of objectives, each with one idea."""

from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from engine.recognition.incremental.rule import IncrementalRule, Lesson
from engine.recognition.network import Recogniser


class Objective(Protocol):
    """A part of the loss."""

    @property
    def frozen(self) -> Recogniser | None:
        """The network that answers every batch beside the one in training, where there is one."""

    def __call__(self, network: Recogniser, logits: Tensor, lesson: Lesson, /) -> Tensor:
        """The loss of the network, which has answered the lesson with these logits."""


@dataclass(frozen=True)
class Learning:
    """A rule's classification, and its preservation of what a previous network knows."""

    rule: IncrementalRule
    #: Frozen; None where nothing was known, or where something else preserves it.
    previous: Recogniser | None = None

    @property
    def frozen(self) -> Recogniser | None:
        """The previous network."""
        return self.previous

    def __call__(self, _network: Recogniser, logits: Tensor, lesson: Lesson) -> Tensor:
        """L_cls + L_reg."""
        loss = self.rule.classification(logits, lesson)
        if self.previous is None or lesson.earlier == 0:
            return loss
        known = frozen_answers(self.previous, lesson.pixels)[:, : lesson.earlier]
        return loss + self.rule.preservation(logits, known, lesson)


@dataclass(frozen=True)
class Imitation:
    """A teacher's answers as targets, on all columns that the teacher has."""

    rule: IncrementalRule
    teacher: Recogniser

    @property
    def frozen(self) -> Recogniser | None:
        """The teacher."""
        return self.teacher

    def __call__(self, _network: Recogniser, logits: Tensor, lesson: Lesson) -> Tensor:
        """Distillation on the columns that both have."""
        answers = frozen_answers(self.teacher, lesson.pixels)
        return self.rule.imitation(logits[:, : answers.shape[1]], answers)


@torch.no_grad()
def frozen_answers(network: Recogniser, pixels: Tensor) -> Tensor:
    """The logits of a network that only answers."""
    network.eval()
    logits: Tensor = network(pixels)[0]
    return logits
