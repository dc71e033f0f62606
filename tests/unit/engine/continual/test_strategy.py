import pytest

from engine.continual.strategy import STRATEGIES, strategy_named
from engine.contract.errors import UserFixableError


def test_each_strategy_is_found_under_its_name() -> None:
    assert {strategy_named(name).name for name in STRATEGIES} == {
        "distillation",
        "replay",
        "finetune",
    }


def test_only_finetuning_goes_without_the_earlier_products() -> None:
    assert [s.name for s in STRATEGIES.values() if not s.uses_replay] == ["finetune"]
    assert [s.name for s in STRATEGIES.values() if s.distils] == ["distillation"]


def test_an_unknown_strategy_is_answered_with_the_known_ones() -> None:
    with pytest.raises(
        UserFixableError, match=r"no strategy named 'magic'; choose one of: distillation, replay"
    ):
        strategy_named("magic")
