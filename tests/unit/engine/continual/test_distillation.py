import pytest
import torch

from engine.continual.distillation import feature_loss, feature_taps


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
