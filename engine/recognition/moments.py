"""What is kept of photographs for a classifier that forgets nothing: sums over their features.

A linear classifier by least squares needs nothing of its examples but two sums. Sums add up:
updated product after product, the classifier is the one of all photographs at once (Zhuang et al.
2022, arXiv 2205.14922, theorem 1), and no photograph can be read back from them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.recognition.fixed_features import FEATURE_COUNT, FixedFeatures

_BATCH = 256
#: Of the features' mean square, added to each: few photographs cannot tell apart so many features.
_RIDGE = 1e-2


class LabelledImages(Protocol):
    """Pictures and their labels."""

    @property
    def images(self) -> NDArray[np.uint8]:
        """(N, 3, S, S)."""

    @property
    def labels(self) -> NDArray[np.int64]:
        """(N,)."""


@dataclass(frozen=True)
class Moments:
    """Sums over photographs, each class weighing the same, however many it has.

    The second moments are one sum for all: what belonged to a class cannot be told from it.
    """

    #: float64 (D, D), of the features' products.
    second: Tensor
    #: float64 (classes, D), of the features, class by class; zero where a class is not known.
    first: Tensor

    @classmethod
    def none(cls) -> "Moments":
        """Of no photograph."""
        shape = (FEATURE_COUNT, FEATURE_COUNT)
        return cls(torch.zeros(shape, dtype=torch.float64), torch.zeros(0, FEATURE_COUNT).double())

    @property
    def labels(self) -> tuple[int, ...]:
        """Classes that are known."""
        return tuple(torch.nonzero(self.first[:, -1]).flatten().tolist())

    @torch.no_grad()
    def with_pictures(self, images: NDArray[np.uint8], labels: NDArray[np.int64]) -> "Moments":
        """With these uint8 images (N, 3, S, S) as well."""
        count = max(len(self.first), int(labels.max()) + 1) if len(labels) else len(self.first)
        second, first = self.second.clone(), _grown(self.first, count)
        features = FixedFeatures()
        for label in np.unique(labels):
            own = images[labels == label]
            for start in range(0, len(own), _BATCH):
                pixels = torch.from_numpy(own[start : start + _BATCH]).float() / 127.5 - 1.0
                seen = features(pixels).double()
                second += seen.T @ seen / len(own)
                first[int(label)] += seen.sum(dim=0) / len(own)
        return Moments(second, first)

    def without(self, labels: Collection[int]) -> "Moments":
        """Without these classes as an answer; they stay what the others are told apart from."""
        first = self.first.clone()
        first[[label for label in labels if label < len(first)]] = 0.0
        return Moments(self.second, first)

    def solved(self) -> Tensor:
        """Weights, float32 (known classes, D), of the least squares with ridge."""
        ridge = _RIDGE * self.second.diagonal().mean() * torch.eye(FEATURE_COUNT).double()
        known = self.first[list(self.labels)]
        solution: Tensor = torch.linalg.solve(self.second + ridge, known.T)
        return solution.T.float()


def moments_after(
    previous: Moments | None,
    new: LabelledImages,
    replay: LabelledImages | None,
    *,
    given_up: Collection[int] = (),
) -> Moments:
    """The moments after an update.

    Args:
        previous: Those before it; None where there were none.
        new: Photographs.
        replay: What stands for earlier classes, for those of which there are no moments yet.
        given_up: Labels of retired classes.
    """
    moments = (previous or Moments.none()).without(given_up)
    moments = moments.with_pictures(new.images, new.labels)
    if replay is None:
        return moments
    is_missing = ~np.isin(replay.labels, moments.labels)
    return moments.with_pictures(replay.images[is_missing], replay.labels[is_missing])


def _grown(first: Tensor, count: int) -> Tensor:
    grown = torch.zeros(count, FEATURE_COUNT, dtype=torch.float64)
    grown[: len(first)] = first
    return grown
