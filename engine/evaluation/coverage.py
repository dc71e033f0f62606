"""Coverage: whether generated pictures are like real ones, and whether they are as varied."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares 0..1."""

    #: Of the generated pictures, those within the real ones' manifold.
    precision: float
    #: Of the real pictures, those within the generated ones' manifold.
    recall: float


def coverage(real: NDArray[np.floating], generated: NDArray[np.floating]) -> Coverage | None:
    """Improved precision and recall of features (N, D) and (M, D); None for sets too small.

    Kynkäänniemi et al. 2019 (arXiv 1904.06991), equations 1 and 2: a manifold is the union of balls
    around its points, each reaching to the point's k-th nearest neighbour (k = 3).
    """
    if min(len(real), len(generated)) <= _NEIGHBOURS:
        return None
    return Coverage(precision=_share_inside(generated, real), recall=_share_inside(real, generated))


def distances(first: NDArray[np.floating], second: NDArray[np.floating]) -> NDArray[np.float64]:
    """Euclidean distances (N, M) between rows of (N, D) and (M, D)."""
    one, two = first.astype(np.float64), second.astype(np.float64)
    squares = (
        np.square(one).sum(axis=1)[:, None] + np.square(two).sum(axis=1)[None] - 2 * one @ two.T
    )
    root: NDArray[np.float64] = np.sqrt(np.maximum(squares, 0.0))
    return root


def _share_inside(points: NDArray[np.floating], manifold: NDArray[np.floating]) -> float:
    # the nearest neighbour of a point in its own set is the point itself
    radii = np.sort(distances(manifold, manifold), axis=1)[:, _NEIGHBOURS]
    inside = (distances(points, manifold) <= radii[None]).any(axis=1)
    return float(inside.mean())
