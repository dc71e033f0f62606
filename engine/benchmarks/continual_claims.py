"""What the comparison of strategies is to show, and whether it does."""

from collections.abc import Sequence
from itertools import pairwise

from engine.benchmarks.claims import Claim, at_least, at_most
from engine.benchmarks.continual_seed import EQUAL_SECONDS, EQUAL_STEPS
from engine.benchmarks.seed_files import Row

_ORDER = ("joint", "distillation", "replay", "finetune")
#: A figure for each seed.
Column = dict[int, float | None]


def continual_claims(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """The claims; those over a strategy that was left out are not measured."""

    def column(strategy: str, name: str, equal: str = EQUAL_STEPS) -> Column:
        return {
            row["seed"]: row[name]
            for row in rows
            if name in row
            and "guidance" not in row
            and (row["strategy"], row["equal"]) == (strategy, equal)
        }

    def ours(name: str) -> Column:
        return column("pilotline", name)

    def timed(strategy: str) -> Column:
        # No row of its own for one that is as quick as ours: then seconds are equal anyway.
        return column(strategy, "distance") | column(strategy, "distance", EQUAL_SECONDS)

    return (
        at_most(
            "pilotline: distance over joint's",
            1.15,
            _ratio(ours("distance"), column("joint", "distance")),
        ),
        at_most(
            "pilotline: distance over joint's, equal seconds",
            1.15,
            _ratio(ours("distance"), timed("joint")),
        ),
        at_most(
            "pilotline: distance over distillation's, equal seconds",
            0.6,
            _ratio(ours("distance"), timed("distillation")),
        ),
        at_most("pilotline: class histogram, KL", 0.02, list(ours("histogram_kl").values())),
        at_least(
            "pilotline: least retention of a task", 0.95, list(ours("least_retention").values())
        ),
        at_least(
            "pilotline: usefulness over that of the real pictures",
            0.9,
            list(ours("usefulness_ratio").values()),
        ),
        at_least(
            "order joint < distillation < replay < finetune, share of seeds",
            1.0,
            _share_in_order([column(name, "distance") for name in _ORDER]),
        ),
        at_least(
            "recogniser without stored images: accuracy over joint's",
            0.95,
            _ratio(ours("recogniser_accuracy"), column("joint", "recogniser_accuracy")),
        ),
    )


def _ratio(one: Column, other: Column) -> list[float | None]:
    """Seed by seed; nothing where one of the two was left out."""
    ratios: list[float | None] = []
    for seed in one.keys() & other.keys():
        first, second = one[seed], other[seed]
        ratios.append(None if first is None or second is None else first / max(second, 1e-9))
    return ratios


def _share_in_order(columns: Sequence[Column]) -> list[float | None]:
    """The share of seeds in which each column is below the next; nothing if one is left out."""
    seeds = set.intersection(*(set(column) for column in columns))
    if not seeds:
        return []
    held = []
    for seed in seeds:
        values = [column[seed] for column in columns]
        known = [value for value in values if value is not None]
        is_whole = len(known) == len(values)
        held.append(is_whole and all(better < worse for better, worse in pairwise(known)))
    return [sum(held) / len(held)]
