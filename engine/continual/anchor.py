"""The anchor: replay chosen so that its statistics are those of the photographs.

A version that learns from what its predecessor drew, again and again, drifts: tails vanish first,
then classes collapse (Shumailov et al. 2024; arXiv 2512.11867). What was stored of a class when it
was learned from photographs does not drift, and candidates are chosen to match it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.recognition.class_statistics import ClassStatistics
from engine.recognition.network import Recogniser
from engine.recognition.training import classify

#: Directions of largest variance that are matched; the rest is too small to be measured on so few.
_DIRECTIONS = 12
_VARIANCE_WEIGHT = 0.5


@dataclass(frozen=True)
class Anchor:
    """What is known of a class's photographs, and whose embeddings that was measured in."""

    statistics: ClassStatistics
    recogniser: Recogniser


def choose(
    images: NDArray[np.uint8],
    labels: NDArray[np.int64],
    passed: NDArray[np.bool_],
    anchors: Mapping[int, Anchor],
    count: int,
) -> NDArray[np.bool_]:
    """Of the candidates that passed the screening, at most `count` of each class.

    Classes without an anchor keep the first.
    """
    kept = np.zeros(len(labels), dtype=bool)
    for label in np.unique(labels):
        places = np.flatnonzero(passed & (labels == label))
        anchor = anchors.get(int(label))
        if anchor is None or len(places) <= count:
            kept[places[:count]] = True
            continue
        _, embeddings = classify(anchor.recogniser, images[places])
        kept[places[resample(embeddings, anchor.statistics, count)]] = True
    return kept


def resample(
    embeddings: NDArray[np.floating], statistics: ClassStatistics, count: int
) -> NDArray[np.int64]:
    """Places of `count` candidates whose mean and spread come nearest to the stored ones.

    Greedy herding (Welling 2009; iCaRL's exemplars, Rebuffi et al. 2017, algorithm 4), on first and
    second moments along the stored distribution's main directions in units of its deviation.

    Args:
        embeddings: Of the candidates, (N, D), by the recogniser that the statistics belong to.
        statistics: Stored when the class was learned.
        count: How many to choose; all of them where there are no more.
    """
    if count >= len(embeddings):
        return np.arange(len(embeddings), dtype=np.int64)
    values, vectors = np.linalg.eigh(statistics.covariance.astype(np.float64))
    largest = np.argsort(-values)[:_DIRECTIONS]
    deviation = np.sqrt(np.maximum(values[largest], 1e-9))
    place = (embeddings - statistics.mean) @ vectors[:, largest] / deviation
    # a candidate far outside would be bought by many on the other side
    place = np.clip(place, -4.0, 4.0)
    chosen: list[int] = []
    left = np.ones(len(place), dtype=bool)
    first, second = np.zeros(place.shape[1]), np.zeros(place.shape[1])
    for size in range(1, count + 1):
        means = (first + place) / size
        squares = (second + np.square(place)) / size
        cost = np.square(means).sum(axis=1)
        cost += _VARIANCE_WEIGHT * np.square(squares - 1.0).sum(axis=1)
        best = int(np.where(left, cost, np.inf).argmin())
        chosen.append(best)
        left[best] = False
        first += place[best]
        second += np.square(place[best])
    return np.sort(np.asarray(chosen, np.int64))
