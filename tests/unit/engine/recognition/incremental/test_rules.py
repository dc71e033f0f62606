import pytest
import torch
from torch import Tensor

from engine.recognition.incremental import RULES
from engine.recognition.incremental.rule import IncrementalRule, Lesson

RANDOM = torch.Generator().manual_seed(0)
LOGITS = torch.randn(6, 5, generator=RANDOM)
PREVIOUS = torch.randn(6, 3, generator=RANDOM)
#: Tasks of 2, 1 and 2 classes; the last two pictures are of earlier classes.
LESSON = Lesson(
    pixels=torch.zeros(6, 3, 8, 8),
    labels=torch.tensor([3, 4, 3, 4, 0, 2]),
    is_memory=torch.tensor([False, False, False, False, True, True]),
    task_sizes=(2, 1, 2),
)
NEW_ONLY = Lesson(
    LESSON.pixels[:4], LESSON.labels[:4], LESSON.is_memory[:4], task_sizes=LESSON.task_sizes
)


def gradient(rule: IncrementalRule, lesson: Lesson) -> Tensor:
    logits = LOGITS[: len(lesson.labels)].clone().requires_grad_()
    rule.classification(logits, lesson).backward()
    return logits.grad


def test_columns_of_earlier_tasks_come_first() -> None:
    assert LESSON.earlier == 3
    assert list(RULES) == ["lwf-all", "lwf", "icarl", "ss-il", "soft-replay"]


def test_new_pictures_do_not_push_the_old_columns_down() -> None:
    # what plain cross-entropy does, and why a network without memory forgets by its bias
    for name in ("lwf", "ss-il", "icarl"):
        assert gradient(RULES[name], NEW_ONLY)[:, :3].abs().max() == 0, name
    for name in ("lwf-all", "soft-replay"):
        assert gradient(RULES[name], NEW_ONLY)[:, :3].min() > 0, name


def test_ss_il_keeps_old_and_new_in_softmaxes_of_their_own() -> None:
    slope = gradient(RULES["ss-il"], LESSON)
    assert slope[:4, :3].abs().max() == slope[4:, 3:].abs().max() == 0
    assert slope[:4, 3:].abs().min() > 0
    assert slope[4:, :3].abs().min() > 0
    torch.testing.assert_close(slope.sum(dim=1), torch.zeros(6))


def test_ss_il_distils_task_by_task() -> None:
    # a shift of one earlier task's scores against another's is not punished
    shifted = PREVIOUS.clone()
    shifted[:, :2] += 3.0
    current = torch.cat([shifted, LOGITS[:, 3:]], dim=1)
    assert float(RULES["ss-il"].preservation(current, PREVIOUS, LESSON)) == pytest.approx(
        0.0, abs=1e-5
    )
    assert float(RULES["lwf"].preservation(current, PREVIOUS, LESSON)) > 0.1


def test_icarl_asks_each_class_by_itself() -> None:
    slope = gradient(RULES["icarl"], LESSON)
    target = torch.zeros(6, 2)
    target[torch.arange(4), torch.tensor([0, 1, 0, 1])] = 1
    torch.testing.assert_close(slope[:, 3:], (LOGITS[:, 3:].sigmoid() - target) / 6)


@pytest.mark.parametrize("name", RULES)
def test_what_was_known_pulls_towards_the_previous_answers(name: str) -> None:
    rule = RULES[name]
    logits = LOGITS.clone().requires_grad_()
    before = rule.preservation(logits, PREVIOUS, LESSON)
    before.backward()
    assert logits.grad[:, 3:].abs().max() == 0
    with torch.no_grad():
        nearer = rule.preservation(logits - 0.5 * logits.grad, PREVIOUS, LESSON)
    assert float(nearer) < float(before.detach())
    if name == "soft-replay":  # new pictures say nothing of earlier classes
        assert logits.grad[:4].abs().max() == 0


@pytest.mark.parametrize("name", RULES)
def test_a_student_that_answers_as_its_teacher_has_nothing_to_learn(name: str) -> None:
    logits = LOGITS.clone().requires_grad_()
    RULES[name].imitation(logits, LOGITS).backward()
    assert logits.grad.abs().max() < 1e-6


def test_only_lwf_learns_without_memory() -> None:
    assert [name for name, rule in RULES.items() if not rule.uses_memory] == ["lwf-all", "lwf"]
    assert [name for name, rule in RULES.items() if rule.answers_by_means] == ["icarl"]
