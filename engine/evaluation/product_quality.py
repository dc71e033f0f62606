"""How well a version makes and knows one product, and how much of that is left later."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.frechet import frechet_distance, spread
from engine.recognition.network import Recogniser
from engine.recognition.training import classify


@dataclass(frozen=True, kw_only=True)
class GenerationQuality:
    """Generated pictures of one product as one recogniser sees them."""

    #: Share assigned to the asked class, 0..1.
    assigned_share: float
    #: Fréchet distance to the acceptance set in the recogniser's embedding; None without one.
    fidelity: float | None
    #: 1 / (1 + distance / spread of the acceptance set): 1 is alike, 0.5 is one spread away.
    fidelity_score: float | None


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

    def first_per_class(self, count: int) -> "Samples":
        """At most `count` of each class, so that sets of unequal size compare."""
        places = [np.flatnonzero(self.labels == label)[:count] for label in np.unique(self.labels)]
        chosen = np.concatenate(places) if places else np.empty(0, np.int64)
        return Samples(self.images[chosen], self.labels[chosen])


def measure_generation(
    recogniser: Recogniser, generated: Samples, real: Samples | None
) -> GenerationQuality:
    """Measure one product's generated pictures, against its acceptance set where there is one."""
    probabilities, features = classify(recogniser, generated.images)
    assigned = float((probabilities.argmax(axis=1) == generated.labels).mean())
    if real is None or len(real.labels) < 2:
        return GenerationQuality(assigned_share=assigned, fidelity=None, fidelity_score=None)
    _, real_features = classify(recogniser, real.images)
    distance = frechet_distance(features, real_features)
    score = 1.0 / (1.0 + distance / max(spread(real_features), 1e-9))
    return GenerationQuality(assigned_share=assigned, fidelity=distance, fidelity_score=score)


def measure_accuracy(recogniser: Recogniser, real: Samples) -> float:
    """Share of real pictures whose class, among all classes of all products, is found."""
    probabilities, _ = classify(recogniser, real.images)
    return float((probabilities.argmax(axis=1) == real.labels).mean())


def overall_quality(generation: GenerationQuality, accuracy: float | None) -> float | None:
    """One number in 0..1: the geometric mean of assigned share, fidelity score and accuracy.

    A product that is drawn badly, drawn as something else or not recognised is poor in any of
    these. None where the product keeps no acceptance set, because generated pictures alone prove
    nothing.
    """
    if accuracy is None or generation.fidelity_score is None:
        return None
    product = generation.assigned_share * generation.fidelity_score * accuracy
    return float(product ** (1 / 3))


def retention(now: float | None, when_learned: float | None) -> float | None:
    """Quality now divided by quality when learned, both seen by the same recogniser."""
    if now is None or when_learned is None:
        return None
    return now / max(when_learned, 1e-9)
