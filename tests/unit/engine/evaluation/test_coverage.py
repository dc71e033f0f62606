import numpy as np

from engine.evaluation.coverage import coverage

RANDOM = np.random.default_rng(1)
REAL = RANDOM.normal(size=(200, 4))


def test_the_same_distribution_is_precise_and_covered() -> None:
    found = coverage(REAL, RANDOM.normal(size=(200, 4)))
    assert found is not None
    assert found.precision > 0.7
    assert found.recall > 0.7


def test_a_narrow_set_is_precise_and_covers_little() -> None:
    found = coverage(REAL, 0.2 * RANDOM.normal(size=(200, 4)))
    assert found is not None
    assert found.precision > 0.9
    assert found.recall < 0.3


def test_a_set_elsewhere_is_neither() -> None:
    found = coverage(REAL, RANDOM.normal(size=(200, 4)) + 50)
    assert found is not None
    assert (found.precision, found.recall) == (0.0, 0.0)


def test_sets_too_small_say_nothing() -> None:
    assert coverage(REAL[:3], REAL) is None
    assert coverage(REAL, REAL[:3]) is None
