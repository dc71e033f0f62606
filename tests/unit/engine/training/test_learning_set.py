import numpy as np
import pytest
import torch

from engine.training.learning_set import PictureSet, step_randomness
from tests.support.toy_learning import toy_set


def test_every_class_is_drawn_equally_often_however_many_pictures_it_has() -> None:
    labels = np.repeat(np.array([3, 8]), [190, 10])
    pictures = PictureSet(np.zeros((200, 3, 2, 2), np.uint8), labels)
    drawn = pictures.draw(2000, step_randomness(0, 1, 0))
    assert float((drawn.labels == 8).mean()) == pytest.approx(0.5, abs=0.05)


def test_pictures_keep_their_labels() -> None:
    labels = np.arange(5)
    images = np.broadcast_to(labels[:, None, None, None], (5, 3, 2, 2)).astype(np.uint8)
    drawn = PictureSet(images, labels).draw(20, step_randomness(0, 1, 0))
    np.testing.assert_array_equal(drawn.images[:, 0, 0, 0], drawn.labels)


def test_joined_sets_stand_one_after_the_other() -> None:
    joined = toy_set(0, per_class=2).joined(toy_set(1, per_class=3))
    assert len(joined) == 5
    assert joined.labels.tolist() == [0, 0, 1, 1, 1]


def test_a_steps_randomness_depends_on_seed_stage_and_step_alone() -> None:
    def number(*key: int) -> float:
        return torch.rand(1, generator=step_randomness(*key)).item()

    assert number(1, 2, 3) == number(1, 2, 3)
    keys = [(1, 2, 3), (0, 2, 3), (1, 1, 3), (1, 2, 4), (2, 1, 3)]
    assert len({number(*key) for key in keys}) == len(keys)


def test_a_buffer_keeps_the_first_of_every_class() -> None:
    labels = np.array([2, 1, 2, 1, 2, 3], np.int64)
    images = np.arange(6, dtype=np.uint8).reshape(6, 1, 1, 1).repeat(3, 1)
    kept = PictureSet(images, labels).at_most(2)
    assert kept.labels.tolist() == [2, 1, 2, 1, 3]
    assert kept.images[:, 0, 0, 0].tolist() == [0, 1, 2, 3, 5]
    assert PictureSet(images, labels).at_most(None).labels is labels
