"""Replay of states: what a frozen teacher passes through on its way from noise to a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.diffusion.samplers import sample
from engine.diffusion.velocity import NoisyBatch
from engine.generators.diffusion_generator import DiffusionGenerator
from engine.training.learning_set import step_randomness

#: Blocks are numbered from here, the steps of training from 0, and no two draw alike.
_FIRST_BLOCK = 1 << 30


@dataclass(frozen=True)
class States:
    """Intermediate noisy states of earlier classes."""

    #: Its velocity leads to the picture where the teacher's way ends.
    noised: NoisyBatch
    #: (B, C, G, G), what the teacher predicted there, of the class.
    taught: Tensor
    #: int64 (B,).
    labels: NDArray[np.int64]


@dataclass
class StateReplay:
    """Hands out every state of a way, not only its end: as many lessons as calls of the teacher.

    DKDM (arXiv 2409.03550) and MAGD (Masip et al.) learn from intermediate noisy states. A block of
    as many steps as a way has states shares its ways, and every step takes of each way another
    state, so that all noise levels are in every batch. Ways are drawn unguided by DDIM at
    timesteps shifted by a random part of their spacing.
    """

    teacher: DiffusionGenerator
    #: Classes to draw, each equally likely.
    labels: Sequence[int]
    #: States of a way.
    sampler_steps: int
    seed: int
    #: For `step_randomness`.
    stage: int
    _block: int = field(default=-1, init=False)
    _ways: States | None = field(default=None, init=False)

    def states(self, step: int, count: int) -> States:
        """A state of each of `count` ways; which ones depends on seed, stage and step alone."""
        block, turn = divmod(step, self.sampler_steps)
        if self._ways is None or block != self._block:
            self._ways, self._block = self._draw(block, count), block
        every, labels = self._ways.noised, self._ways.labels
        ways = torch.arange(count)
        places = ((ways + turn) % self.sampler_steps) * count + ways
        return States(every.at(places), self._ways.taught[places], labels[ways.numpy()])

    def _draw(self, block: int, count: int) -> States:
        """All states of `count` ways, state after state."""
        teacher, settings = self.teacher, self.teacher.settings
        randomness = step_randomness(self.seed, self.stage, _FIRST_BLOCK + block)
        chosen = torch.randint(0, len(self.labels), (count,), generator=randomness)
        labels = torch.tensor(self.labels)[chosen]
        noise = torch.randn(
            (count, settings.channels, settings.grid, settings.grid), generator=randomness
        )
        device = next(teacher.network.eval().parameters()).device
        asked = labels.to(device)
        passed: list[Tensor] = []
        taught: list[Tensor] = []
        timesteps = self._timesteps(float(torch.rand((), generator=randomness)))

        def predict(noisy: Tensor, timestep: int) -> Tensor:
            passed.append(noisy)
            taught.append(teacher.predict(noisy, torch.full_like(asked, timestep), asked))
            return taught[-1]

        with torch.no_grad():
            end = sample(predict, noise.to(device), teacher.schedule, timesteps, order=1)
        velocities = []
        for noisy, timestep in zip(passed, timesteps, strict=True):
            alpha, sigma = teacher.schedule.alpha_sigma(timestep)
            velocities.append((alpha * noisy - end) / sigma)  # v = alpha noise - sigma x_0
        repeated = torch.tensor(timesteps, device=device).repeat_interleave(count)
        every = NoisyBatch(torch.cat(passed), repeated, torch.cat(velocities))
        return States(every, torch.cat(taught), labels.numpy().astype(np.int64))

    def _timesteps(self, shift: float) -> list[int]:
        """Falling; the first is the noisiest there is, where every way begins."""
        last, steps = self.teacher.schedule.timesteps, self.sampler_steps
        return [last - 1, *(int((i + shift) / steps * last) for i in reversed(range(steps - 1)))]
