from dataclasses import replace

import pytest
import torch

from engine.diffusion.snr_groups import group_shares
from engine.generators.nested_channels import prunable_spaces
from engine.generators.nested_network import NestedNetwork
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.training.pruning_proxy import PruningProxy
from engine.training.student_trainer import ExpertsTrainer
from engine.training.timestep_budget import BudgetedGenerator, with_timestep_budget
from tests.support.toy_learning import toy_generator, toy_plan, toy_set

PICTURES = toy_set(0, 1)
WORK = 0.8


def budgeted(groups: int) -> BudgetedGenerator:
    whole = toy_generator(widths=(32, 64))
    return with_timestep_budget(
        whole, PICTURES, work=WORK, seed=0, groups=groups, pictures_per_group=2
    )


@pytest.fixture(scope="module")
def in_groups() -> BudgetedGenerator:
    return budgeted(3)


def test_the_calls_of_a_sampler_take_the_work_that_was_asked_for(
    in_groups: BudgetedGenerator,
) -> None:
    assert 0.6 * WORK < in_groups.sampler_work <= WORK
    assert list(in_groups.group_work) == sorted(in_groups.group_work, reverse=True)
    generator = in_groups.generator
    assert generator.experts is not None
    called = group_shares(generator.experts.firsts, generator.settings.timesteps)
    by_hand = sum(a * b for a, b in zip(called, in_groups.group_work, strict=True))
    assert in_groups.sampler_work == pytest.approx(by_hand)


def test_the_search_is_counted(in_groups: BudgetedGenerator) -> None:
    memory = in_groups.memory
    assert memory.scored > len(memory.harms) / 3
    assert in_groups.searched_pictures == pytest.approx(2 * (memory.passes + 3))


def test_one_group_is_one_part_for_all_timesteps() -> None:
    one = budgeted(1)
    assert one.generator.settings == budgeted(1).generator.settings
    assert len(one.generator.settings.experts) == 1
    assert one.sampler_work == one.training_work == one.group_work[0] <= WORK


def test_the_generator_it_is_made_of_stays_as_it_was() -> None:
    whole = toy_generator(widths=(32, 64))
    before = {name: value.clone() for name, value in whole.network.state_dict().items()}
    with_timestep_budget(whole, PICTURES, work=0.95, seed=0, groups=1, pictures_per_group=2)
    assert not whole.settings.experts
    for name, value in whole.network.state_dict().items():
        assert torch.equal(value, before[name])


def test_the_proxy_finds_the_whole_perfect_and_less_ever_worse() -> None:
    whole = toy_generator(widths=(32, 64))
    proxy = PruningProxy(whole, PICTURES, (0, 500), pictures_per_group=3, seed=0)
    nested = NestedNetwork(whole.network)
    half = {space.name: space.size // 2 for space in prunable_spaces(nested.groups)}
    for group in (0, 1):
        assert proxy(group, {}) == pytest.approx(0.0, abs=1e-9)
        assert proxy(group, half) > proxy(group, {"mid_block.resnets.0.inner": 56}) > 0


def test_experts_come_nearer_to_their_teacher(in_groups: BudgetedGenerator) -> None:
    teacher = toy_generator(widths=(32, 64), seed=5)
    student = PixelDiffusion(
        in_groups.generator.network, replace(in_groups.generator.settings, guidance=0.0)
    )
    plan = toy_plan(batch=8, micro_batch=8, student_rate=3e-3)
    trainer = ExpertsTrainer(student, teacher, plan, PICTURES, steps=24)
    losses = [trainer.train_step() for _ in range(24)]
    assert sum(losses[-6:]) < 0.8 * sum(losses[:6])
    assert trainer.averaged().settings == student.settings
