"""Preconditioning: what the raw network is asked for, and how a velocity comes of it."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.diffusion.noise_schedule import LEAST_SIGMA, NoiseSchedule


class Preconditioning(nn.Module):
    """Turns a raw network F into a velocity prediction: v = c_skip x_t + c_out F(c_in x_t).

    F is asked for the clean picture, each Haar channel in units of its deviation s: x_0 = s F,
    hence v = (alpha x_t - s F) / sigma. Noise fills all channels of a patch evenly, pictures only
    few of them; a network narrower than its patches can put out the picture but not the noise (Li &
    He 2025, "Back to basics", x-prediction with v-loss). c_in makes the input's variance one
    (Karras et al. 2022, appendix B.6).
    """

    alphas: Tensor
    sigmas: Tensor
    deviation: Tensor

    def __init__(self, schedule: NoiseSchedule, deviation: Sequence[float]) -> None:
        super().__init__()
        signal = torch.from_numpy(schedule.alphas_cumprod)
        self.register_buffer("alphas", signal.sqrt().float(), persistent=False)
        self.register_buffer("sigmas", (1 - signal).sqrt().float(), persistent=False)
        spread = torch.tensor(deviation, dtype=torch.float32).view(1, -1, 1, 1)
        self.register_buffer("deviation", spread, persistent=False)

    @override
    def forward(self, timesteps: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(c_in, c_skip, c_out), each (B, C or 1, 1, 1), for int64 timesteps (B,)."""
        alpha = self.alphas[timesteps].view(-1, 1, 1, 1)
        sigma = self.sigmas[timesteps].view(-1, 1, 1, 1)
        variance = self.deviation.square()
        c_in = (alpha.square() * variance + sigma.square()).rsqrt()
        divisor = sigma.clamp(min=LEAST_SIGMA)
        return c_in, alpha / divisor, -self.deviation / divisor
