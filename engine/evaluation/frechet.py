"""The Fréchet distance between two sets of features."""

import numpy as np
from numpy.typing import NDArray

from engine.recognition.class_statistics import ClassStatistics


def frechet_distance(first: NDArray[np.floating], second: NDArray[np.floating]) -> float:
    """Distance between the normal distributions fitted to features (N, D) and (M, D).

    Heusel et al. 2017, equation 6: ‖μ₁-μ₂‖² + Tr(Σ₁ + Σ₂ - 2(Σ₁Σ₂)^½). The trace of the root is the
    sum of the singular values of A₁A₂ᵀ with Aᵢ the centred features over √(Nᵢ-1), which is exact
    for any rank and needs no matrix root; of many features the triangles of their QR have the same.
    Small sets bias the distance upwards: compare only sets of equal size.
    """
    mean_gap = first.mean(axis=0) - second.mean(axis=0)
    one, two = _scaled(first), _scaled(second)
    cross = np.linalg.svd(_triangle(one) @ _triangle(two).T, compute_uv=False).sum()
    distance = mean_gap @ mean_gap + np.square(one).sum() + np.square(two).sum() - 2 * cross
    return float(max(distance, 0.0))


def frechet_to_statistics(features: NDArray[np.floating], statistics: ClassStatistics) -> float:
    """Distance of features (N, D) to a stored mean and covariance, as `frechet_distance`."""
    mean = statistics.mean.astype(np.float64)
    values, vectors = np.linalg.eigh(statistics.covariance.astype(np.float64))
    root = (vectors * np.sqrt(np.maximum(values, 0.0))).T  # rootᵀ·root is the covariance
    mean_gap = features.mean(axis=0) - mean
    one = _scaled(features)
    cross = np.linalg.svd(_triangle(one) @ root.T, compute_uv=False).sum()
    spreads = np.square(one).sum() + np.maximum(values, 0.0).sum()
    return float(max(mean_gap @ mean_gap + spreads - 2 * cross, 0.0))


def spread(features: NDArray[np.floating]) -> float:
    """Total variance of features (N, D), the scale on which a Fréchet distance is large."""
    return float(np.square(_scaled(features)).sum())


def _triangle(scaled: NDArray[np.float64]) -> NDArray[np.float64]:
    count, width = scaled.shape
    if count <= width:
        return scaled
    triangle: NDArray[np.float64] = np.linalg.qr(scaled).R
    return triangle


def _scaled(features: NDArray[np.floating]) -> NDArray[np.float64]:
    centred = features.astype(np.float64) - features.mean(axis=0)
    scaled: NDArray[np.float64] = centred / np.sqrt(max(1, len(features) - 1))
    return scaled
