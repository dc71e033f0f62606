"""The recogniser's training as the loop wants it: with a state that can be kept and restored."""

import numpy as np
from torch import Tensor

from engine.recognition.training import RecogniserTrainer, RecognitionSet
from engine.training.learning_set import PictureSet
from engine.training.trainer_state import collect_state, restore_state


def recognition_set(new: PictureSet, replay: PictureSet | None) -> RecognitionSet:
    """Photographs of new classes and replay of earlier ones."""
    pictures = new if replay is None else new.joined(replay)
    is_replay = np.arange(len(pictures)) >= len(new)
    return RecognitionSet(pictures.images, pictures.labels, is_replay)


class RecogniserRun:
    """A `RecogniserTrainer` that can stop after any step and go on from its checkpoint."""

    def __init__(self, trainer: RecogniserTrainer) -> None:
        self._trainer = trainer

    @property
    def step(self) -> int:
        """Optimiser steps done."""
        return self._trainer.step

    @property
    def steps(self) -> int:
        """Optimiser steps in all."""
        return self._trainer.steps

    def train_step(self) -> float:
        """One optimiser step; returns the loss."""
        return self._trainer.train_step()

    def state(self) -> dict[str, Tensor]:
        """Everything a resumed training needs beside the step."""
        return collect_state(self._trainer.network, self._trainer.optimiser, None)

    def restore(self, tensors: dict[str, Tensor], step: int) -> None:
        """Go on after `step` steps."""
        restore_state(tensors, self._trainer.network, self._trainer.optimiser, None, 0)
        self._trainer.step = step
