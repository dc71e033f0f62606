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


class PredictionConversion(nn.Module):
    """Velocity of a network that was trained to predict the noise, or the velocity itself.

    v = alpha noise - sigma x_0 and x_t = alpha x_0 + sigma noise, hence v = (noise - sigma x_t) /
    alpha: an error of the noise is one of the velocity times alpha.
    """

    alphas: Tensor
    sigmas: Tensor

    def __init__(self, schedule: NoiseSchedule, prediction_type: str) -> None:
        super().__init__()
        if prediction_type not in {"epsilon", "v_prediction"}:
            message = f"unknown prediction type {prediction_type!r}"
            raise ValueError(message)
        self.predicts_noise = prediction_type == "epsilon"
        signal = torch.from_numpy(schedule.alphas_cumprod)
        self.register_buffer("alphas", signal.sqrt().float(), persistent=False)
        self.register_buffer("sigmas", (1 - signal).sqrt().float(), persistent=False)

    @override
    def forward(self, raw: Tensor, noisy: Tensor, timesteps: Tensor) -> Tensor:
        """The velocity (B, C, H, W) of the network's output; int64 timesteps (B,)."""
        if not self.predicts_noise:
            return raw
        alpha = self.alphas[timesteps].view(-1, 1, 1, 1)
        sigma = self.sigmas[timesteps].view(-1, 1, 1, 1)
        return (raw - sigma * noisy) / alpha

    def loss_weight(self, timesteps: Tensor) -> Tensor:
        """What makes a velocity's squared error that of the network's own output, (B,)."""
        if not self.predicts_noise:
            return torch.ones(len(timesteps), device=timesteps.device)
        return self.alphas[timesteps].square()
