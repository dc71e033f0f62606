"""Brings photographs to the network's square, and generated squares back to the product's shape."""

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.specs import FitMode


def fit_to_square(pixels: NDArray[np.uint8], size: int, fit: FitMode) -> NDArray[np.uint8]:
    """A (3, size, size) picture from (H, W, 3) pixels.

    Padding repeats the picture's outermost rows or columns. A plain border would be simpler, but it
    puts an edge exactly where `unfit` cuts, and a network that blurs this edge a little leaves a
    fringe on every generated picture.
    """
    if fit is FitMode.CROP:
        pixels = _largest_square(pixels)
    height, width = pixels.shape[:2]
    left, top, new_width, new_height = _content(width, height, size)
    is_smaller = max(width, height) > size
    resized = cv2.resize(
        np.ascontiguousarray(pixels),
        (new_width, new_height),
        interpolation=cv2.INTER_AREA if is_smaller else cv2.INTER_CUBIC,
    )
    square = cv2.copyMakeBorder(
        resized,
        top,
        size - new_height - top,
        left,
        size - new_width - left,
        cv2.BORDER_REPLICATE,
    )
    return np.ascontiguousarray(square.transpose(2, 0, 1), dtype=np.uint8)


def unfit(
    image: NDArray[np.uint8], width: int, height: int, fit: FitMode, is_gray: bool
) -> NDArray[np.uint8]:
    """The part of a (3, S, S) picture that is not padding, (H, W, 3), or (H, W) for gray products.

    Of `width` and `height`, the product's own, only the ratio counts. Cropped products are square.
    """
    size = image.shape[1]
    pixels = np.ascontiguousarray(image.transpose(1, 2, 0))
    if fit is FitMode.PAD:
        left, top, new_width, new_height = _content(width, height, size)
        pixels = pixels[top : top + new_height, left : left + new_width]
    if is_gray:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return np.ascontiguousarray(pixels)


def _largest_square(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return pixels[top : top + side, left : left + side]


def _content(width: int, height: int, size: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of the picture inside its padded square."""
    scale = size / max(width, height)
    new_width = max(1, round(width * scale))
    new_height = max(1, round(height * scale))
    return (size - new_width) // 2, (size - new_height) // 2, new_width, new_height
