"""The noise schedule, in numpy, from the same configuration that diffusers' schedulers read."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Opens as diffusers' `DPMSolverMultistepScheduler`, `DDIMScheduler` or `DDPMScheduler`.
DEFAULT_SCHEDULER: dict[str, Any] = {
    "_class_name": "DDIMScheduler",
    "num_train_timesteps": 1000,
    "beta_schedule": "squaredcos_cap_v2",
    "prediction_type": "v_prediction",
    "timestep_spacing": "trailing",
    "clip_sample": False,
    "set_alpha_to_one": True,
}
#: Noise amplitude below which the network's picture is blended with its input: there the input is
#: the better estimate, and 1 / sigma² as a weight would let the last timesteps outweigh all others.
LEAST_SIGMA = 0.2
_MAX_BETA = 0.999  # diffusers' cap, which keeps the last step's signal above zero


@dataclass(frozen=True)
class NoiseSchedule:
    """A variance-preserving schedule: x_t = alpha_t x_0 + sigma_t noise, alpha² + sigma² = 1."""

    #: (T,) float64, the product of (1 - beta) up to each timestep.
    alphas_cumprod: NDArray[np.float64]

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "NoiseSchedule":
        """Build from a diffusers scheduler configuration.

        Raises:
            ValueError: If it names a schedule that is not known here.
        """
        count = int(config["num_train_timesteps"])
        return cls(np.cumprod(1.0 - _betas(config, count), dtype=np.float64))

    @property
    def timesteps(self) -> int:
        """Number of training timesteps T."""
        return len(self.alphas_cumprod)

    def alpha_sigma(self, timestep: int) -> tuple[float, float]:
        """Signal and noise amplitude; timestep -1 is the clean image."""
        if timestep < 0:
            return 1.0, 0.0
        signal = float(self.alphas_cumprod[timestep])
        return math.sqrt(signal), math.sqrt(1.0 - signal)

    def sampling_timesteps(self, steps: int) -> list[int]:
        """Timesteps evenly from T-1 to the last one with at least `LEAST_SIGMA`.

        Sampling begins at T-1, where all is noise (Lin et al. 2024, section 3.3). At the last one
        the network's picture is taken as it is: steps below would blend it with what noise is left,
        and the pictures would show grain.
        """
        sigmas = np.sqrt(1.0 - self.alphas_cumprod)
        last = int(np.searchsorted(sigmas, LEAST_SIGMA))
        return [round(t) for t in np.linspace(self.timesteps - 1, last, steps).tolist()]


def _betas(config: dict[str, Any], count: int) -> NDArray[np.float64]:
    kind = config["beta_schedule"]
    if kind == "squaredcos_cap_v2":
        return _cosine_betas(count)
    if kind in {"linear", "scaled_linear"}:
        power = 0.5 if kind == "scaled_linear" else 1.0  # Rombach et al. 2022: even in the root
        ends = float(config["beta_start"]) ** power, float(config["beta_end"]) ** power
        betas: NDArray[np.float64] = np.linspace(*ends, count, dtype=np.float64) ** (1.0 / power)
        return betas
    message = f"unknown noise schedule {kind!r}"
    raise ValueError(message)


def _cosine_betas(count: int) -> NDArray[np.float64]:
    """Nichol & Dhariwal 2021, equation 17."""

    def alpha_bar(time: float) -> float:
        return math.cos((time + 0.008) / 1.008 * math.pi / 2) ** 2

    betas = [
        min(1 - alpha_bar((i + 1) / count) / alpha_bar(i / count), _MAX_BETA) for i in range(count)
    ]
    return np.asarray(betas)
