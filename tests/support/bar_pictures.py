"""Pictures of bars, which a linear classifier can tell apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIZE = 32


@dataclass(frozen=True)
class BarPictures:
    """Pictures and their labels."""

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]


def bar_pictures(labels: list[int], count: int, seed: int = 0) -> BarPictures:
    """Bars, whose place and colour are their class's."""
    source = np.random.default_rng(seed)
    wanted = np.repeat(np.asarray(labels, np.int64), count)
    images = source.integers(0, 60, (len(wanted), 3, SIZE, SIZE), np.uint8)
    for image, label in zip(images, wanted, strict=True):
        start = 3 * int(label) + int(source.integers(0, 3))
        image[label % 3, :, start : start + 4] += 150
    return BarPictures(images, wanted)
