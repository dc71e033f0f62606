"""Mild random changes that a camera over a line makes too: shift, light, contrast, grain."""

import torch
from torch import Tensor
from torch.nn import functional

_SHIFT = 0.04  # of the side
_GAIN = 0.1
_OFFSET = 0.06
_GRAIN = 0.015


def augment(pixels: Tensor, randomness: torch.Generator) -> Tensor:
    """Change pixels (B, 3, S, S) in [-1, 1], each image by its own draw."""
    count, size = len(pixels), pixels.shape[-1]
    margin = max(1, round(size * _SHIFT))
    padded = functional.pad(pixels, (margin,) * 4, mode="replicate")
    places = torch.randint(0, 2 * margin + 1, (count, 2), generator=randomness).tolist()
    shifted = torch.stack(
        [
            image[:, row : row + size, column : column + size]
            for image, (row, column) in zip(padded, places, strict=True)
        ]
    )
    gain = 1 + _GAIN * _uniform(count, randomness)
    offset = _OFFSET * _uniform(count, randomness)
    grain = _GRAIN * torch.randn(pixels.shape, generator=randomness)
    return shifted * gain + offset + grain


def _uniform(count: int, randomness: torch.Generator) -> Tensor:
    return torch.rand((count, 1, 1, 1), generator=randomness) * 2 - 1
