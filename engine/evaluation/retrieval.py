"""How well an embedding finds relatives: recall at one and mean average precision."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """Means over the queries, 0..1."""

    #: Share whose nearest picture of the gallery is of their class.
    recall_at_1: float
    #: Average precision of the whole gallery in order of distance.
    mean_average_precision: float


def measure_retrieval(
    gallery: NDArray[np.float32],
    gallery_labels: NDArray[np.int64],
    queries: NDArray[np.float32],
    query_labels: NDArray[np.int64],
) -> Retrieval:
    """By cosine of embeddings (N, D) and (M, D); a query without relatives does not count.

    Average precision as in Zheng et al. 2015 (Market-1501): the mean, over the relatives of a
    query, of the precision at each one's rank.
    """
    likeness = _unit(queries) @ _unit(gallery).T
    order = np.argsort(-likeness, axis=1, kind="stable")
    is_relative = gallery_labels[order] == query_labels[:, None]  # (M, N)
    is_relative = is_relative[is_relative.any(axis=1)]
    ranks = np.arange(1, len(gallery) + 1)
    precision = np.cumsum(is_relative, axis=1) / ranks
    averages = (precision * is_relative).sum(axis=1) / is_relative.sum(axis=1)
    return Retrieval(
        recall_at_1=float(is_relative[:, 0].mean()),
        mean_average_precision=float(averages.mean()),
    )


def _unit(embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    unit: NDArray[np.float32] = embeddings / np.maximum(lengths, 1e-12)
    return unit
