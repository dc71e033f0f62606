import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.recognition.fixed_features import FEATURE_COUNT, FixedFeatures
from engine.recognition.moments import Moments, moments_after
from tests.support.bar_pictures import SIZE, BarPictures, bar_pictures


def both(one: BarPictures, other: BarPictures) -> BarPictures:
    return BarPictures(
        np.concatenate([one.images, other.images]), np.concatenate([one.labels, other.labels])
    )


def answers(moments: Moments, shown: BarPictures) -> NDArray[np.int64]:
    features = FixedFeatures()(torch.from_numpy(shown.images).float() / 127.5 - 1.0)
    places = (features @ moments.solved().T).argmax(dim=1).numpy()
    return np.asarray(moments.labels)[places]


def test_features_are_the_same_for_ever() -> None:
    pixels = torch.linspace(-1.0, 1.0, 3 * SIZE * SIZE).reshape(1, 3, SIZE, SIZE)
    features = FixedFeatures()(pixels)
    assert features.shape == (1, FEATURE_COUNT)
    assert not FixedFeatures().state_dict()
    # Sums of earlier versions stand in workspaces: whoever changes this has to tell them apart.
    assert float(features.double().sum()) == pytest.approx(342.022, rel=1e-4)


@pytest.mark.parametrize("size", [64, 256])
def test_features_see_the_same_in_a_larger_picture(size: int) -> None:
    shown = torch.from_numpy(bar_pictures([1, 5], 1).images).float() / 127.5 - 1.0
    large = shown.repeat_interleave(size // SIZE, 2).repeat_interleave(size // SIZE, 3)
    small_features, features = FixedFeatures()(shown), FixedFeatures()(large)
    alike = torch.cosine_similarity(small_features, features, dim=1)
    across = torch.cosine_similarity(small_features, features.flip(0), dim=1)
    assert (alike > across).all()


def test_update_after_update_it_is_the_classifier_of_all_photographs_at_once() -> None:
    first, second = bar_pictures([0, 1, 2], 6), bar_pictures([3, 4], 9, seed=1)
    in_turn = moments_after(moments_after(None, first, None), second, None)
    at_once = moments_after(None, both(first, second), None)
    assert in_turn.labels == at_once.labels == (0, 1, 2, 3, 4)
    assert in_turn.solved() == pytest.approx(at_once.solved(), abs=1e-5)


def test_it_tells_apart_what_different_updates_learned() -> None:
    moments = None
    for label in range(6):
        moments = moments_after(moments, bar_pictures([label], 8, seed=label), None)
    assert moments is not None
    shown = bar_pictures(list(range(6)), 10, seed=99)
    assert np.mean(answers(moments, shown) == shown.labels) > 0.9


def test_a_class_of_many_photographs_weighs_no_more_than_one_of_few() -> None:
    few, many = bar_pictures([0], 4), bar_pictures([1], 4, seed=1)
    repeated = BarPictures(np.repeat(many.images, 5, axis=0), np.repeat(many.labels, 5))
    once, often = (
        moments_after(None, both(few, many), None),
        moments_after(None, both(few, repeated), None),
    )
    assert once.solved() == pytest.approx(often.solved(), abs=1e-5)


def test_a_retired_class_is_no_answer_any_more() -> None:
    shown = bar_pictures([0, 1, 2], 8)
    moments = moments_after(None, shown, None)
    after = moments_after(moments, bar_pictures([3], 8, seed=2), None, given_up=(1,))
    assert after.labels == (0, 2, 3)
    assert set(answers(after, shown)) <= {0, 2, 3}
    others = bar_pictures([0, 2, 3], 8, seed=5)
    assert np.mean(answers(after, others) == others.labels) > 0.9


def test_replay_stands_for_classes_that_were_learned_before_there_were_moments() -> None:
    new, replay = bar_pictures([2, 3], 8), bar_pictures([0, 1], 8, seed=4)
    bridged = moments_after(None, new, replay)
    assert bridged.labels == (0, 1, 2, 3)
    again = moments_after(bridged, bar_pictures([4], 8, seed=5), replay)
    assert again.first[:4] == pytest.approx(bridged.first[:4])


def test_an_update_without_photographs_changes_nothing() -> None:
    moments = moments_after(None, bar_pictures([0, 1], 4), None)
    nothing = BarPictures(np.zeros((0, 3, SIZE, SIZE), np.uint8), np.zeros(0, np.int64))
    assert moments_after(moments, nothing, None).solved() == pytest.approx(moments.solved())
