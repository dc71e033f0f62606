"""Herding: the few pictures of each class whose mean embedding comes nearest to the class's own."""

import numpy as np
from numpy.typing import NDArray

from engine.recognition.incremental.nearest_mean import embed
from engine.recognition.incremental.pictures import LabelledImages
from engine.recognition.network import Recogniser

#: Pictures of a class that are looked at; choosing among all of them costs more than it brings.
_MOST_LOOKED_AT = 500


def choose_exemplars(
    network: Recogniser, pictures: LabelledImages, per_class: int
) -> LabelledImages:
    """As many of each class as wanted, in the order in which they were chosen."""
    chosen = []
    for places in pictures.by_class():
        looked_at = places[:_MOST_LOOKED_AT]
        embeddings = embed(network, pictures.images[looked_at])
        chosen.append(looked_at[herd(embeddings, per_class)])
    return pictures.at(np.concatenate(chosen))


def herd(embeddings: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Rows (N, D) chosen one by one. Rebuffi et al. 2017 (arXiv 1611.07725), algorithm 4."""
    mean = embeddings.mean(axis=0)
    total = np.zeros_like(mean)
    is_free = np.ones(len(embeddings), dtype=bool)
    chosen: list[int] = []
    for number in range(1, min(count, len(embeddings)) + 1):
        distances = np.linalg.norm(mean - (total + embeddings) / number, axis=1)
        place = int(np.where(is_free, distances, np.inf).argmin())
        is_free[place] = False
        total += embeddings[place]
        chosen.append(place)
    return np.asarray(chosen, np.int64)
