"""A sequence of tasks: labelled pictures, and which classes are learned when."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Labels = tuple[int, ...]


@dataclass(frozen=True)
class LabelledPictures:
    """Pictures of one split."""

    #: uint8 (N, 3, S, S).
    images: NDArray[np.uint8]
    #: int64 (N,), from 1: 0 means no class to a generator.
    labels: NDArray[np.int64]

    def of(self, labels: Labels) -> "LabelledPictures":
        """Only these classes."""
        chosen = np.isin(self.labels, labels)
        return LabelledPictures(self.images[chosen], self.labels[chosen])


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one update teaches; to the program a product."""

    name: str
    labels: Labels


@dataclass(frozen=True, kw_only=True)
class TaskSequence:
    """Real pictures in two splits, and the tasks they are learned in."""

    name: str
    #: Of the labels 1, 2, ...
    class_names: tuple[str, ...]
    train: LabelledPictures
    test: LabelledPictures
    #: The tasks in order, for a seed.
    tasks: Callable[[int], tuple[Task, ...]]

    @property
    def image_size(self) -> int:
        """Side of the pictures."""
        return int(self.train.images.shape[-1])

    @property
    def labels(self) -> Labels:
        """Every label."""
        return tuple(range(1, len(self.class_names) + 1))

    @property
    def class_rows(self) -> int:
        """Rows of a class embedding: every class, and "no class"."""
        return len(self.class_names) + 1
