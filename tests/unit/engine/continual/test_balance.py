from dataclasses import replace

import pytest

from engine.continual.balance import balance
from engine.continual.strategies.pilotline import PILOTLINE


def test_ten_earlier_products_weigh_ten_times_one_new_one() -> None:
    shares = balance(PILOTLINE, new_products=1, earlier_products=10, batch=16)
    assert shares.replay_weight == pytest.approx(10 * shares.new_weight)
    assert shares.replay_weight + shares.new_weight == pytest.approx(1.0)


def test_without_earlier_products_everything_is_new() -> None:
    shares = balance(PILOTLINE, new_products=2, earlier_products=0, batch=16)
    assert (shares.new_count, shares.replay_count) == (16, 0)
    assert (shares.new_weight, shares.replay_weight) == (1.0, 0.0)


def test_an_update_that_teaches_nothing_is_all_replay() -> None:
    shares = balance(PILOTLINE, new_products=0, earlier_products=3, batch=16)
    assert (shares.new_count, shares.replay_count) == (0, 16)
    assert (shares.new_weight, shares.replay_weight) == (0.0, 1.0)


@pytest.mark.parametrize("earlier", [1, 2, 5, 50])
@pytest.mark.parametrize("new", [1, 3])
@pytest.mark.parametrize("batch", [2, 4, 16])
@pytest.mark.parametrize("replay_per_new", [0.25, 0.5, 1.0])
def test_a_step_always_sees_both_old_and_new(
    earlier: int, new: int, batch: int, replay_per_new: float
) -> None:
    strategy = replace(PILOTLINE, replay_per_new=replay_per_new)
    shares = balance(strategy, new, earlier, batch)
    assert shares.new_count == batch
    assert shares.replay_count == max(1, batch * replay_per_new)
