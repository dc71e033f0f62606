import pytest
import torch

from engine.continual.balance import lifelong_balance
from engine.continual.lifelong import (
    category_information,
    consistency,
    continuous_information,
    cross_model_divergence,
    teacher_share,
)
from engine.generators.lifelong_vae import Posterior


def test_every_task_weighs_alike_in_a_batch() -> None:
    assert [teacher_share(k) for k in (0, 1, 3)] == [0.0, 0.5, 0.75]
    shares = lifelong_balance(new_products=1, earlier_products=3, batch=32)
    assert (shares.replay_count, shares.new_count) == (24, 8)
    assert shares.replay_weight == pytest.approx(0.75)


def test_a_new_product_keeps_a_place_among_very_many() -> None:
    assert lifelong_balance(1, 1000, 32).new_count == 1
    assert lifelong_balance(0, 3, 32).new_count == 0
    assert lifelong_balance(2, 0, 32).replay_count == 0


def test_agreeing_models_do_not_diverge_and_new_categories_are_dear() -> None:
    teacher = torch.tensor([[4.0, 0.0], [0.0, 4.0]])
    alike = torch.cat([teacher, torch.full((2, 2), -20.0)], dim=1)
    assert float(cross_model_divergence(alike, teacher).max()) == pytest.approx(0.0, abs=1e-2)
    swapped = torch.cat([teacher.flip(1), torch.full((2, 2), -20.0)], dim=1)
    moved = torch.tensor([[-20.0, -20.0, 4.0, 0.0]] * 2)
    assert float(cross_model_divergence(swapped, teacher).min()) > 3.0
    assert float(cross_model_divergence(moved, teacher).min()) > 5.0


def test_divergence_pulls_the_student_to_the_teacher() -> None:
    student = torch.zeros((1, 3), requires_grad=True)
    cross_model_divergence(student, torch.tensor([[5.0, 0.0]])).sum().backward()
    assert student.grad is not None
    assert float(student.grad[0, 0]) < 0.0 < float(student.grad[0, 2])


def test_a_category_that_is_told_from_the_picture_is_worth_more() -> None:
    categories = torch.tensor([0, 1])
    told = torch.tensor([[5.0, 0.0], [0.0, 5.0]])
    assert bool(
        (category_information(told, categories) > category_information(-told, categories)).all()
    )


def test_noise_that_is_told_from_the_picture_says_something() -> None:
    noise = torch.randn((400, 3), generator=torch.manual_seed(0))
    nothing = Posterior(torch.zeros_like(noise), torch.zeros_like(noise), torch.zeros(400, 1))
    told = Posterior(noise, torch.full_like(noise, -4.0), torch.zeros(400, 1))
    assert float(continuous_information(nothing, noise).mean()) == pytest.approx(0.0, abs=1e-5)
    assert float(continuous_information(told, noise).mean()) > 6.0


def test_consistency_counts_equal_answers() -> None:
    one = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    assert consistency(one, torch.tensor([[1.0, 0.0], [1.0, 0.0]])) == 0.5
