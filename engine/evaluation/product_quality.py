"""How well a version makes and knows one product, and how much of that is left later."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.contract.results import Interval
from engine.evaluation.coverage import Coverage, coverage
from engine.evaluation.frechet import frechet_distance, frechet_to_statistics, spread
from engine.evaluation.intervals import (
    geometric_interval,
    jackknife_interval,
    share_interval,
)
from engine.evaluation.samples import Samples
from engine.recognition.class_statistics import ClassStatistics
from engine.recognition.network import Recogniser
from engine.recognition.training import classify


@dataclass(frozen=True, kw_only=True)
class Reference:
    """The fixed point that a product's pictures are held against, the same in every version.

    The recogniser is that of the version that learned the product, so that figures of versions
    compare; what is known of the product's photographs is what its keep-policy left.
    """

    recogniser: Recogniser
    #: The sealed acceptance set; None where none is kept.
    acceptance: Samples | None = None
    #: Of the product's training photographs, all classes pooled; None where none are kept.
    statistics: ClassStatistics | None = None


@dataclass(frozen=True, kw_only=True)
class GenerationQuality:
    """Generated pictures of one product as its reference sees them."""

    #: Share assigned to the asked class, 0..1.
    assigned_share: float
    assigned_interval: Interval
    #: Fréchet distance to the real ones in the reference's embedding; None where nothing is kept.
    fidelity: float | None = None
    fidelity_interval: Interval | None = None
    #: 1 / (1 + distance / spread of the real ones): 1 is alike, 0.5 is one spread away.
    fidelity_score: float | None = None
    fidelity_score_interval: Interval | None = None
    #: None without an acceptance set, or with one too small.
    coverage: Coverage | None = None


@dataclass(frozen=True, kw_only=True)
class Overall:
    """One number in 0..1 for a product in a version, with its 95 % interval."""

    value: float
    interval: Interval


def measure_generation(reference: Reference, generated: Samples) -> GenerationQuality:
    """Measure one product's generated pictures."""
    probabilities, features = classify(reference.recogniser, generated.images)
    assigned = float((probabilities.argmax(axis=1) == generated.labels).mean())
    interval = share_interval(assigned, len(generated.labels))
    real = reference.acceptance
    if real is not None and len(real.labels) >= 2:
        _, real_features = classify(reference.recogniser, real.images)
        distance = frechet_distance(features, real_features)
        span = jackknife_interval(
            distance, [features, real_features], lambda sets: frechet_distance(*sets)
        )
        scale, covered = spread(real_features), coverage(real_features, features)
    elif reference.statistics is not None:
        known = reference.statistics
        distance = frechet_to_statistics(features, known)
        span = jackknife_interval(
            distance, [features], lambda sets: frechet_to_statistics(sets[0], known)
        )
        scale, covered = float(np.trace(known.covariance)), None
    else:
        return GenerationQuality(assigned_share=assigned, assigned_interval=interval)
    low, high = (_score(end, scale) for end in span)
    return GenerationQuality(
        assigned_share=assigned,
        assigned_interval=interval,
        fidelity=distance,
        fidelity_interval=span,
        fidelity_score=_score(distance, scale),
        fidelity_score_interval=(high, low),
        coverage=covered,
    )


def measure_accuracy(recogniser: Recogniser, real: Samples) -> float:
    """Share of real pictures whose class, among all classes of all products, is found."""
    probabilities, _ = classify(recogniser, real.images)
    return float((probabilities.argmax(axis=1) == real.labels).mean())


def measure_variety(recogniser: Recogniser, generated: Samples) -> dict[int, float]:
    """Total variance of each class's embeddings, by label: how varied its pictures are."""
    _, features = classify(recogniser, generated.images)
    return {
        int(label): spread(features[generated.labels == label])
        for label in np.unique(generated.labels)
    }


def overall_quality(
    generation: GenerationQuality, accuracy: float | None, accuracy_interval: Interval | None = None
) -> Overall | None:
    """The geometric mean of assigned share, fidelity score and, where known, accuracy.

    A product that is drawn badly, drawn as something else or not recognised is poor in any of
    these. None where nothing of the product's photographs is kept, because generated pictures alone
    prove nothing.
    """
    if generation.fidelity_score is None or generation.fidelity_score_interval is None:
        return None
    values = [generation.assigned_share, generation.fidelity_score]
    spans = [generation.assigned_interval, generation.fidelity_score_interval]
    if accuracy is not None:
        values.append(accuracy)
        spans.append(accuracy_interval or (accuracy, accuracy))
    mean = math.prod(values) ** (1 / len(values))
    return Overall(value=mean, interval=geometric_interval(values, spans))


def retention(now: float | None, when_learned: float | None) -> float | None:
    """Quality now divided by quality when learned, both seen by the same reference."""
    if now is None or when_learned is None:
        return None
    return now / max(when_learned, 1e-9)


def less_varied(
    now: dict[int, float], then: dict[int, float], least: float, labels: Sequence[int]
) -> list[int]:
    """Labels whose variety has fallen below this share of what it was."""
    return [
        label
        for label in labels
        if label in now and then.get(label, 0.0) > 0 and now[label] / then[label] < least
    ]


def _score(distance: float, scale: float) -> float:
    return 1.0 / (1.0 + distance / max(scale, 1e-9))
