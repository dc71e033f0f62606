import numpy as np
import pytest

from engine.evaluation.frechet import frechet_distance, spread


def drawn(mean: list[float], deviation: list[float], count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, deviation, (count, len(mean)))


def test_equal_sets_have_no_distance() -> None:
    features = drawn([0, 1, 2], [1, 2, 3], 50)
    assert frechet_distance(features, features) == pytest.approx(0.0, abs=1e-9)
    assert frechet_distance(features, features[::-1]) == pytest.approx(0.0, abs=1e-9)


def test_it_is_symmetric_and_never_below_zero() -> None:
    first, second = drawn([0, 0], [1, 1], 30), drawn([1, 0], [2, 1], 20, seed=1)
    assert frechet_distance(first, second) == pytest.approx(frechet_distance(second, first))
    assert frechet_distance(first, second) > 0


def test_known_normal_distributions_have_the_distance_of_their_parameters() -> None:
    """Diagonal covariances: squared gap of means plus squared gaps of deviations."""
    first = drawn([0, 0], [1, 2], 200_000)
    second = drawn([3, -1], [2, 0.5], 200_000, seed=1)
    expected = 3**2 + 1**2 + (1 - 2) ** 2 + (2 - 0.5) ** 2
    assert frechet_distance(first, second) == pytest.approx(expected, rel=0.02)


def test_it_equals_the_formula_with_a_matrix_root() -> None:
    rng = np.random.default_rng(3)
    first, second = (rng.standard_normal((60, 5)) @ rng.standard_normal((5, 5)) for _ in range(2))
    one, other = np.cov(first.T), np.cov(second.T)
    values, vectors = np.linalg.eig(one @ other)  # similar to a positive matrix: values above 0
    root = np.real(vectors @ np.diag(np.sqrt(values)) @ np.linalg.inv(vectors))
    gap = first.mean(axis=0) - second.mean(axis=0)
    expected = gap @ gap + np.trace(one + other - 2 * root)
    assert frechet_distance(first, second) == pytest.approx(expected)


def test_fewer_pictures_than_features_are_no_trouble() -> None:
    first, second = (np.random.default_rng(s).standard_normal((4, 96)) for s in (0, 1))
    assert np.isfinite(frechet_distance(first, second))


def test_spread_is_the_total_variance() -> None:
    features = drawn([5, 5], [1, 3], 5000)
    assert spread(features) == pytest.approx(np.var(features, axis=0, ddof=1).sum())
