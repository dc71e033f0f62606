"""Brings whatever a decoder yields to 8-bit RGB: depth, transparency, rotation."""

import numpy as np
from numpy.typing import NDArray

#: What shows through transparent parts: middle gray, since a part's own edges are bright or dark.
BACKDROP = 128

#: Bits that cameras and scanners really use of 16.
_DEPTHS = (8, 10, 12, 14, 16)
#: A band narrower than this share of its depth carries no brightness worth keeping.
_NARROW_BAND = 1 / 8


def to_8_bit(pixels: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Scale 16-bit values by the range that they really use.

    The depth is the smallest of 8, 10, 12, 14 and 16 bits that holds the brightest value, so that a
    12-bit camera's picture is not black and a dark exposure stays darker than a bright one. Values
    in a narrow band (a thermal camera's) are spread from their smallest to their largest.
    """
    lowest, highest = int(pixels.min()), int(pixels.max())
    full = next((1 << depth) - 1 for depth in _DEPTHS if highest < 1 << depth)
    if highest - lowest >= full * _NARROW_BAND or highest == lowest:
        lowest, highest = 0, full
    # A table keeps a large photograph from being blown up to floating point.
    table = (np.arange(highest + 1, dtype=np.float64) - lowest) * (255.0 / (highest - lowest))
    return np.asarray(np.clip(np.rint(table), 0, 255).astype(np.uint8)[pixels], dtype=np.uint8)


def over_backdrop(colour: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Lay a transparent picture over middle gray."""
    share = alpha.astype(np.uint16)[..., None]
    mixed = colour * share + BACKDROP * (255 - share)  # at most 255 * 255, which fits 16 bits
    return np.asarray((mixed + 127) // 255, dtype=np.uint8)


def turn_upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Undo the rotation that an EXIF orientation of 1..8 describes."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def has_colour(pixels: NDArray[np.uint8]) -> bool:
    """Whether any pixel's three channels differ."""
    return not (
        np.array_equal(pixels[..., 0], pixels[..., 1])
        and np.array_equal(pixels[..., 1], pixels[..., 2])
    )
