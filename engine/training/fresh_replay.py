"""Fresh replay: pictures of earlier classes that a frozen teacher draws for one step alone."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import torch

from engine.generators.diffusion_generator import DiffusionGenerator
from engine.training.learning_set import PictureSet


@dataclass(frozen=True)
class FreshReplay:
    """Draws unguided pictures with DDIM in few calls (Masip et al. 2023; Song et al. 2020)."""

    #: Of the sampler; the first order is DDIM.
    ORDER: ClassVar = 1
    GUIDANCE: ClassVar = 0.0

    teacher: DiffusionGenerator
    #: Classes to draw, each equally likely.
    labels: tuple[int, ...]
    sampler_steps: int
    #: What the sampler ends with, before it becomes pixels: latents stay latents.
    as_latents: bool = False

    @cached_property
    def _unguided(self) -> DiffusionGenerator:
        return self.teacher.with_guidance(self.GUIDANCE)

    def draw(self, count: int, randomness: torch.Generator) -> PictureSet:
        """`count` new pictures."""
        teacher = self._unguided
        settings = teacher.settings
        chosen = torch.randint(0, len(self.labels), (count,), generator=randomness)
        labels = torch.tensor(self.labels)[chosen]
        shape = (count, settings.channels, settings.grid, settings.grid)
        noise = torch.randn(shape, generator=randomness)
        device = next(teacher.network.eval().parameters()).device
        clean = teacher.draw(
            labels.to(device), noise.to(device), self.sampler_steps, order=self.ORDER
        )
        drawn = clean.float().cpu().numpy() if self.as_latents else teacher.to_pixels(clean)
        return PictureSet(drawn, labels.numpy().astype(np.int64))
