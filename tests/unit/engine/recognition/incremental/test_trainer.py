import numpy as np
import pytest
import torch

from engine.contract.errors import CancelRequested
from engine.contract.job_context import SilentContext
from engine.recognition.incremental import RULES
from engine.recognition.incremental.objectives import Imitation, Learning, frozen_answers
from engine.recognition.incremental.pictures import LabelledImages, TaskPictures
from engine.recognition.incremental.trainer import BATCH, IncrementalTrainer
from engine.recognition.network import Recogniser
from tests.support.job_contexts import InterruptingContext
from tests.support.toy_learning import toy_pictures

WIDTHS = (4, 6, 8)
RULE = RULES["ss-il"]


def images(*labels: int, per_class: int = 5) -> LabelledImages:
    every = np.repeat(np.asarray(labels, np.int64), per_class)
    return LabelledImages(toy_pictures(every, 16), every)


def network(classes: int = 5, seed: int = 0) -> Recogniser:
    torch.manual_seed(seed)
    return Recogniser(classes, 16, WIDTHS)


#: Of many new pictures a class, and few of the earlier ones.
SECOND_TASK = TaskPictures(images(3, 4, per_class=20), images(0, 1, 2), (3, 2))


def trainer(memory_share: float | None = 1 / 3, **changes: object) -> IncrementalTrainer:
    options = {"steps": 3, "seed": 1, "memory_share": memory_share}
    return IncrementalTrainer(
        changes.pop("network", None) or network(),
        changes.pop("pictures", SECOND_TASK),
        changes.pop("objectives", [Learning(RULE)]),
        **{**options, **changes},
    )


@pytest.mark.parametrize(("share", "expected"), [(1 / 3, 16), (0.0, 0), (None, round(48 * 3 / 5))])
def test_a_batch_has_the_asked_share_of_memory(share: float | None, expected: int) -> None:
    lesson = trainer(share).lesson()
    assert len(lesson.pixels) == BATCH == 48
    assert int(lesson.is_memory.sum()) == expected
    assert torch.equal(lesson.is_memory, lesson.labels < 3)
    assert lesson.earlier == 3


def test_without_memory_all_pictures_are_new() -> None:
    lesson = trainer(pictures=TaskPictures(images(3, 4), None, (3, 2))).lesson()
    assert not lesson.is_memory.any()
    assert set(lesson.labels.tolist()) == {3, 4}


def test_a_step_draws_by_its_own_number() -> None:
    one, other = trainer(), trainer()
    first = one.lesson()
    one.train_step()
    assert torch.equal(first.pixels, other.lesson().pixels)
    assert not torch.equal(first.pixels, one.lesson().pixels)


def test_the_same_seed_learns_the_same() -> None:
    def learned(seed: int) -> torch.Tensor:
        return trainer(seed=seed).run(SilentContext()).head.weight.detach()

    assert torch.equal(learned(1), learned(1))
    assert not torch.equal(learned(1), learned(2))


def test_objectives_are_summed_and_those_asked_stay_as_they_were() -> None:
    previous, teacher = network(3, seed=1).train(), network(5, seed=2)
    before = {name: value.clone() for name, value in previous.state_dict().items()}
    parts = [Learning(RULE, previous), Imitation(RULE, teacher)]
    losses = [trainer(objectives=chosen).train_step() for chosen in (parts[:1], parts[1:], parts)]
    assert losses[2] == pytest.approx(losses[0] + losses[1], rel=1e-5)
    assert all(torch.equal(before[name], value) for name, value in previous.state_dict().items())
    assert [part.frozen for part in parts] == [previous, teacher]


def test_the_first_task_has_nothing_to_preserve() -> None:
    first = TaskPictures(images(0, 1, 2), None, (3,))
    alone = trainer(network=network(3), pictures=first).train_step()
    beside = trainer(
        network=network(3), pictures=first, objectives=[Learning(RULE, network(3, seed=4))]
    ).train_step()
    assert alone == beside


def test_a_student_learns_the_columns_its_earlier_teacher_has() -> None:
    teacher = network(3, seed=1)
    teacher.train()
    teacher(trainer().lesson().pixels)  # statistics of its own
    student = trainer(
        objectives=[Imitation(RULE, teacher)], memory_share=0.0, steps=60, network=network(seed=3)
    )
    pixels = student.lesson().pixels
    apart = [_distance(student.network, teacher, pixels)]
    student.run(SilentContext())
    apart.append(_distance(student.network, teacher, pixels))
    assert apart[1] < 0.5 * apart[0]


def _distance(student: Recogniser, teacher: Recogniser, pixels: torch.Tensor) -> float:
    mine, target = frozen_answers(student, pixels)[:, :3], frozen_answers(teacher, pixels)
    return float((mine.softmax(dim=1) - target.softmax(dim=1)).abs().mean())


def test_a_request_is_honoured_between_steps() -> None:
    context = InterruptingContext(request=CancelRequested)
    context.progress.append(_report())
    running = trainer()
    with pytest.raises(CancelRequested):
        running.run(context)
    assert running.step == 0


def _report() -> object:
    from engine.contract.job_context import Progress

    return Progress(
        stage="", stage_index=0, stage_count=1, step=0, step_count=1, fraction=0.0, loss=0.0
    )
