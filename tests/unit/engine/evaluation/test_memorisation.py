import numpy as np

from engine.evaluation.memorisation import copied_share, nearest_photographs
from engine.evaluation.samples import Samples

RANDOM = np.random.default_rng(2)


def pictures(count: int) -> np.ndarray:
    """Smooth pictures that differ from one another."""
    coarse = RANDOM.integers(0, 256, (count, 3, 8, 8), np.uint8)
    return coarse.repeat(8, axis=2).repeat(8, axis=3)


PHOTOGRAPHS = Samples(pictures(20), np.repeat([1, 2], 10))


def test_a_copy_with_a_little_noise_is_flagged_and_its_photograph_named() -> None:
    noise = RANDOM.integers(-6, 7, PHOTOGRAPHS.images[3:4].shape)
    copy = np.clip(PHOTOGRAPHS.images[3:4].astype(int) + noise, 0, 255).astype(np.uint8)
    generated = Samples(np.concatenate([pictures(3), copy]), np.asarray([1, 1, 1, 1]))
    nearest = nearest_photographs(generated, PHOTOGRAPHS)
    assert [item.is_copy for item in nearest] == [False, False, False, True]
    assert nearest[3].photograph == 3
    assert copied_share(nearest) == 0.25


def test_new_pictures_of_the_same_kind_are_no_copies() -> None:
    fresh = Samples(pictures(40), np.repeat([1, 2], 20))
    assert copied_share(nearest_photographs(fresh, PHOTOGRAPHS)) == 0.0


def test_photographs_of_another_class_do_not_count() -> None:
    wrong_class = Samples(PHOTOGRAPHS.images[:10], np.full(10, 2))
    assert copied_share(nearest_photographs(wrong_class, PHOTOGRAPHS)) == 0.0


def test_without_photographs_of_the_class_nothing_is_said() -> None:
    other = Samples(pictures(4), np.full(4, 9))
    assert nearest_photographs(other, PHOTOGRAPHS) == []
    assert copied_share([]) is None
