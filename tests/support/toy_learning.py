"""Pictures that differ by class, and plans and networks small enough to learn them in a test."""

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from engine.generators.lifelong_vae import LifelongVae, VaeSettings, build_vae
from engine.generators.pixel_diffusion import GeneratorSettings, PixelDiffusion, build
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan

IMAGE_SIZE = 16
WIDTHS = (8, 16)

PLAN = UpdatePlan(
    strategy="pilotline",
    seed=3,
    image_size=IMAGE_SIZE,
    device="cpu",
    precision="float32",
    batch=4,
    micro_batch=4,
    teacher_steps=4,
    student_steps=4,
    recogniser_steps=4,
)


def toy_pictures(
    labels: NDArray[np.int64], size: int = IMAGE_SIZE, seed: int = 0
) -> NDArray[np.uint8]:
    """uint8 (N, 3, size, size): for each label a bright bar of its own place and colour, grainy."""
    rng = np.random.default_rng(seed)
    pictures = rng.integers(20, 60, (len(labels), 3, size, size)).astype(np.uint8)
    for picture, label in zip(pictures, labels.tolist(), strict=True):
        row = (2 + 5 * label) % (size - 3)
        picture[label % 3, row : row + 3] = 220
    return pictures


def toy_set(*labels: int, per_class: int = 6, size: int = IMAGE_SIZE, seed: int = 0) -> PictureSet:
    """Equally many pictures of each label."""
    every = np.repeat(np.asarray(labels, np.int64), per_class)
    return PictureSet(toy_pictures(every, size, seed), every)


def toy_generator(
    class_count: int = 2, seed: int = 0, widths: tuple[int, ...] = WIDTHS, size: int = IMAGE_SIZE
) -> PixelDiffusion:
    """A generator of some ten thousand weights."""
    torch.manual_seed(seed)
    return build(GeneratorSettings.for_size(size, sampler_steps=3), class_count, widths)


def toy_plan(**changes: float) -> UpdatePlan:
    """The plan of a training of a few steps."""
    return replace(PLAN, **changes)


def toy_vae(categories: int = 3, seed: int = 0, **changes: object) -> LifelongVae:
    """A lifelong VAE of some ten thousand weights."""
    torch.manual_seed(seed)
    settings = VaeSettings(**{"image_size": IMAGE_SIZE, "continuous": 4, "width": 8, **changes})
    return build_vae(settings, categories)
