import pytest
import torch

from engine.continual.distillation import (
    absolute_feature_loss,
    feature_loss,
    feature_taps,
    soft_channel_loss,
)


def test_equal_features_cost_nothing() -> None:
    teacher = [torch.randn(2, 6, 4, 4), torch.randn(2, 8, 2, 2)]
    student = [block.clone() for block in teacher]
    assert feature_loss(student, teacher).item() == 0.0
    student[0][:, 0] += 1.0
    assert feature_loss(student, teacher).item() > 0.0


def test_no_block_dominates_by_its_scale() -> None:
    teacher, student = torch.randn(2, 2, 4, 4), torch.randn(2, 2, 4, 4)
    small = feature_loss([student], [teacher])
    large = feature_loss([100 * student], [100 * teacher])
    assert small.item() == pytest.approx(large.item(), rel=1e-3)


def test_taps_take_the_named_outputs_in_order_and_only_inside() -> None:
    network = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 4))
    with feature_taps(network, ["0", "2"]) as taken:
        network(torch.randn(5, 2))
    assert [tuple(output.shape) for output in taken] == [(5, 3), (5, 4)]
    network(torch.randn(5, 2))
    assert len(taken) == 2


def test_softened_channels_at_a_high_temperature_are_the_centred_squared_difference() -> None:
    torch.manual_seed(0)
    student, teacher = torch.randn(3, 6, 4, 4), torch.randn(3, 6, 4, 4)
    gap = student - teacher
    centred = (gap - gap.mean(dim=1, keepdim=True)).square().mean(dim=(1, 2, 3))
    assert soft_channel_loss(student, teacher, 200.0) == pytest.approx(centred, rel=0.02)
    # at the published temperature it is still of that size
    soft = soft_channel_loss(student, teacher, 2.0)
    assert bool(((soft > 0.4 * centred) & (soft < 2.0 * centred)).all())


def test_the_released_scale_grows_with_the_positions_and_the_matched_one_does_not() -> None:
    torch.manual_seed(0)
    student, teacher = torch.randn(2, 4, 3, 3), torch.randn(2, 4, 3, 3)
    wide = [tensor.repeat(1, 1, 5, 5) for tensor in (student, teacher)]
    matched = soft_channel_loss(student, teacher, 2.0)
    assert soft_channel_loss(*wide, 2.0) == pytest.approx(matched, rel=1e-4)
    released = soft_channel_loss(student, teacher, 2.0, is_matched=False)
    of_wide = soft_channel_loss(*wide, 2.0, is_matched=False)
    assert of_wide == pytest.approx(25 * released, rel=1e-4)
    assert released == pytest.approx(9 / 2 * matched, rel=1e-4)  # 9 positions, half of twice


def test_softened_channels_see_no_shift_that_all_channels_share_and_pull_towards_the_teacher():
    torch.manual_seed(0)
    teacher = torch.randn(2, 4, 3, 3)
    shifted = teacher + torch.randn(2, 1, 3, 3)
    assert soft_channel_loss(shifted, teacher, 2.0) == pytest.approx(torch.zeros(2), abs=1e-5)
    student = torch.randn(2, 4, 3, 3, requires_grad=True)
    before = soft_channel_loss(student, teacher, 2.0).sum()
    before.backward()
    nearer = student.detach() - student.grad
    assert soft_channel_loss(nearer, teacher, 2.0).sum() < before


def test_absolute_features_count_by_their_scale() -> None:
    teacher, student = torch.randn(2, 2, 4, 4), torch.randn(2, 2, 4, 4)
    small = absolute_feature_loss([student], [teacher])
    large = absolute_feature_loss([10 * student], [10 * teacher])
    assert large.item() == pytest.approx(100 * small.item(), rel=1e-3)
