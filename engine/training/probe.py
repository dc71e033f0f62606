"""The probe: a few real steps at the real size, from which micro-batch and time estimate follow."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch

from engine.compression.pruner import prune
from engine.continual.balance import Balance, balance
from engine.continual.strategies import strategy_named
from engine.continual.strategy import EarlierData
from engine.contract.errors import UserFixableError
from engine.generators.pixel_diffusion import PixelDiffusion, copy_generator
from engine.recognition.training import RecogniserTrainer, RecognitionSet
from engine.training.learning_set import PictureSet
from engine.training.loop import is_out_of_memory
from engine.training.plan import UpdatePlan
from engine.training.student_trainer import StudentTrainer
from engine.training.teacher_trainer import TeacherTrainer

STAGES = ("prepare", "replay", "teacher", "student", "recogniser", "export", "measure")
_REPEATS = 2
_EXPORT_SECONDS = 12.0  # three ONNX files, hardly dependent on the plan


@dataclass(frozen=True)
class Probe:
    """What the probe has measured on this machine with this plan."""

    plan: UpdatePlan
    #: Expected seconds of every stage, in order.
    stage_seconds: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """How much there is to learn."""

    #: Rows of the class embedding.
    class_count: int
    earlier_classes: int
    earlier_products: int
    new_products: int
    new_images: int


def probe_plan(
    plan: UpdatePlan,
    teacher: PixelDiffusion,
    student_widths: tuple[int, ...],
    *,
    class_count: int,
    earlier_classes: int,
    earlier_products: int,
    new_products: int,
    new_images: int,
) -> Probe:
    """Find the largest micro-batch that fits and time one step of each kind."""
    size = plan.image_size
    noise = np.random.default_rng(0).integers(0, 256, (plan.batch, 3, size, size), np.uint8)
    labels = np.arange(plan.batch, dtype=np.int64) % class_count
    pictures = PictureSet(noise, labels)
    strategy = strategy_named(plan.strategy)
    shares = balance(strategy, new_products, earlier_products, plan.batch)
    plan, teacher_step = _fitting_teacher_step(
        plan, teacher, pictures, shares, earlier_products > 0
    )
    student = StudentTrainer(prune(teacher.network, student_widths), teacher, plan, pictures)
    student_step = median_seconds(student.train_step)
    forward = median_seconds(lambda: _forward(teacher, plan)) / plan.batch
    if strategy.draws_while_training and earlier_products:
        calls = 1 if strategy.earlier is EarlierData.STATES else strategy.fresh_sampler_steps
        teacher_step += shares.replay_count * calls * forward
    replayed = replayed_pictures(plan, earlier_classes)
    measured = class_count * plan.measured_per_class * plan.sampler_steps
    return Probe(
        plan,
        {
            "prepare": 1.0 + 0.004 * new_images,
            "replay": replayed * plan.replay_sampler_steps * forward,
            "teacher": teacher_step * plan.teacher_steps,
            "student": student_step * plan.student_steps,
            "recogniser": recogniser_seconds(pictures, plan, class_count),
            "export": _EXPORT_SECONDS,
            "measure": 1.1 * measured * forward,  # by the guided teacher and the quicker student
        },
    )


def replayed_pictures(plan: UpdatePlan, earlier_classes: int) -> float:
    """Pictures that the update's strategy draws before training, those that it drops included."""
    strategy = strategy_named(plan.strategy)
    if not strategy.uses_replay:
        return 0.0
    return earlier_classes * plan.replay_per_class * strategy.oversampling


def recogniser_seconds(pictures: PictureSet, plan: UpdatePlan, class_count: int) -> float:
    """Seconds of all the recogniser's steps."""
    data = RecognitionSet(pictures.images, pictures.labels, np.zeros(len(pictures), dtype=bool))
    recogniser = RecogniserTrainer(data, class_count, 1, 0)
    return median_seconds(recogniser.train_step) * plan.recogniser_steps


def _fitting_teacher_step(
    plan: UpdatePlan,
    teacher: PixelDiffusion,
    pictures: PictureSet,
    shares: Balance,
    has_previous: bool,
) -> tuple[UpdatePlan, float]:
    while True:
        trainer = TeacherTrainer(
            copy_generator(teacher),
            plan,
            pictures,
            pictures if has_previous else None,
            shares,
            teacher if has_previous else None,
            strategy=strategy_named(plan.strategy),
        )
        try:
            return plan, median_seconds(trainer.train_step)
        except (torch.cuda.OutOfMemoryError, MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error) or plan.micro_batch <= 1:
                raise _does_not_fit(error) from error
            plan = replace(plan, micro_batch=plan.micro_batch // 2)


def _does_not_fit(error: BaseException) -> BaseException:
    if not is_out_of_memory(error):
        return error
    return UserFixableError(
        "Not even one picture at a time fits into this machine's memory: close other programs or "
        "choose a smaller image size in the workspace's settings."
    )


@torch.no_grad()
def _forward(generator: PixelDiffusion, plan: UpdatePlan) -> None:
    settings = generator.settings
    device = torch.device(plan.device)
    noise = torch.zeros(plan.batch, settings.channels, settings.grid, settings.grid, device=device)
    labels = torch.zeros(plan.batch, dtype=torch.int64, device=device)
    generator.velocity(noise, labels, labels)


def median_seconds(work: Callable[[], object]) -> float:
    """Median seconds of `work`, after one unmeasured call."""
    work()
    times = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        work()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        times.append(time.perf_counter() - started)
    return float(np.median(times))


def least_update_memory() -> int:
    """Bytes of the program with its libraries and of an update's pictures."""
    return 600_000_000


def peak_memory_estimate(generator: PixelDiffusion, plan: UpdatePlan) -> int:
    """Bytes an update is expected to need: weights, moments, averages and a pass's activations."""
    weights = generator.parameters * 4 * 8
    grid = generator.settings.grid**2
    activations = (
        plan.micro_batch * grid * sum(generator.network.config["block_out_channels"]) * 4 * 60
    )
    return int(least_update_memory() + weights + activations)
