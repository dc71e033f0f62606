"""The probe of a lifelong VAE's update: a few real steps, from which the time estimate follows."""

import numpy as np
import torch

from engine.continual.balance import lifelong_balance
from engine.continual.strategies import strategy_named
from engine.generators.lifelong_vae import LifelongVae, copy_vae
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.probe import (
    Probe,
    Workload,
    least_update_memory,
    median_seconds,
    recogniser_seconds,
    replayed_pictures,
)
from engine.training.vae_teacher import VaeTeacherTrainer

_EXPORT_SECONDS = 3.0  # three small ONNX files, hardly dependent on the plan
_BYTES_PER_STATE = 4 * 5  # weights, their gradients, two moments, the average
#: Activations of a step, per picture, position of the grid and channel, forth and back.
_ACTIVATIONS = 60


def probe_vae(plan: UpdatePlan, start: LifelongVae, work: Workload) -> Probe:
    """Time one step of each kind; all of a step always fits, so small is the network."""
    size = plan.image_size
    noise = np.random.default_rng(0).integers(0, 256, (plan.batch, 3, size, size), np.uint8)
    labels = np.arange(plan.batch, dtype=np.int64) % (work.class_count - 1) + 1
    pictures = PictureSet(noise, labels)
    is_later = work.earlier_products > 0
    trainer = VaeTeacherTrainer(
        copy_vae(start),
        plan,
        pictures,
        pictures if is_later else None,
        lifelong_balance(work.new_products, work.earlier_products, plan.batch),
        start if is_later else None,
        strategy=strategy_named(plan.strategy),
        labels=sorted(set(labels.tolist())),
    )
    step = median_seconds(trainer.train_step)
    drawn = torch.from_numpy(labels).to(plan.device)
    latent = torch.zeros((plan.batch, *start.settings.noise_shape), device=plan.device)
    forward = median_seconds(lambda: start.draw(drawn, latent)) / plan.batch
    replayed = replayed_pictures(plan, work.earlier_classes)
    return Probe(
        plan,
        {
            "prepare": 1.0 + 0.004 * work.new_images,
            "replay": replayed * forward,
            "teacher": step * plan.teacher_steps,
            "student": 0.1,  # taken out of the teacher as it is
            "recogniser": recogniser_seconds(pictures, plan, work.class_count),
            "export": _EXPORT_SECONDS,
            "measure": 2.0 * work.class_count * plan.measured_per_class * forward,
        },
    )


def vae_memory_estimate(generator: LifelongVae, plan: UpdatePlan) -> int:
    """Bytes an update is expected to need: training state and a pass's activations."""
    settings = generator.settings
    activations = plan.batch * settings.grid**2 * settings.width * 4 * _ACTIVATIONS
    return int(least_update_memory() + generator.parameters * _BYTES_PER_STATE + activations)
