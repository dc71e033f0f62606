import numpy as np
import pytest
import torch

from engine.contract.errors import CancelRequested
from engine.contract.job_context import Progress
from engine.recognition.network import Recogniser, silence_classes
from engine.recognition.training import (
    RecogniserTrainer,
    RecognitionSet,
    classify,
    one_cycle,
    train_recogniser,
)
from engine.training.learning_set import PictureSet
from tests.support.job_contexts import InterruptingContext
from tests.support.toy_learning import toy_pictures, toy_set

STEPS = 30


@pytest.fixture(scope="module")
def learned() -> Recogniser:
    """Knows the toy classes 0 and 1."""
    torch.set_num_threads(1)
    pictures = toy_set(0, 1)
    return train_recogniser(pictures.images, pictures.labels, class_count=2, steps=STEPS, seed=0)


def accuracy(recogniser: Recogniser, *labels: int) -> float:
    unseen = toy_set(*labels, seed=99)
    probabilities, _ = classify(recogniser, unseen.images)
    return float((probabilities.argmax(axis=1) == unseen.labels).mean())


def updated(previous: Recogniser, replay: PictureSet, *, has_soft_targets: bool) -> Recogniser:
    """The recogniser after it has learned the classes 2 and 3 beside replay of 0 and 1."""
    pictures = toy_set(2, 3).joined(replay)
    is_replay = np.arange(len(pictures)) >= len(pictures) - len(replay)
    data = RecognitionSet(pictures.images, pictures.labels, is_replay & has_soft_targets)
    trainer = RecogniserTrainer(data, 4, STEPS, seed=1, previous=previous)
    while trainer.step < STEPS:
        trainer.train_step()
    return trainer.network.eval()


def test_it_learns_to_tell_two_classes_apart(learned: Recogniser) -> None:
    assert accuracy(learned, 0, 1) == 1.0
    assert not learned.training


def test_soft_targets_hold_on_to_what_poor_labels_would_overwrite(learned: Recogniser) -> None:
    replay = toy_set(0, 1, seed=5)
    every_other = np.arange(len(replay)) % 2 == 0
    poor = PictureSet(replay.images, np.where(every_other, 1 - replay.labels, replay.labels))
    unseen = toy_set(0, 1, seed=99)
    confidence = {}
    for has_soft_targets in (True, False):
        after = updated(learned, poor, has_soft_targets=has_soft_targets)
        probabilities, _ = classify(after, unseen.images)
        confidence[has_soft_targets] = probabilities[np.arange(12), unseen.labels].mean()
    assert confidence[True] > confidence[False]


def test_a_class_is_seen_as_often_as_another_with_more_pictures() -> None:
    labels = np.repeat(np.array([0, 1]), (20, 100))
    data = RecognitionSet(toy_pictures(labels), labels, np.zeros(120, bool))
    trainer = RecogniserTrainer(data, 2, 1, seed=0)
    places = np.concatenate(
        [trainer._balanced_places(torch.Generator().manual_seed(n)) for n in range(60)]
    )
    assert set(places) == set(range(120))
    assert (places >= 20).mean() == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("class_count", [5, 1])
def test_retired_classes_take_no_part_and_are_never_answered(
    learned: Recogniser, class_count: int
) -> None:
    """Class 1 is given up: while 2 and 3 are learned, or as the last one, so that its column goes.

    Class 4 was given up before.
    """
    labels = (0, 2, 3) if class_count == 5 else (0,)
    retired = tuple(n for n in range(class_count) if n not in labels)
    pictures = toy_set(*labels)
    data = RecognitionSet(pictures.images, pictures.labels, pictures.labels == 0)
    trainer = RecogniserTrainer(
        data, class_count, STEPS, seed=1, previous=learned, retired_labels=retired
    )
    before = trainer.network.head.bias.detach().clone()
    losses = [trainer.train_step() for _ in range(STEPS)]
    assert losses[-1] <= losses[0]
    assert torch.allclose(
        trainer.network.head.bias[list(retired)], before[list(retired)], rtol=0.05
    )
    silence_classes(trainer.network, retired)
    assert accuracy(trainer.network, *labels) == 1.0
    shown = toy_set(*range(5), seed=9).images
    probabilities, _ = classify(trainer.network, shown)
    assert np.isfinite(probabilities).all()
    assert (probabilities[:, list(retired)] == 0.0).all()


def test_equal_seeds_train_equal_recognisers_and_others_do_not() -> None:
    pictures = toy_set(0, 1)

    def weights(seed: int) -> torch.Tensor:
        return train_recogniser(
            pictures.images, pictures.labels, class_count=2, steps=2, seed=seed
        ).head.weight

    assert torch.equal(weights(4), weights(4))
    assert not torch.equal(weights(4), weights(5))


def test_a_class_with_few_pictures_is_seen_as_often_as_one_with_many() -> None:
    labels = np.repeat(np.array([0, 1]), [95, 5])
    data = RecognitionSet(toy_pictures(labels), labels, np.zeros(100, dtype=bool))
    trainer = RecogniserTrainer(data, 2, 1, seed=0)
    drawn = [trainer._balanced_places(torch.Generator().manual_seed(seed)) for seed in range(30)]
    assert float(labels[np.concatenate(drawn)].mean()) == pytest.approx(0.5, abs=0.06)


def test_training_stops_when_asked_to() -> None:
    pictures = toy_set(0, 1)
    context = InterruptingContext(request=CancelRequested, stage="judge", step=1)
    context.progress.append(Progress(stage="judge", step=1, step_count=1, fraction=0.0))
    with pytest.raises(CancelRequested):
        train_recogniser(
            pictures.images, pictures.labels, class_count=2, steps=5, seed=0, context=context
        )


def test_classifying_in_batches_changes_nothing(learned: Recogniser) -> None:
    images = toy_set(0, 1).images
    whole, parts = classify(learned, images), classify(learned, images, batch=5)
    np.testing.assert_allclose(whole[0], parts[0], atol=1e-6)
    np.testing.assert_allclose(whole[0].sum(axis=1), 1.0, rtol=1e-5)
    assert whole[1].shape == (12, 96)


def test_the_rate_rises_then_falls_to_nothing() -> None:
    rates = [one_cycle(step, 100) for step in range(100)]
    assert max(rates) == 1.0
    assert rates[:10] == sorted(rates[:10])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < 0.01
    assert one_cycle(0, 1) == 1.0
