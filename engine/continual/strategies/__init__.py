"""The strategies an update can follow, each a file of its own."""

from engine.continual.strategies.buffer import BUFFER
from engine.continual.strategies.distillation import DISTILLATION
from engine.continual.strategies.finetune import FINETUNE
from engine.continual.strategies.joint import JOINT
from engine.continual.strategies.pilotline import PILOTLINE
from engine.continual.strategies.replay import REPLAY
from engine.continual.strategies.states import STATES
from engine.continual.strategies.unanchored import UNANCHORED
from engine.continual.strategy import Strategy
from engine.contract.errors import UserFixableError

STRATEGIES = {
    strategy.name: strategy
    for strategy in (
        PILOTLINE,
        DISTILLATION,
        STATES,
        REPLAY,
        BUFFER,
        JOINT,
        FINETUNE,
        UNANCHORED,
    )
}


def strategy_named(name: str) -> Strategy:
    """The strategy of that name.

    Raises:
        UserFixableError: If there is none; it names those there are.
    """
    if name not in STRATEGIES:
        known = ", ".join(STRATEGIES)
        message = f"There is no strategy named {name!r}; choose one of: {known}."
        raise UserFixableError(message)
    return STRATEGIES[name]
