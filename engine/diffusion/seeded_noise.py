"""Noise that depends on a picture's own seed alone, not on its neighbours in a batch."""

import numpy as np
from numpy.typing import NDArray


def seeded_noise(seeds: NDArray[np.int64], shape: tuple[int, int, int]) -> NDArray[np.float32]:
    """Standard normal (N, *shape); row i from Philox keyed by seed i."""
    noise = np.empty((len(seeds), *shape), np.float32)
    for row, seed in zip(noise, seeds.tolist(), strict=True):
        np.random.Generator(np.random.Philox(key=seed)).standard_normal(out=row, dtype=np.float32)
    return noise
