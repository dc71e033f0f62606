import numpy as np
import pytest
import torch

from engine.evaluation.product_quality import (
    GenerationQuality,
    Samples,
    measure_accuracy,
    measure_generation,
    overall_quality,
    retention,
)
from engine.recognition.network import Recogniser
from engine.recognition.training import train_recogniser
from tests.support.toy_learning import toy_set


@pytest.fixture(scope="module")
def judge() -> Recogniser:
    torch.set_num_threads(1)
    pictures = toy_set(0, 1)
    return train_recogniser(pictures.images, pictures.labels, class_count=2, steps=30, seed=0)


def samples(seed: int, *labels: int) -> Samples:
    drawn = toy_set(*labels, seed=seed)
    return Samples(drawn.images, drawn.labels)


def test_samples_are_chosen_by_label_and_by_number() -> None:
    chosen = samples(0, 0, 1, 2).of([0, 2])
    assert set(chosen.labels.tolist()) == {0, 2}
    assert chosen.first_per_class(2).labels.tolist() == [0, 0, 2, 2]
    assert len(chosen.of([7]).first_per_class(2).labels) == 0


def test_pictures_like_the_real_ones_score_higher_than_pictures_unlike_them(
    judge: Recogniser,
) -> None:
    real = samples(1, 0, 1)
    alike = measure_generation(judge, samples(2, 0, 1), real)
    gray = Samples(np.full_like(real.images, 128), real.labels)
    unlike = measure_generation(judge, gray, real)
    assert alike.assigned_share == 1.0
    assert unlike.assigned_share == 0.5
    assert alike.fidelity_score > unlike.fidelity_score
    same = measure_generation(judge, real, real)
    assert same.fidelity_score == pytest.approx(1.0, abs=1e-3)


def test_without_acceptance_pictures_fidelity_stays_open(judge: Recogniser) -> None:
    none = samples(1, 0, 1).of([])
    quality = measure_generation(judge, samples(2, 0, 1), none)
    assert (quality.fidelity, quality.fidelity_score) == (None, None)


def test_accuracy_is_the_share_of_real_pictures_named_rightly(judge: Recogniser) -> None:
    real = samples(3, 0, 1)
    assert measure_accuracy(judge, real) == 1.0
    assert measure_accuracy(judge, Samples(real.images, 1 - real.labels)) == 0.0


def test_quality_is_poor_as_soon_as_one_part_is() -> None:
    def quality(assigned: float, score: float | None, accuracy: float | None) -> float | None:
        parts = GenerationQuality(assigned_share=assigned, fidelity=1.0, fidelity_score=score)
        return overall_quality(parts, accuracy)

    assert quality(1.0, 1.0, 1.0) == 1.0
    assert quality(1.0, 1.0, 0.0) == 0.0
    assert quality(0.5, 0.5, 0.5) == pytest.approx(0.5)
    assert quality(1.0, None, 1.0) is None
    assert quality(1.0, 1.0, None) is None


def test_retention_is_what_is_left_of_the_first_quality() -> None:
    assert retention(0.4, 0.8) == pytest.approx(0.5)
    assert retention(None, 0.8) is None
    assert retention(0.4, None) is None
