"""Strategies: how an update resists forgetting, as switches of one trainer."""

from dataclasses import dataclass

from engine.contract.errors import UserFixableError


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """What the trainer draws from and aims at."""

    name: str
    #: Whether the previous version redraws earlier classes.
    uses_replay: bool
    #: Whether the target on replay is the previous version's prediction, not the injected noise.
    distils: bool


STRATEGIES = {
    strategy.name: strategy
    for strategy in (
        #: Masip et al. 2023 (arXiv 2311.14028): replay with the teacher's prediction as target.
        Strategy(name="distillation", uses_replay=True, distils=True),
        #: Shin et al. 2017: replay treated like photographs.
        Strategy(name="replay", uses_replay=True, distils=False),
        #: New images only; forgets, and is here to show by how much.
        Strategy(name="finetune", uses_replay=False, distils=False),
    )
}


def strategy_named(name: str) -> Strategy:
    """The strategy of that name."""
    if name not in STRATEGIES:
        known = ", ".join(STRATEGIES)
        message = f"There is no strategy named {name!r}; choose one of: {known}."
        raise UserFixableError(message)
    return STRATEGIES[name]
