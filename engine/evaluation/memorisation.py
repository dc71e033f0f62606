"""Memorisation: whether generated pictures are copies of photographs they were learned from."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.evaluation.coverage import distances
from engine.evaluation.samples import Samples

#: A picture this much nearer to a photograph than photographs are to each other is a copy; a third
#: is the criterion of Yoon et al. 2023 and Gu et al. 2023 (arXiv 2310.02664, section 2).
COPY_SHARE = 1 / 3
_COMPARED_SIZE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """A generated picture and the photograph most like it."""

    #: Places in the two sets.
    generated: int
    photograph: int
    #: Distance to it, in spacings of the class's photographs; 1 is as far as they are apart.
    spacings: float

    @property
    def is_copy(self) -> bool:
        """Whether it is nearer than any honest picture would be."""
        return self.spacings < COPY_SHARE


def nearest_photographs(generated: Samples, photographs: Samples) -> list[Nearest]:
    """For each generated picture the nearest photograph of its class, in pixels at 32 x 32.

    The spacing is the median distance of a photograph to its nearest other one that is no repeat of
    it; classes with fewer than three photographs are passed over, since they have none.
    """
    found: list[Nearest] = []
    for label in np.unique(generated.labels):
        mine = np.flatnonzero(generated.labels == label)
        theirs = np.flatnonzero(photographs.labels == label)
        if len(theirs) < 3:
            continue
        real = _small(photographs.images[theirs])
        among = distances(real, real)
        np.fill_diagonal(among, np.inf)
        spacing = max(float(np.median(among.min(axis=1))), 1e-9)
        to_real = distances(_small(generated.images[mine]), real)
        found.extend(
            Nearest(
                generated=int(place),
                photograph=int(theirs[index]),
                spacings=float(to_real[row, index]) / spacing,
            )
            for row, (place, index) in enumerate(zip(mine, to_real.argmin(axis=1), strict=True))
        )
    return found


def copied_share(nearest: list[Nearest]) -> float | None:
    """Share of copies among generated pictures; None where none could be compared."""
    return float(np.mean([item.is_copy for item in nearest])) if nearest else None


def _small(images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """(N, 3, S, S) to (N, 3 * 32 * 32), as fractions of full scale."""
    size = (_COMPARED_SIZE, _COMPARED_SIZE)
    rows = [
        cv2.resize(
            np.ascontiguousarray(image.transpose(1, 2, 0)), size, interpolation=cv2.INTER_AREA
        )
        for image in images
    ]
    return np.asarray(rows, np.float64).reshape(len(images), -1) / 255.0
