"""The probe of an update that goes on from a base model: memory first, then a few real steps."""

from dataclasses import replace

import numpy as np
import torch

from engine.compression.block_surgery import streamline
from engine.continual.balance import balance
from engine.continual.distillation import DistillationWeights
from engine.continual.strategies import strategy_named
from engine.contract.errors import UserFixableError
from engine.generators.adapted_stable_diffusion import AdaptedStableDiffusion
from engine.generators.stable_diffusion import StableDiffusion
from engine.training.adapter_trainer import AdapterTrainer
from engine.training.device import free_memory_bytes
from engine.training.distillation_trainer import DistillationTrainer, Lessons
from engine.training.learning_set import PictureSet
from engine.training.loop import is_out_of_memory
from engine.training.plan import UpdatePlan
from engine.training.probe import (
    Probe,
    Workload,
    least_update_memory,
    median_seconds,
    recogniser_seconds,
    replayed_pictures,
)
from engine.training.teacher_trainer import TeacherTrainer

#: Copies of the U-Net's weights at the worst moment: weights, gradients, two moments, average, the
#: previous teacher and the averaged copy.
_COPIES = 7
#: Of a U-Net that stays as it is: the weights, and on export those of the graph, of its proof and
#: of the session; what adapters add is small beside them.
_FROZEN_COPIES = 5
#: More of them in the memory that checkpoints are written from, which on a GPU is another one.
_CHECKPOINT_COPIES = 4
#: Activations of a step, per picture, position of the latents and channel, forth and back.
_ACTIVATIONS = 60
#: Values that the autoencoder holds at once for each pixel: a gigabyte for 512 x 512.
_DECODED_VALUES = 1000
_DECODED_AT_ONCE = 4
_BYTES = 4
_EXPORT_SECONDS_PER_WEIGHT = 2.5e-7
_LEAST_EXPORT_SECONDS = 8.0


def latent_memory_estimate(generator: StableDiffusion, plan: UpdatePlan) -> int:
    """Bytes an update is expected to need on the plan's device."""
    weights = generator.parameters * _BYTES * _copies(generator, plan)
    channels = sum(generator.network.config["block_out_channels"])
    positions = generator.settings.grid**2
    activations = min(plan.micro_batch, _most_pictures(plan)) * positions * channels
    decoding = _DECODED_AT_ONCE * plan.image_size**2 * _DECODED_VALUES * _BYTES
    passed = max(activations * _ACTIVATIONS * _BYTES, decoding)
    return int(least_update_memory() + weights + passed)


def _copies(generator: StableDiffusion, plan: UpdatePlan) -> int:
    if isinstance(generator, AdaptedStableDiffusion):
        return _FROZEN_COPIES
    return _COPIES + (_CHECKPOINT_COPIES if plan.device == "cpu" else 0)


