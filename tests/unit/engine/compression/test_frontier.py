import math

import pytest

from engine.compression.frontier import (
    Choice,
    DeviceCost,
    FrontierSearch,
    Point,
    Target,
    undominated,
    worth_training,
)
from engine.contract.errors import UserFixableError

CHOICES = [
    Choice(parameters=parameters, work=work, sampler_steps=steps)
    for parameters in (0.2, 0.5, 1.0)
    for work in (0.5, 1.0)
    for steps in (4, 8, 12)
]


def cost_of(choice: Choice) -> DeviceCost:
    milliseconds = 10 * choice.parameters * choice.work * choice.sampler_steps
    return DeviceCost(milliseconds=milliseconds, memory_mb=100 * choice.parameters)


COSTS = {choice: cost_of(choice) for choice in CHOICES}


def distance_of(choice: Choice, steps: int) -> float:
    """More of anything is better; a large network takes longer to learn."""
    needed = 100 * choice.parameters
    learned = 1 - math.exp(-steps / needed)
    return 1 / (choice.parameters * choice.work * choice.sampler_steps * learned)


def point(milliseconds: float, distance: float) -> Point:
    cost = DeviceCost(milliseconds=milliseconds, memory_mb=1.0)
    return Point(choice=CHOICES[0], cost=cost, distance=distance, steps=1)


def test_the_frontier_holds_what_nothing_is_quicker_and_better_than() -> None:
    points = [point(3, 5), point(1, 9), point(2, 9), point(4, 6), point(5, 2), point(1, 10)]
    kept = [(p.cost.milliseconds, p.distance) for p in undominated(points)]
    assert kept == [(1, 9), (3, 5), (5, 2)]


def test_only_choices_that_none_exceeds_are_worth_training() -> None:
    assert worth_training(CHOICES) == (CHOICES[-1],)
    kept = worth_training(choice for choice in CHOICES if cost_of(choice).milliseconds <= 30)
    assert len(kept) > 1
    assert not any(one.exceeds(other) for one in kept for other in kept)


def test_a_choice_exceeds_none_of_another_kind() -> None:
    one = Choice(parameters=0.5, work=1.0, sampler_steps=8)
    quicker = Choice(parameters=1.0, work=1.0, sampler_steps=4)
    coarse = Choice(parameters=1.0, work=1.0, sampler_steps=12, precision="int8")
    assert not one.exceeds(quicker)
    assert not quicker.exceeds(one)
    assert not coarse.exceeds(one)
    assert not one.exceeds(one)


def test_the_best_within_the_target_is_found_with_few_trainings() -> None:
    trained: list[tuple[Choice, int]] = []

    def train(choice: Choice, steps: int) -> float:
        trained.append((choice, steps))
        return distance_of(choice, steps)

    search = FrontierSearch(costs=COSTS, train=train)
    target = Target(milliseconds=30)
    best, points = search.find(target, steps=100)
    assert target.holds(best.cost)
    fitting = [choice for choice in CHOICES if target.holds(COSTS[choice])]
    assert distance_of(best.choice, 10_000) <= 1.3 * min(distance_of(c, 10_000) for c in fitting)
    assert {p.choice for p in points} == set(search.within(target))
    assert len({choice for choice, _ in trained}) < len(fitting)
    longest = max(steps for _, steps in trained)
    assert best.steps == longest
    assert sum(steps == longest for _, steps in trained) == 1


def test_a_target_out_of_reach_names_what_comes_nearest() -> None:
    search = FrontierSearch(costs=COSTS, train=distance_of)
    with pytest.raises(UserFixableError) as refused:
        search.find(Target(milliseconds=1), steps=1)
    text = str(refused.value)
    assert "No student reaches 1 ms for a picture on this machine" in text
    assert "4.0 ms for a picture and 20 MB: 20% of the parameters, 4 sampler steps" in text
    with pytest.raises(UserFixableError, match="10 MB"):
        search.within(Target(memory_mb=10))


def test_memory_is_a_target_too() -> None:
    search = FrontierSearch(costs=COSTS, train=distance_of)
    best, _ = search.find(Target(memory_mb=60), steps=100)
    assert best.choice == Choice(parameters=0.5, work=1.0, sampler_steps=12)


def test_a_survey_looks_at_every_time_and_trains_nothing_twice() -> None:
    trained: list[tuple[Choice, int]] = []

    def train(choice: Choice, steps: int) -> float:
        trained.append((choice, steps))
        return distance_of(choice, steps)

    search = FrontierSearch(costs=COSTS, train=train)
    points = search.survey(steps=50)
    times = sorted(cost.milliseconds for cost in COSTS.values())
    found = sorted(point.cost.milliseconds for point in points)
    assert (found[0], found[-1]) == (times[0], times[-1])
    assert {point.steps for point in points} == {50}
    assert len(undominated(points)) > 3
    search.find(Target(milliseconds=30), steps=50)
    assert len(trained) == len(set(trained))


def test_the_nearest_choice_is_the_one_least_past_the_target() -> None:
    search = FrontierSearch(costs=COSTS, train=distance_of)
    assert search.nearest(Target(milliseconds=1)) == CHOICES[0]
    assert search.nearest(Target(memory_mb=10)).parameters == 0.2
