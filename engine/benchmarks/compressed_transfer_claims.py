"""What the comparison of compressed recognisers is to show, and whether it does.

Targets are the ratios of Liu et al. 2025 (arXiv 2505.08327): ResNet-34 pruned by 40 % keeps 11.31M
of 21.28M parameters, 1.07 of 2.32 GFLOPs and 44.33 of 47.33 % accuracy; MobileNetV2 with LwF alone
reaches 11.81 %, taught by the large network 40.19 % with a backward transfer of -0.14 points.
"""

from collections.abc import Mapping, Sequence

from engine.benchmarks.claims import Claim, at_least, at_most
from engine.benchmarks.compressed_transfer_seed import (
    FULL,
    JOINT,
    METHODS,
    POST,
    PRE,
    SMALL,
    TAUGHT,
    Memory,
    Method,
)
from engine.benchmarks.seed_files import Row

_PARAMETERS, _WORK, _ACCURACY = 0.53, 0.46, 0.94
_TAUGHT_OVER_ALONE, _BACKWARD_TRANSFER = 3.4, -0.01
#: Pictures that are drawn are to do as well as those that are kept.
_REPLAY_OVER_EXEMPLARS = 1.0
#: As asked of the product's recogniser.
_OVER_JOINT = 0.95
#: LwF alone as it forgets in the publication: 11.81 % of 100 classes in ten tasks, hardly more than
#: the last task.
_PUBLISHED_BASE = "lwf-all"
#: A figure for each seed.
Column = Mapping[int, float]


def compressed_transfer_claims(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """The claims; those over a method that was left out are not measured."""

    def column(method: str, network: str, name: str = "accuracy") -> Column:
        wanted = (method, network)
        return {r["seed"]: r[name] for r in rows if (r["method"], r["network"]) == wanted}

    def over(one: Column, other: Column) -> list[float | None]:
        return [one[seed] / max(other[seed], 1e-9) for seed in one.keys() & other.keys()]

    # The linear classifier is not pruned: it is of the same size beside every network.
    pruned = [
        r
        for r in rows
        if r["network"] in {PRE, POST} and not METHODS[str(r["method"])].keeps_moments
    ]
    alone = column(_PUBLISHED_BASE, SMALL)
    claims = [
        at_most(
            "pruned: parameters over the full network's",
            _PARAMETERS,
            _most(pruned, "parameters_over_full"),
        ),
        at_most("pruned: FLOPs over the full network's", _WORK, _most(pruned, "work_over_full")),
    ]
    claims += [
        at_least(
            f"{name}, pre-pruned: accuracy over the full network's",
            _ACCURACY,
            over(column(name, PRE), column(name, FULL)),
        )
        for name in METHODS
    ]
    claims += [
        at_least(
            f"{name}: pre-pruned over post-pruned accuracy",
            1.0,
            over(column(name, PRE), column(name, POST)),
        )
        for name in METHODS
    ]
    claims += [
        at_least(
            f"{name}, taught small network: accuracy over the small one's by {_PUBLISHED_BASE}",
            _TAUGHT_OVER_ALONE,
            over(column(name, TAUGHT), alone),
        )
        for name in METHODS
    ]
    claims.append(
        at_least(
            "lwf, taught small network: backward transfer",
            _BACKWARD_TRANSFER,
            list(column("lwf", TAUGHT, "backward_transfer").values()),
        )
    )
    for name, method in METHODS.items():
        if method.memory is Memory.REPLAY:
            stored = _by_exemplars(method)
            claims += [
                at_least(
                    f"{name}, {network}: accuracy over that by exemplars ({stored})",
                    _REPLAY_OVER_EXEMPLARS,
                    over(column(name, network), column(stored, network)),
                )
                for network in (PRE, TAUGHT)
            ]
    claims.append(
        at_least(
            "moments, small network: accuracy over the full one's that sees all at once",
            _OVER_JOINT,
            over(column("moments", SMALL), column(JOINT, FULL)),
        )
    )
    return tuple(claims)


def _by_exemplars(method: Method) -> str:
    """The same rule with stored exemplars, or the rule that is best with them."""
    name = method.rule.name
    return name if name in METHODS and METHODS[name].memory is Memory.EXEMPLARS else "icarl"


def _most(rows: Sequence[Row], name: str) -> list[float | None]:
    return [max(float(row[name]) for row in rows)] if rows else []
