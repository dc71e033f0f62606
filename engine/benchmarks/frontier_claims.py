"""What the search is to show beside each method by itself, and whether it does."""

from collections.abc import Sequence

from engine.benchmarks.claims import Claim, at_most
from engine.benchmarks.frontier_arms import SINGLES
from engine.benchmarks.seed_files import Row


def frontier_claims(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """At equal time, over the targets and seeds that a method reaches by itself.

    The method gets its best setting for the target, as only the final measure knows it; the search
    has to choose by its short trainings.
    """
    equal = [row for row in rows if "alone" in row]
    against = [
        at_most(
            f"search: distance over that of {method} alone within the same time",
            1.0,
            [row["ratio"] for row in equal if row["alone"] == method and row["ratio"] is not None],
        )
        for method in SINGLES
    ]
    return (
        *against,
        at_most(
            "search: distance over that of the best single method within the same time",
            1.0,
            _best_ratios(equal),
        ),
        at_most(
            "search: time over the target",
            1.0,
            [row["time_share"] / row["target_share"] for row in rows if "searched" in row],
        ),
    )


def _best_ratios(equal: Sequence[Row]) -> list[float]:
    """Of each target and seed the largest ratio: to the best that any method reaches."""
    ratios: dict[tuple[str, int], float] = {}
    for row in equal:
        if row["ratio"] is not None:
            key = row["within"], row["seed"]
            ratios[key] = max(row["ratio"], ratios.get(key, 0.0))
    return list(ratios.values())
