"""Features of a picture that no training ever changes.

Histograms of oriented gradients (Dalal & Triggs 2005) and a coarse look at the colours, put through
a fixed random layer (McDonnell et al. 2023, arXiv 2307.02251, section 3): what was summed up of a
photograph in these features stays true for as long as there are versions.
"""

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

_DIRECTIONS, _CELLS = 8, 8
_SHARPNESS = 4  # a gradient counts for its own direction and hardly for the neighbours
_INPUTS = (_DIRECTIONS + 3) * _CELLS**2
_HIDDEN = 768
#: With the constant, which a linear classifier needs.
FEATURE_COUNT = _HIDDEN + 1
#: Where both kinds of input have about the same mean and spread, whatever is photographed.
_USUAL_GRADIENT, _GRADIENT_SPREAD, _COLOUR_SPREAD = 0.25, 0.2, 0.5
_LARGEST = 64
_FAINT = 0.05


class FixedFeatures(nn.Module):
    """Pixels to features; nothing of it is stored, since it is always the same."""

    directions: Tensor
    projection: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("directions", _direction_filters(), persistent=False)
        self.register_buffer("projection", _projection(), persistent=False)

    @override
    def forward(self, pixels: Tensor) -> Tensor:
        """Pixels (B, 3, S, S) in [-1, 1] to features (B, FEATURE_COUNT)."""
        if pixels.shape[-1] > _LARGEST:
            pixels = _averaged(pixels, _LARGEST)
        cells = _averaged(self._gradients(pixels), _CELLS)
        norm = cells.square().sum(dim=1, keepdim=True).sqrt() + _FAINT
        shapes = (cells / norm - _USUAL_GRADIENT) / _GRADIENT_SPREAD
        colours = _averaged(pixels, _CELLS) / _COLOUR_SPREAD
        inputs = torch.cat([shapes, colours], dim=1).flatten(1)
        hidden = torch.relu(inputs @ self.projection)
        return torch.cat([hidden, torch.ones_like(hidden[:, :1])], dim=1)

    @staticmethod
    def macs(image_size: int) -> int:
        """Multiply-accumulates of one picture."""
        positions = min(image_size, _LARGEST) ** 2
        return _DIRECTIONS * 9 * positions + _INPUTS * _HIDDEN

    def _gradients(self, pixels: Tensor) -> Tensor:
        """(B, directions, S, S), each gradient's length in the direction that it points to."""
        grey = functional.pad(pixels.mean(dim=1, keepdim=True), (1, 1, 1, 1), mode="replicate")
        along = torch.relu(functional.conv2d(grey, self.directions))
        # of evenly spread directions the squares add up to half of their number times the length's
        length = (along.square().sum(dim=1, keepdim=True) / (_DIRECTIONS / 4) + 1e-6).sqrt()
        return along * (along / length) ** (_SHARPNESS - 1)


def _averaged(values: Tensor, size: int) -> Tensor:
    """(B, C, S, S) to (B, C, size, size), of which S is a multiple."""
    return functional.avg_pool2d(values, int(values.shape[-1]) // size)


def _direction_filters() -> Tensor:
    """(directions, 1, 3, 3), the central difference along each direction."""
    filters = torch.zeros(_DIRECTIONS, 1, 3, 3)
    for place in range(_DIRECTIONS):
        angle = 2.0 * math.pi * place / _DIRECTIONS
        filters[place, 0, 1, 2], filters[place, 0, 1, 0] = math.cos(angle), -math.cos(angle)
        filters[place, 0, 2, 1], filters[place, 0, 0, 1] = math.sin(angle), -math.sin(angle)
    return filters


def _projection() -> Tensor:
    """(inputs, hidden), a sign each, by an arithmetic that no library can change."""
    places = np.arange(_INPUTS * _HIDDEN, dtype=np.uint64)
    with np.errstate(over="ignore"):  # splitmix64, Steele et al. 2014
        mixed = (places + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    signs = (mixed >> np.uint64(63)).astype(np.float32) * 2.0 - 1.0
    return torch.from_numpy(signs.reshape(_INPUTS, _HIDDEN) / math.sqrt(_INPUTS))
