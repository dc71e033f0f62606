"""Photographs as latents: encoded once before a training, not at every step."""

import numpy as np
import torch

from engine.contract.job_context import JobContext
from engine.generators.diffusion_generator import DiffusionGenerator
from engine.training.learning_set import PictureSet

_BATCH = 16


@torch.no_grad()
def latent_set(
    generator: DiffusionGenerator, pictures: PictureSet, context: JobContext
) -> PictureSet:
    """The same set with float32 latents (N, C, G, G) in place of pixels."""
    settings = generator.settings
    parts = [np.empty((0, settings.channels, settings.grid, settings.grid), np.float32)]
    for start in range(0, len(pictures), _BATCH):
        context.honour_requests()
        latents = generator.to_latents(pictures.images[start : start + _BATCH])
        parts.append(latents.cpu().numpy())
    return PictureSet(np.concatenate(parts), pictures.labels)
