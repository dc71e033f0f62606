import pytest
import torch

from engine.compression.pruner import prune
from engine.compression.unet_gates import unet_macs
from engine.generators.narrow_blocks import inner_widths
from engine.training.shrinking import ShrinkPlan
from engine.training.shrinking_student_trainer import ShrinkingStudentTrainer
from tests.support.toy_learning import toy_generator, toy_plan, toy_set

WIDTHS = (16, 32)


def shrinking(steps: int = 6, **changes: float | bool) -> ShrinkingStudentTrainer:
    teacher = toy_generator(3, widths=WIDTHS)
    settings = {"parameters": 0.75, "macs": 0.8, **changes}
    return ShrinkingStudentTrainer(
        prune(teacher.network, WIDTHS),
        teacher,
        toy_plan(student_steps=steps),
        toy_set(1, 2),
        ShrinkPlan(**settings),
    )


@pytest.mark.parametrize("resets", [True, False])
def test_a_student_shrinks_to_its_budget_while_it_learns(resets: bool) -> None:
    trainer = shrinking(resets=resets)
    with pytest.raises(RuntimeError, match="gates are open"):
        trainer.averaged()
    for _ in range(trainer.steps):
        assert trainer.train_step() > 0
    small, wide = trainer.averaged(), toy_generator(3, widths=WIDTHS)
    assert small.parameters <= 0.75 * wide.parameters
    assert sum(unet_macs(small.network).values()) <= 0.8 * sum(unet_macs(wide.network).values())
    assert min(inner_widths(small.network).values()) < 16
    assert trainer.cut is not None
    assert trainer.cut.difference < 1e-5
    noise = torch.randn(2, 48, 4, 4)
    assert small.draw(torch.tensor([1, 2]), noise).isfinite().all()


def test_gates_move_and_a_gate_reset_feels_the_lasso_alone() -> None:
    trainer = shrinking(steps=10, travel=0.5, shrinking=0.6)
    assert trainer._resetting is not None
    gate = trainer._blocks[0].gate
    trainer._resetting.useless[0][3] = True
    for _ in range(3):
        trainer.train_step()
    row = gate.weight.detach()[3]
    assert row[3].item() == pytest.approx(1 - 3 * 0.5 / 6)
    assert row.count_nonzero() == 1  # nothing but its own start, shortened
    assert gate.weight.detach()[4].count_nonzero() > 1
