from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.compression.pruner import prune
from engine.continual.balance import balance
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.errors import CancelRequested, PauseRequested, UserFixableError
from engine.contract.job_context import Progress
from engine.generators.pixel_diffusion import copy_generator, grow_classes
from engine.recognition.training import RecogniserTrainer, RecognitionSet
from engine.training.checkpoint import CheckpointStore
from engine.training.loop import Trainer, is_out_of_memory, run_trainer
from engine.training.recogniser_run import RecogniserRun
from engine.training.stage_progress import StageProgress
from engine.training.student_trainer import StudentTrainer
from engine.training.teacher_trainer import TeacherTrainer
from tests.support.job_contexts import InterruptingContext, RememberingContext
from tests.support.toy_learning import toy_generator, toy_plan, toy_set


def teacher_trainer() -> TeacherTrainer:
    plan, previous = toy_plan(), toy_generator(class_count=3)
    return TeacherTrainer(
        grow_classes(previous, 4, plan.seed),
        plan,
        toy_set(3),
        toy_set(1, 2),
        balance(PILOTLINE, 1, 1, plan.batch),
        copy_generator(previous),
        strategy=PILOTLINE,
    )


def student_trainer() -> StudentTrainer:
    teacher = toy_generator(widths=(16, 24))
    return StudentTrainer(prune(teacher.network, (8, 16)), teacher, toy_plan(), toy_set(0, 1))


def recogniser_trainer() -> RecogniserRun:
    pictures = toy_set(0, 1, 2)
    data = RecognitionSet(pictures.images, pictures.labels, pictures.labels < 2)
    previous = RecogniserTrainer(data, 2, 4, seed=0).network.eval()
    return RecogniserRun(RecogniserTrainer(data, 3, 4, seed=3, previous=previous))


class CountingTrainer:
    """A training of nothing, which can run out of memory."""

    def __init__(self, steps: int = 5, micro_batch: int = 8, fitting: int = 8) -> None:
        self.step, self.steps, self.micro_batch, self._fitting = 0, steps, micro_batch, fitting

    def train_step(self) -> float:
        if self.micro_batch > self._fitting:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        self.step += 1
        return 1.0 / self.step

    def state(self) -> dict[str, torch.Tensor]:
        return {"counted": torch.tensor(self.step)}

    def restore(self, tensors: dict[str, torch.Tensor], step: int) -> None:
        assert tensors["counted"].item() == step
        self.step = step


def run(
    trainer: Trainer,
    folder: Path,
    context: RememberingContext | None = None,
    checkpoint_seconds: float = 1e9,
    **options: object,
) -> None:
    context = context or RememberingContext()
    progress = StageProgress(context, "teacher", {"teacher": 1.0}, trainer.steps)
    store = CheckpointStore(folder, "teacher")
    run_trainer(trainer, store, context, progress, checkpoint_seconds=checkpoint_seconds, **options)


def pause_at(step: int) -> InterruptingContext:
    return InterruptingContext(request=PauseRequested, stage="teacher", step=step)


@pytest.mark.parametrize("make", [teacher_trainer, student_trainer, recogniser_trainer])
def test_a_resumed_training_ends_bit_for_bit_as_one_that_never_stopped(
    make: Callable[[], Trainer], tmp_path: Path
) -> None:
    never_stopped = make()
    run(never_stopped, tmp_path / "one")
    context = pause_at(2)
    with pytest.raises(PauseRequested):
        run(make(), tmp_path / "two", context)
    assert context.checkpoints == [("teacher", 2)]
    resumed = make()
    run(resumed, tmp_path / "two")
    expected, found = never_stopped.state(), resumed.state()
    assert found.keys() == expected.keys()
    different = [name for name in expected if not torch.equal(expected[name], found[name])]
    assert different == []
    started = make().state()
    assert any(not torch.equal(started[name], found[name]) for name in started)


def test_every_step_is_told_once_with_its_loss(tmp_path: Path) -> None:
    context = RememberingContext()
    run(CountingTrainer(3), tmp_path, context)
    assert [(r.step, r.loss) for r in context.progress] == [(1, 1.0), (2, 0.5), (3, 1 / 3)]


def test_a_pause_before_the_first_step_can_be_resumed(tmp_path: Path) -> None:
    context = pause_at(0)
    context.progress.append(Progress(stage="teacher", step=0, step_count=1, fraction=0.0))
    with pytest.raises(PauseRequested):
        run(teacher_trainer(), tmp_path, context)
    resumed = teacher_trainer()
    run(resumed, tmp_path)
    assert resumed.step == 4


def test_a_cancelled_training_stops_without_a_checkpoint(tmp_path: Path) -> None:
    context = InterruptingContext(request=CancelRequested, stage="teacher", step=2)
    trainer = CountingTrainer()
    with pytest.raises(CancelRequested):
        run(trainer, tmp_path, context)
    assert trainer.step == 2
    assert context.checkpoints == []


def test_checkpoints_are_written_in_between(tmp_path: Path) -> None:
    context = RememberingContext()
    run(CountingTrainer(3), tmp_path, context, checkpoint_seconds=0.0)
    assert context.checkpoints == [("teacher", 1), ("teacher", 2), ("teacher", 3)]
    checkpoint = CheckpointStore(tmp_path, "teacher").load()
    assert checkpoint is not None
    assert checkpoint.facts == {"step": 3}


def test_sample_sheets_are_asked_for_at_their_interval(tmp_path: Path) -> None:
    steps: list[int] = []
    run(CountingTrainer(3), tmp_path, on_interval=steps.append, interval_seconds=0.0)
    assert steps == [1, 2, 3]
    run(CountingTrainer(3), tmp_path / "b", on_interval=steps.append, interval_seconds=1e9)
    assert steps == [1, 2, 3]


def test_out_of_memory_halves_the_micro_batch_until_it_fits(tmp_path: Path) -> None:
    context, trainer = RememberingContext(), CountingTrainer(fitting=2)
    run(trainer, tmp_path, context)
    assert trainer.micro_batch == 2
    assert trainer.step == 5
    assert context.notes == [
        "Memory ran out; going on with 4 pictures at a time.",
        "Memory ran out; going on with 2 pictures at a time.",
    ]


def test_a_teacher_that_ran_out_of_memory_goes_on_with_the_same_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer, usual, seen = teacher_trainer(), teacher_trainer(), []
    loss = trainer._loss

    def failing_once(batch: object, part: slice) -> torch.Tensor:
        seen.append(part)
        if len(seen) == 1:
            raise MemoryError
        return loss(batch, part)

    monkeypatch.setattr(trainer, "_loss", failing_once)
    run(trainer, tmp_path / "one")
    run(usual, tmp_path / "two")
    assert trainer.micro_batch == 2
    for name, value in usual.state().items():
        if name.startswith("network."):
            np.testing.assert_allclose(trainer.state()[name], value, atol=5e-3)


def test_not_even_one_picture_fits_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserFixableError, match="not enough memory for even one picture"):
        run(CountingTrainer(fitting=0), tmp_path)


def test_other_errors_are_not_taken_for_lack_of_memory(tmp_path: Path) -> None:
    class Broken(CountingTrainer):
        def train_step(self) -> float:
            raise RuntimeError("shapes differ")

    with pytest.raises(RuntimeError, match="shapes differ"):
        run(Broken(), tmp_path)
    assert is_out_of_memory(RuntimeError("DefaultCPUAllocator: can't allocate memory"))
    assert not is_out_of_memory(RuntimeError("shapes differ"))
