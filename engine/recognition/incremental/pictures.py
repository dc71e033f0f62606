"""What one task is learned from: its own pictures, and a memory of the earlier classes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class LabelledImages:
    """Pictures and the columns of the head that they belong to."""

    #: uint8 (N, 3, S, S).
    images: NDArray[np.uint8]
    #: int64 (N,).
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, places: NDArray[np.int64]) -> "LabelledImages":
        """Some of them."""
        return LabelledImages(self.images[places], self.labels[places])

    def joined(self, other: "LabelledImages") -> "LabelledImages":
        """Both, these first."""
        return LabelledImages(
            np.concatenate([self.images, other.images]),
            np.concatenate([self.labels, other.labels]),
        )

    def by_class(self) -> list[NDArray[np.int64]]:
        """The places of each class that there is, classes ascending."""
        return [np.flatnonzero(self.labels == label) for label in np.unique(self.labels)]


@dataclass(frozen=True)
class TaskPictures:
    """The pictures of one task in the order of learning."""

    new: LabelledImages
    #: Of earlier classes; None where there are none or none may be kept.
    memory: LabelledImages | None
    #: How many classes each task has, this one last.
    task_sizes: tuple[int, ...]