def probe_latent(plan: UpdatePlan, start: StableDiffusion, work: Workload) -> Probe:
    """Find the micro-batch that fits and time one step of each kind.

    A CPU gives no warning before it runs out of memory, and a step of a full-size model takes it a
    minute: there the estimate alone decides, and steps of one picture are timed.

    Raises:
        UserFixableError: If memory does not suffice for one picture at a time.
    """
    plan = _fitting_plan(plan, start)
    start.network.to(plan.device)
    while True:
        try:
            return _timed(plan, start, work)
        except (torch.cuda.OutOfMemoryError, MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            if plan.micro_batch <= 1:
                raise _too_large(start, latent_memory_estimate(start, plan), plan) from error
            plan = replace(plan, micro_batch=plan.micro_batch // 2)


def _fitting_plan(plan: UpdatePlan, start: StableDiffusion) -> UpdatePlan:
    free = free_memory_bytes(plan.device)
    plan = replace(plan, micro_batch=min(plan.micro_batch, _most_pictures(plan)))
    while (needed := latent_memory_estimate(start, plan)) > free:
        if plan.micro_batch <= 1:
            raise _too_large(start, needed, plan, free)
        plan = replace(plan, micro_batch=plan.micro_batch // 2)
    return plan


def _too_large(
    start: StableDiffusion, needed: int, plan: UpdatePlan, free: int | None = None
) -> UserFixableError:
    found = free_memory_bytes(plan.device) if free is None else free
    return UserFixableError(
        f"Memory does not suffice for this base model: teaching its {start.parameters / 1e6:.0f} "
        f"million weights needs about {needed / 2**30:.1f} GB and {found / 2**30:.1f} GB are free. "
        "Close other programs, or use a machine with more memory or a smaller base model."
    )


def _most_pictures(plan: UpdatePlan) -> int:
    """Of a step: new ones and, on top, replayed ones."""
    strategy = strategy_named(plan.strategy)
    return plan.batch + max(1, round(plan.batch * strategy.replay_per_new))


def _timed(plan: UpdatePlan, start: StableDiffusion, work: Workload) -> Probe:
    settings, is_later = start.settings, work.earlier_products > 0
    scale = plan.batch if plan.device == "cpu" else 1
    timed = replace(plan, batch=1) if plan.device == "cpu" else plan
    latents = np.zeros((timed.batch, *settings.noise_shape), np.float32)
    labels = np.arange(timed.batch, dtype=np.int64) % max(1, work.class_count - 1) + 1
    pictures = PictureSet(latents, np.minimum(labels, start.class_count - 1))
    if isinstance(start, AdaptedStableDiffusion):
        labels = np.full(timed.batch, start.adapters[-1].labels[0], np.int64)
        trainer = AdapterTrainer(start.copy(), timed, PictureSet(latents, labels))
        teacher_step, student_step = scale * median_seconds(trainer.train_step), 0.0
    else:
        teacher_step, student_step = (
            scale * seconds for seconds in _step_seconds(timed, start, pictures, work, is_later)
        )
    drawn = _seconds_per_picture(start, plan)
    pixels = np.zeros((8, 3, plan.image_size, plan.image_size), np.uint8)
    seen = PictureSet(pixels, np.arange(8, dtype=np.int64) % work.class_count)
    replayed = replayed_pictures(plan, work.earlier_classes)
    replaying = drawn * plan.replay_sampler_steps / plan.sampler_steps
    return Probe(
        plan,
        {
            "prepare": 1.0 + (0.004 + drawn / plan.sampler_steps) * work.new_images,
            "replay": replayed * replaying,
            "teacher": teacher_step * plan.teacher_steps,
            "student": student_step * plan.student_steps,
            "recogniser": recogniser_seconds(seen, plan, work.class_count),
            "export": max(_LEAST_EXPORT_SECONDS, _EXPORT_SECONDS_PER_WEIGHT * start.parameters),
            "measure": 1.6 * work.class_count * plan.measured_per_class * drawn,
        },
    )


def _step_seconds(
    timed: UpdatePlan,
    start: StableDiffusion,
    pictures: PictureSet,
    work: Workload,
    is_later: bool,
) -> tuple[float, float]:
    """Of a step of the teacher and of one of its student."""
    strategy = strategy_named(timed.strategy)
    shares = balance(strategy, work.new_products, work.earlier_products, timed.batch)
    teacher = TeacherTrainer(
        start.copy(),
        timed,
        pictures,
        pictures if is_later else None,
        shares,
        start if is_later else None,
        strategy=strategy,
    )
    teacher_step = median_seconds(teacher.train_step)
    del teacher
    student = DistillationTrainer(
        start.with_network(streamline(start.network).network),
        [Lessons(pictures=pictures, teacher=start, count=timed.batch)],
        timed,
        DistillationWeights(),
    )
    return teacher_step, median_seconds(student.train_step)


@torch.no_grad()
def _seconds_per_picture(start: StableDiffusion, plan: UpdatePlan) -> float:
    """Of the guided teacher: all calls of its sampler, and the decoder."""
    device = torch.device(plan.device)
    noise = torch.zeros((1, *start.settings.noise_shape), device=device)
    labels = torch.zeros(1, dtype=torch.int64, device=device)
    start.network.eval()
    called = median_seconds(lambda: start.velocity(noise, labels, labels))
    return plan.sampler_steps * called + median_seconds(lambda: start.to_pixels(noise))
