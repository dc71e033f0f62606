"""The linear classifier that follows from moments, as a part of a network."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.recognition.fixed_features import FEATURE_COUNT, FixedFeatures
from engine.recognition.moments import Moments

#: Of a score by least squares, near 1 for the class that it is and 0 for others.
_SCORE_SCALE = 10.0


class ClosedForm(nn.Module):
    """The classifier and what it follows from, which the next update adds to."""

    weight: Tensor
    first: Tensor
    #: The upper triangle of what is the same on both sides of its diagonal.
    second: Tensor

    def __init__(self, labels: Sequence[int], class_count: int) -> None:
        """Build it unsolved; `labels` are known, of so many classes that there are moments for."""
        super().__init__()
        self.labels = tuple(labels)
        size = FEATURE_COUNT
        self.features = FixedFeatures()
        self.register_buffer("weight", torch.zeros(len(self.labels), size))
        self.register_buffer("first", torch.zeros(class_count, size))
        self.register_buffer("second", torch.zeros(size * (size + 1) // 2))

    @classmethod
    def of(cls, moments: Moments) -> "ClosedForm":
        """The classifier that follows from these moments."""
        made = cls(moments.labels, len(moments.first))
        rows, columns = torch.triu_indices(FEATURE_COUNT, FEATURE_COUNT)
        made.weight = moments.solved()
        made.first, made.second = moments.first.float(), moments.second[rows, columns].float()
        return made

    @property
    def answering_parameters(self) -> int:
        """Numbers that an answer needs, those of the features included."""
        return self.weight.numel() + self.features.projection.numel()

    def macs(self, image_size: int) -> int:
        """Multiply-accumulates of one picture."""
        return self.features.macs(image_size) + self.weight.numel()

    @property
    def moments(self) -> Moments:
        """What it follows from."""
        rows, columns = torch.triu_indices(FEATURE_COUNT, FEATURE_COUNT)
        second = torch.zeros(FEATURE_COUNT, FEATURE_COUNT, dtype=torch.float64)
        second[rows, columns] = second[columns, rows] = self.second.double()
        return Moments(second, self.first.double())

    @override
    def forward(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, S, S) in [-1, 1] to log-shares (B, labels)."""
        features: Tensor = self.features(pixels)
        return (_SCORE_SCALE * (features @ self.weight.T)).log_softmax(dim=1)
