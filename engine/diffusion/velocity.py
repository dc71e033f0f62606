"""The forward process and the velocity target of a variance-preserving diffusion."""

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.diffusion.noise_schedule import NoiseSchedule


@dataclass(frozen=True)
class NoisyBatch:
    """Noisy samples and what the network should say of them."""

    #: (B, C, G, G), alpha x_0 + sigma noise.
    noisy: Tensor
    #: (B,) int64.
    timesteps: Tensor
    #: (B, C, G, G), v = alpha noise - sigma x_0. Salimans & Ho 2022, appendix D.
    velocity: Tensor

    def joined(self, other: "NoisyBatch") -> "NoisyBatch":
        """Both batches, this one first."""
        return NoisyBatch(
            torch.cat([self.noisy, other.noisy]),
            torch.cat([self.timesteps, other.timesteps]),
            torch.cat([self.velocity, other.velocity]),
        )

    def after(self, first: int) -> "NoisyBatch":
        """The samples from place `first` on."""
        return NoisyBatch(self.noisy[first:], self.timesteps[first:], self.velocity[first:])

    def at(self, places: Tensor) -> "NoisyBatch":
        """The samples at these places (N,)."""
        return NoisyBatch(self.noisy[places], self.timesteps[places], self.velocity[places])


def add_noise(
    clean: Tensor,
    schedule: NoiseSchedule,
    randomness: torch.Generator,
    span: tuple[int, int] | None = None,
) -> NoisyBatch:
    """Noise a batch at timesteps spread evenly over the schedule, or over a part of it.

    The timesteps are stratified, one from each of B equal intervals, which lowers the variance of
    the loss. `span` is the part: its first timestep and the one after its last.
    """
    count = len(clean)
    places = torch.rand(count, generator=randomness)
    order = torch.randperm(count, generator=randomness)
    first, end = span or (0, schedule.timesteps)
    offsets = ((order + places) / count * (end - first)).long().clamp(0, end - first - 1)
    timesteps = first + offsets
    noise = torch.randn(clean.shape, generator=randomness).to(clean.device)
    timesteps = timesteps.to(clean.device)
    signal = torch.from_numpy(schedule.alphas_cumprod).to(clean.device)[timesteps]
    alpha = signal.sqrt().float().view(-1, 1, 1, 1)
    sigma = (1 - signal).sqrt().float().view(-1, 1, 1, 1)
    return NoisyBatch(
        noisy=alpha * clean + sigma * noise,
        timesteps=timesteps,
        velocity=alpha * noise - sigma * clean,
    )
