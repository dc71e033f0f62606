import numpy as np
import pytest
import torch

from engine.contract.job_context import SilentContext
from engine.evaluation.product_quality import (
    GenerationQuality,
    Reference,
    less_varied,
    measure_accuracy,
    measure_generation,
    measure_variety,
    overall_quality,
    retention,
)
from engine.evaluation.samples import Samples
from engine.evaluation.usefulness import train_on_generated
from engine.recognition.class_statistics import class_statistics, pooled
from engine.recognition.network import Recogniser
from engine.recognition.training import classify, train_recogniser
from tests.support.toy_learning import toy_set


@pytest.fixture(scope="module")
def judge() -> Recogniser:
    torch.set_num_threads(1)
    pictures = toy_set(0, 1)
    return train_recogniser(pictures.images, pictures.labels, class_count=2, steps=30, seed=0)


def samples(seed: int, *labels: int) -> Samples:
    drawn = toy_set(*labels, seed=seed)
    return Samples(drawn.images, drawn.labels)


def test_samples_are_chosen_by_label() -> None:
    chosen = samples(0, 0, 1, 2).of([0, 2])
    assert set(chosen.labels.tolist()) == {0, 2}


def test_pictures_like_the_real_ones_score_higher_than_pictures_unlike_them(
    judge: Recogniser,
) -> None:
    real = samples(1, 0, 1)
    reference = Reference(recogniser=judge, acceptance=real)
    alike = measure_generation(reference, samples(2, 0, 1))
    gray = Samples(np.full_like(real.images, 128), real.labels)
    unlike = measure_generation(reference, gray)
    assert alike.assigned_share == 1.0
    assert unlike.assigned_share == 0.5
    assert alike.fidelity_score is not None
    assert unlike.fidelity_score is not None
    assert alike.fidelity_score > unlike.fidelity_score
    same = measure_generation(reference, real)
    assert same.fidelity_score == pytest.approx(1.0, abs=1e-3)
    assert same.coverage is not None
    assert (same.coverage.precision, same.coverage.recall) == (1.0, 1.0)


def test_intervals_hold_the_figure_they_belong_to(judge: Recogniser) -> None:
    quality = measure_generation(
        Reference(recogniser=judge, acceptance=samples(1, 0, 1)), samples(2, 0, 1)
    )
    for value, interval in (
        (quality.assigned_share, quality.assigned_interval),
        (quality.fidelity, quality.fidelity_interval),
        (quality.fidelity_score, quality.fidelity_score_interval),
    ):
        assert value is not None
        assert interval is not None
        assert interval[0] <= value <= interval[1]
        assert interval[0] < interval[1]


def test_statistics_stand_in_for_photographs(judge: Recogniser) -> None:
    real = samples(1, 0, 1)
    _, features = classify(judge, real.images)
    kept = pooled([class_statistics(features[real.labels == label]) for label in (0, 1)])
    by_statistics = Reference(recogniser=judge, statistics=kept)
    alike = measure_generation(by_statistics, samples(2, 0, 1))
    unlike = measure_generation(by_statistics, Samples(255 - real.images, real.labels))
    assert alike.fidelity is not None
    assert unlike.fidelity is not None
    assert alike.fidelity < unlike.fidelity
    assert alike.coverage is None
    overall = overall_quality(alike, None)
    assert overall is not None
    assert 0 < overall.value <= 1


def test_where_nothing_is_kept_fidelity_stays_open(judge: Recogniser) -> None:
    quality = measure_generation(Reference(recogniser=judge), samples(2, 0, 1))
    assert (quality.fidelity, quality.fidelity_score, quality.coverage) == (None, None, None)
    assert overall_quality(quality, 1.0) is None


def test_accuracy_is_the_share_of_real_pictures_named_rightly(judge: Recogniser) -> None:
    real = samples(3, 0, 1)
    assert measure_accuracy(judge, real) == 1.0
    assert measure_accuracy(judge, Samples(real.images, 1 - real.labels)) == 0.0


def test_quality_is_poor_as_soon_as_one_part_is() -> None:
    def quality(assigned: float, score: float, accuracy: float) -> float:
        parts = GenerationQuality(
            assigned_share=assigned,
            assigned_interval=(assigned, assigned),
            fidelity=1.0,
            fidelity_score=score,
            fidelity_score_interval=(score, score),
        )
        overall = overall_quality(parts, accuracy)
        assert overall is not None
        return overall.value

    assert quality(1.0, 1.0, 1.0) == 1.0
    assert quality(1.0, 1.0, 0.0) == 0.0
    assert quality(0.5, 0.5, 0.5) == pytest.approx(0.5)


def test_retention_is_what_is_left_of_the_first_quality() -> None:
    assert retention(0.4, 0.8) == pytest.approx(0.5)
    assert retention(None, 0.8) is None
    assert retention(0.4, None) is None


def test_a_class_drawn_alike_again_and_again_is_less_varied(judge: Recogniser) -> None:
    varied = samples(1, 0, 1)
    alike = Samples(varied.images.copy(), varied.labels)
    places = np.flatnonzero(alike.labels == 1)
    alike.images[places] = alike.images[places[0]]
    then, now = measure_variety(judge, varied), measure_variety(judge, alike)
    assert less_varied(now, then, 0.6, [0, 1]) == [1]
    assert less_varied(then, then, 0.6, [0, 1]) == []


def test_useful_pictures_teach_a_recogniser_what_real_ones_are() -> None:
    torch.set_num_threads(1)
    real = samples(5, 0, 1)
    good = train_on_generated(samples(2, 0, 1), 2, 40, SilentContext())
    assert measure_accuracy(good, real) > 0.9
    wrong = samples(2, 0, 1)
    misled = train_on_generated(Samples(wrong.images, 1 - wrong.labels), 2, 40, SilentContext())
    assert measure_accuracy(misled, real) < 0.1
