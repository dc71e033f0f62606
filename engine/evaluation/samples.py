"""Pictures that are measured, with what they are pictures of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Samples:
    """Pictures with their labels."""

    #: uint8 (N, 3, S, S).
    images: NDArray[np.uint8]
    #: int64 (N,).
    labels: NDArray[np.int64]

    def of(self, labels: Sequence[int]) -> "Samples":
        """Those with one of these labels."""
        chosen = np.isin(self.labels, np.asarray(labels))
        return Samples(self.images[chosen], self.labels[chosen])
