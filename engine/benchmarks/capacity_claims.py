"""What compression during distillation is to show, and whether it does."""

from collections.abc import Sequence

from engine.benchmarks.capacity_arms import CDD, CDD_RESETTING, FIXED, PRUNED, TEACHER
from engine.benchmarks.claims import Claim, at_least, at_most
from engine.benchmarks.seed_files import Row

#: Published: 67.13 % of the parameters and 65.67 % of the FLOPs are gone.
_PARAMETERS, _FLOPS = 0.33, 0.34
_FOLDED_EXACTLY = 1e-5
Column = dict[int, float | None]


def retrieval_claims(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """Of the embedding; what is compared is the arm with resetting."""
    ours = _column(rows, CDD_RESETTING, "map")
    return (
        *_sizes("retrieval", rows),
        at_least(
            "retrieval: mAP over the fixed student's",
            1.0,
            _ratio(ours, _column(rows, FIXED, "map")),
        ),
        at_least(
            "retrieval: mAP over the teacher's", 0.99, _ratio(ours, _column(rows, TEACHER, "map"))
        ),
        at_least(
            "retrieval: mAP over that of channels pruned once, not published",
            1.0,
            _ratio(ours, _column(rows, PRUNED, "map")),
        ),
        *_gates("retrieval", rows),
    )


def generator_claims(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """Of the generator's student; the fixed one of its size is the one pruned beforehand."""
    ours = _column(rows, CDD_RESETTING, "distance")
    earlier = _column(rows, CDD_RESETTING, "earlier_assigned")
    return (
        *_sizes("generator", rows),
        at_most(
            "generator: distance over the fixed student's",
            1.0,
            _ratio(ours, _column(rows, PRUNED, "distance")),
        ),
        at_least(
            "generator: earlier classes, assigned share over the teacher's",
            0.99,
            _ratio(earlier, _column(rows, TEACHER, "earlier_assigned")),
        ),
        *_gates("generator", rows),
    )


def _sizes(part: str, rows: Sequence[Row]) -> tuple[Claim, Claim]:
    parameters = list(_column(rows, CDD_RESETTING, "parameter_share").values())
    flops = list(_column(rows, CDD_RESETTING, "flops_share").values())
    return (
        at_most(f"{part}: parameters over the teacher's", _PARAMETERS, parameters),
        at_most(f"{part}: FLOPs over the teacher's", _FLOPS, flops),
    )


def _gates(part: str, rows: Sequence[Row]) -> tuple[Claim, Claim]:
    differences = list(_column(rows, CDD_RESETTING, "folding_difference").values())
    more = _difference(_column(rows, CDD_RESETTING, "vanished"), _column(rows, CDD, "vanished"))
    return (
        at_most(f"{part}: largest difference by folding", _FOLDED_EXACTLY, differences),
        at_least(f"{part}: share of channels that vanish, more with resetting", 0.0, more),
    )


def _column(rows: Sequence[Row], arm: str, name: str) -> Column:
    return {row["seed"]: row[name] for row in rows if row["arm"] == arm}


def _ratio(one: Column, other: Column) -> list[float | None]:
    return [
        None
        if (first := one[seed]) is None or (second := other[seed]) is None
        else first / max(second, 1e-9)
        for seed in one.keys() & other.keys()
    ]


def _difference(one: Column, other: Column) -> list[float | None]:
    return [
        None if (first := one[seed]) is None or (second := other[seed]) is None else first - second
        for seed in one.keys() & other.keys()
    ]
