"""The orthonormal Haar transform that stands between pixels and the network.

Each level turns a (N, C, H, W) array into (N, 4C, H/2, W/2). The transform is orthonormal, so white
noise stays white and a squared error means the same before and after; the network works on a grid
that is four times smaller per level. All channels are split at every level (a wavelet packet), not
only the averages.
"""

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:  # generation through ONNX Runtime uses this module without torch
    import torch

ArrayT = TypeVar("ArrayT", "np.ndarray[Any, Any]", "torch.Tensor")


def haar(images: ArrayT, levels: int) -> ArrayT:
    """Transform (N, C, H, W) to (N, C * 4**levels, H / 2**levels, W / 2**levels)."""
    for _ in range(levels):
        images = _split(images)
    return images


def inverse_haar(coefficients: ArrayT, levels: int) -> ArrayT:
    """Undo `haar`."""
    for _ in range(levels):
        coefficients = _merge(coefficients)
    return coefficients


def _split(x: ArrayT) -> ArrayT:
    a, b = x[:, :, 0::2, 0::2], x[:, :, 0::2, 1::2]
    c, d = x[:, :, 1::2, 0::2], x[:, :, 1::2, 1::2]
    bands = [(a + b + c + d) / 2, (a - b + c - d) / 2, (a + b - c - d) / 2, (a - b - c + d) / 2]
    return _concatenate(bands)


def _merge(x: ArrayT) -> ArrayT:
    count, channels, height, width = x.shape
    quarter = channels // 4
    s, h, v, d = (x[:, i * quarter : (i + 1) * quarter] for i in range(4))
    a, b = (s + h + v + d) / 2, (s - h + v - d) / 2
    c, e = (s + h - v - d) / 2, (s - h - v + d) / 2
    stacked = _concatenate(
        [part.reshape(count, quarter, 1, height, width) for part in (a, b, c, e)], axis=2
    )
    blocks = stacked.reshape(count, quarter, 2, 2, height, width)
    merged: ArrayT = _interleave(blocks).reshape(count, quarter, height * 2, width * 2)
    return merged


def _concatenate(parts: list[ArrayT], axis: int = 1) -> ArrayT:
    if isinstance(parts[0], np.ndarray):
        return np.concatenate(parts, axis=axis)
    import torch  # noqa: PLC0415  (only where torch is in use already)

    return torch.cat(parts, dim=axis)


def _interleave(blocks: ArrayT) -> ArrayT:
    """Reorder (N, C, 2 rows, 2 columns, H, W) to (N, C, H, 2 rows, W, 2 columns)."""
    if isinstance(blocks, np.ndarray):
        return blocks.transpose(0, 1, 4, 2, 5, 3)
    return blocks.permute(0, 1, 4, 2, 5, 3)
