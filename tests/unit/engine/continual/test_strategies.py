import pytest

from engine.continual.strategies import STRATEGIES, strategy_named
from engine.contract.errors import UserFixableError
from engine.contract.specs import UpdateSpec


def test_each_strategy_is_found_under_its_name_and_the_default_is_one_of_them() -> None:
    known = ["distillation", "states", "replay", "buffer", "joint", "finetune"]
    names = ["pilotline", *known, "unanchored"]
    assert [strategy_named(name).name for name in STRATEGIES] == names
    assert UpdateSpec().strategy == "pilotline"


def test_who_redraws_and_who_distils() -> None:
    strategies = STRATEGIES.values()
    assert [s.name for s in strategies if not s.uses_replay] == [
        "buffer",
        "joint",
        "finetune",
    ]
    distilling = ["pilotline", "distillation", "states", "unanchored"]
    assert [s.name for s in strategies if s.distils] == distilling


def test_an_unknown_strategy_is_answered_with_the_known_ones() -> None:
    with pytest.raises(
        UserFixableError, match=r"no strategy named 'magic'; choose one of: pilotline, d"
    ):
        strategy_named("magic")
