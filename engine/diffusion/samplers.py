"""Samplers: turn noise into images with few calls of the network, in numpy or in torch."""

import math
from collections.abc import Callable, Sequence

from engine.diffusion.haar import ArrayT
from engine.diffusion.noise_schedule import NoiseSchedule


def sample(
    predict: Callable[[ArrayT, int], ArrayT],
    noise: ArrayT,
    schedule: NoiseSchedule,
    timesteps: Sequence[int],
    on_step: Callable[[int, int], None] | None = None,
    order: int = 2,
) -> ArrayT:
    """Draw clean samples with DPM-Solver++(2M). Lu et al. 2022 (arXiv 2211.01095), algorithm 2.

    Args:
        predict: Maps (noisy samples, timestep) to the network's v prediction.
        noise: Standard normal, any shape.
        schedule: The schedule the network was trained with.
        timesteps: Where the network is called, falling; one call each.
        on_step: Called after each step with (steps done, steps in all).
        order: 2, or 1 for DDIM without noise, which the first order is (the same, section 4).
    """
    steps = len(timesteps)
    timesteps = [*timesteps, -1]
    x = noise
    previous_clean: ArrayT | None = None
    previous_gap = 0.0
    for index in range(steps):
        alpha, sigma = schedule.alpha_sigma(timesteps[index])
        next_alpha, next_sigma = schedule.alpha_sigma(timesteps[index + 1])
        clean = alpha * x - sigma * predict(x, timesteps[index])  # v = alpha noise - sigma x_0
        if next_sigma == 0.0:
            x = clean
        else:
            gap = _log_snr(next_alpha, next_sigma) - _log_snr(alpha, sigma)
            direction = clean
            if previous_clean is not None and order > 1:
                ratio = gap / (2.0 * previous_gap)  # 1 / (2 r) with r = previous_gap / gap
                direction = (1.0 + ratio) * clean - ratio * previous_clean
            x = (next_sigma / sigma) * x - next_alpha * math.expm1(-gap) * direction
            previous_clean, previous_gap = clean, gap
        if on_step is not None:
            on_step(index + 1, steps)
    return x


def _log_snr(alpha: float, sigma: float) -> float:
    return math.log(alpha) - math.log(sigma)
