import numpy as np
import pytest

from engine.evaluation.intervals import (
    geometric_interval,
    jackknife_interval,
    ratio_interval,
    share_interval,
)


def test_a_share_of_few_cases_is_less_sure_than_of_many() -> None:
    few, many = share_interval(0.8, 10), share_interval(0.8, 1000)
    assert few[0] < many[0] < 0.8 < many[1] < few[1]


def test_all_or_none_of_a_few_cases_is_no_certainty() -> None:
    assert share_interval(1.0, 12)[0] == pytest.approx(0.757, abs=0.002)
    assert share_interval(1.0, 12)[1] == pytest.approx(1.0)
    assert share_interval(0.0, 12)[0] == pytest.approx(0.0)
    assert share_interval(0.5, 0) == (0.0, 1.0)


def test_the_jackknife_covers_the_true_mean_about_as_often_as_it_says() -> None:
    randomness = np.random.default_rng(0)
    covered = 0
    for _ in range(200):
        values = randomness.normal(5.0, 2.0, (40, 1))
        low, high = jackknife_interval(
            float(values.mean()), [values], lambda sets: float(sets[0].mean())
        )
        covered += low <= 5.0 <= high
    assert 0.88 <= covered / 200 <= 0.99


def test_a_ratio_is_as_unsure_as_both_its_parts() -> None:
    sure = ratio_interval(0.8, (0.8, 0.8), 0.9, (0.9, 0.9))
    assert sure == (pytest.approx(0.8 / 0.9), pytest.approx(0.8 / 0.9))
    one = ratio_interval(0.8, (0.7, 0.9), 0.9, (0.9, 0.9))
    both = ratio_interval(0.8, (0.7, 0.9), 0.9, (0.8, 1.0))
    assert both[0] < one[0] < 0.8 / 0.9 < one[1] < both[1]


def test_a_mean_is_surer_than_its_parts() -> None:
    low, high = geometric_interval([0.8, 0.8, 0.8], [(0.7, 0.9)] * 3)
    assert 0.7 < low < 0.8 < high < 0.9
