import copy
import math

import torch

from engine.recognition.network import Recogniser
from engine.training.embedding_trainer import EmbeddingPlan, EmbeddingTrainer, recogniser_macs
from engine.training.learning_set import PictureSet
from engine.training.shrinking import ShrinkPlan
from tests.support.toy_learning import toy_set

PICTURES = toy_set(0, 1, 2, per_class=8)
SHRINK = ShrinkPlan(parameters=0.5, macs=0.5)


def network(seed: int = 0) -> Recogniser:
    torch.manual_seed(seed)
    return Recogniser(3, 16, widths=(8, 10, 12))


def train(
    own: Recogniser,
    steps: int,
    teacher: Recogniser | None = None,
    shrink: ShrinkPlan | None = None,
    pictures: PictureSet = PICTURES,
) -> tuple[EmbeddingTrainer, list[float]]:
    plan = EmbeddingPlan(steps=steps, seed=1, classes_per_batch=3)
    trainer = EmbeddingTrainer(own, pictures, plan, teacher, shrink)
    losses = [trainer.train_step() for _ in range(steps)]
    return trainer, losses


def test_it_learns() -> None:
    _, losses = train(network(), 30)
    assert sum(losses[-5:]) < 0.8 * sum(losses[:5])


def test_a_student_shrinks_to_its_budget_while_it_learns() -> None:
    teacher = network().eval()
    for resets in (True, False):
        shrink = ShrinkPlan(parameters=0.5, macs=0.5, resets=resets)
        trainer, _ = train(copy.deepcopy(teacher), 10, teacher, shrink)
        small = trainer.network
        assert recogniser_macs(small) <= 0.5 * recogniser_macs(teacher)
        assert small.widths == teacher.widths
        assert sum(small.inner_widths) < sum(teacher.inner_widths)
        assert trainer.cut is not None
        assert trainer.cut.difference < 1e-5
        assert not any("gate" in name for name in small.state_dict())


def test_the_teacher_is_left_as_it_was() -> None:
    teacher = network().eval()
    before = {name: value.clone() for name, value in teacher.state_dict().items()}
    train(copy.deepcopy(teacher), 4, teacher, SHRINK)
    assert all(torch.equal(value, before[name]) for name, value in teacher.state_dict().items())


def test_the_same_seed_gives_the_same_network() -> None:
    teacher = network().eval()
    one, other = (train(copy.deepcopy(teacher), 6, teacher, SHRINK)[0] for _ in range(2))
    assert one.network.inner_widths == other.network.inner_widths
    for name, value in one.network.state_dict().items():
        assert torch.equal(value, other.network.state_dict()[name])


def test_a_single_class_can_be_learned() -> None:
    trainer, losses = train(network(), 3, pictures=toy_set(1, per_class=4))
    assert trainer.step == 3
    assert all(math.isfinite(loss) for loss in losses)
