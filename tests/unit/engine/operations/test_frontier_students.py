from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.compression.frontier import Choice
from engine.contract.job_context import SilentContext
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.operations.frontier_students import CutNetwork, FrontierStudents, all_choices
from tests.support.toy_learning import toy_generator, toy_plan, toy_set

SILENT = SilentContext()
CHOICE = Choice(parameters=0.5, work=1.0, sampler_steps=3)


@pytest.fixture
def students(tmp_path: Path) -> FrontierStudents:
    teacher = toy_generator(class_count=3, widths=(16, 24))
    return FrontierStudents(teacher, toy_set(1, 2), toy_plan(), folder=tmp_path, context=SILENT)


def same(one: PixelDiffusion, other: PixelDiffusion) -> bool:
    mine, theirs = one.network.state_dict(), other.network.state_dict()
    return all(torch.equal(mine[name], theirs[name]) for name in theirs)


def test_every_combination_is_a_choice_but_int8_with_a_budget() -> None:
    choices = all_choices(parameters=(1.0, 0.5), work=(1.0, 0.6), sampler_steps=(4, 2))
    assert len(choices) == len(set(choices)) == 2 * 2 * 3 * 2
    assert not any(choice.work < 1.0 and choice.precision == "int8" for choice in choices)


def test_cost_is_known_before_anything_is_trained(students: FrontierStudents) -> None:
    twice = replace(CHOICE, sampler_steps=6)
    smaller = replace(CHOICE, has_all_blocks=False, precision="int8")
    costs = students.costs((CHOICE, twice, smaller))
    assert costs[twice].milliseconds == pytest.approx(2 * costs[CHOICE].milliseconds)
    assert costs[twice].memory_mb == costs[CHOICE].memory_mb
    assert all(cost.milliseconds > 0 and cost.memory_mb > 0 for cost in costs.values())
    assert students.trained_steps == 0


def test_choices_of_one_network_share_its_training_and_go_on_from_it(
    students: FrontierStudents,
) -> None:
    first = students.trained(CHOICE, 1)
    shared = students.trained(replace(CHOICE, sampler_steps=2), 1)
    assert shared.network is first.network
    assert (first.settings.sampler_steps, shared.settings.sampler_steps) == (3, 2)
    assert students.trained_steps == 1
    before = {name: value.clone() for name, value in first.network.state_dict().items()}
    further = students.trained(CHOICE, 3)
    assert students.trained_steps == 3
    assert not same(further, first)
    assert all(torch.equal(before[n], v) for n, v in first.network.state_dict().items())


def test_training_at_once_is_the_same_whatever_was_tried_before(
    students: FrontierStudents,
) -> None:
    begun = students.trained_at_once(CHOICE, 2)
    students.trained(CHOICE, 1)
    assert same(students.trained_at_once(CHOICE, 2), begun)


def test_a_student_draws_in_either_precision(students: FrontierStudents) -> None:
    labels, seeds = np.array([1, 2]), np.arange(2)
    network = students.trained(CHOICE, 1)
    exact = students.draw(network, labels, seeds)
    coarse = students.draw(students.trained(replace(CHOICE, precision="int8"), 1), labels, seeds)
    assert exact.shape == coarse.shape == (2, 3, 16, 16)
    assert 0 < np.abs(exact.astype(float) - coarse).mean() < 6


def test_a_choice_is_the_network_that_it_needs() -> None:
    assert CutNetwork.of(CHOICE) == CutNetwork.of(replace(CHOICE, precision="int8"))
    assert CutNetwork.of(CHOICE) != CutNetwork.of(replace(CHOICE, has_all_blocks=False))
