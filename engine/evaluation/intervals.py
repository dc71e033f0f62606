"""Confidence intervals: measured sets are small, and a figure without its spread misleads."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.contract.results import Interval

_NORMAL = 1.959964  # of 95 %
_GROUPS = 10


def share_interval(share: float, count: int) -> Interval:
    """Of a share of `count` independent cases. Wilson 1927: honest at 0, at 1 and for few cases."""
    if count < 1:
        return 0.0, 1.0
    square = _NORMAL**2
    centre = (share + square / (2 * count)) / (1 + square / count)
    half = (
        _NORMAL
        * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
        / (1 + square / count)
    )
    return max(0.0, centre - half), min(1.0, centre + half)


def jackknife_interval(
    value: float,
    sets: Sequence[NDArray[np.floating]],
    measure: Callable[[Sequence[NDArray[np.floating]]], float],
) -> Interval:
    """Of a measure of whole sets, such as a distance, by leaving a tenth of one set out at a time.

    Grouped jackknife (Efron & Tibshirani 1993, chapter 11); the sets (N, D) vary independently. No
    end is below zero.
    """
    variance = 0.0
    for place, items in enumerate(sets):
        groups = min(_GROUPS, len(items))
        if groups < 2 or len(items) < 3:
            continue
        parts = np.arange(len(items)) % groups
        left_out = np.asarray(
            [
                measure([*sets[:place], items[parts != group], *sets[place + 1 :]])
                for group in range(groups)
            ]
        )
        variance += (groups - 1) / groups * float(np.square(left_out - left_out.mean()).sum())
    half = _NORMAL * math.sqrt(variance)
    return max(0.0, value - half), value + half


def ratio_interval(
    now: float, now_interval: Interval, then: float, then_interval: Interval
) -> Interval:
    """Of `now / then` for positive figures, by the delta method on their logarithms.

    The two are taken for independent. Measured on one acceptance set they are not, and the true
    interval is narrower.
    """
    spread = math.hypot(_log_half(now, now_interval), _log_half(then, then_interval))
    ratio = now / max(then, 1e-9)
    return ratio * math.exp(-spread), ratio * math.exp(spread)


def geometric_interval(values: Sequence[float], intervals: Sequence[Interval]) -> Interval:
    """Of the geometric mean of positive figures, by the delta method on their logarithms."""
    mean = math.prod(values) ** (1 / len(values))
    halves = [_log_half(value, interval) for value, interval in zip(values, intervals, strict=True)]
    spread = math.hypot(*halves) / len(values)
    return mean * math.exp(-spread), mean * math.exp(spread)


def _log_half(value: float, interval: Interval) -> float:
    """Half the width of the interval on the logarithmic scale."""
    low, high = interval
    least = 1e-3
    return 0.5 * (math.log(max(high, least)) - math.log(max(low, least))) if value > 0 else 0.0
