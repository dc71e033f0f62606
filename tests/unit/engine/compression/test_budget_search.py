from itertools import pairwise

import pytest

from engine.compression.budget_search import BudgetSearch, DecisionMemory, linear_shares
from engine.generators.nested_channels import Sizes
from engine.generators.nested_network import NestedNetwork
from tests.support.toy_learning import toy_generator

HARMLESS = "up_blocks.1.resnets.1.inner"


@pytest.fixture(scope="module")
def nested() -> NestedNetwork:
    return NestedNetwork(toy_generator(widths=(32, 64)).network)


def channels_lost(nested: NestedNetwork, sizes: Sizes) -> dict[str, int]:
    return {name: nested.groups.spaces[name].size - kept for name, kept in sizes.items()}


@pytest.mark.parametrize("average", [0.8, 0.51, 0.3])
def test_shares_rise_to_the_cleanest_group_and_average_as_asked(average: float) -> None:
    weights = (0.25, 0.33, 0.17, 0.25)
    shares = linear_shares(weights, average)
    assert sum(w * s for w, s in zip(weights, shares, strict=True)) == pytest.approx(average)
    assert list(shares) == sorted(shares, reverse=True)
    assert shares[0] <= 1.0
    steps = [a - b for a, b in pairwise(shares)]
    assert max(steps) - min(steps) < 1e-9


def test_one_group_gets_the_average() -> None:
    assert linear_shares((1.0,), 0.8) == (0.8,)


def test_every_group_fits_its_budget_and_no_more_is_taken_than_needed(
    nested: NestedNetwork,
) -> None:
    def proxy(_group: int, sizes: Sizes) -> float:
        return sum(channels_lost(nested, sizes).values()) / 100

    search = BudgetSearch(nested, proxy)
    shares = (0.9, 0.7, 0.4)
    for share, sizes in zip(shares, search.find(shares), strict=True):
        assert share - 0.15 < search.work(sizes) <= share
    assert search.memory.scored > 0
    assert search.memory.passes < search.memory.scored


def test_what_does_no_harm_is_taken_first(nested: NestedNetwork) -> None:
    def proxy(_group: int, sizes: Sizes) -> float:
        lost = channels_lost(nested, sizes)
        return sum(count for name, count in lost.items() if name != HARMLESS)

    (sizes,) = BudgetSearch(nested, proxy).find((0.95,))
    lost = channels_lost(nested, sizes)
    assert lost[HARMLESS] == max(lost.values())


def test_groups_may_decide_differently(nested: NestedNetwork) -> None:
    kept = ("up_blocks.1.resnets.1.inner", "up_blocks.1.resnets.0.inner")

    def proxy(group: int, sizes: Sizes) -> float:
        return float(channels_lost(nested, sizes).get(kept[group], 0))

    first, second = BudgetSearch(nested, proxy).find((0.8, 0.9))
    assert kept[0] not in first
    assert kept[1] not in second


def test_a_group_without_memories_takes_those_of_the_groups_before() -> None:
    memory = DecisionMemory(harms={(0, "a"): 3.0, (1, "a"): 1.0, (0, "b"): 2.0})
    assert memory.expected(2, "a") == 1.0
    assert memory.expected(2, "b") == 2.0
    assert memory.expected(2, "never scored") == 0.0
