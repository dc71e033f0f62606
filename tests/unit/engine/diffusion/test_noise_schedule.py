from itertools import pairwise

import numpy as np
import pytest
from diffusers import DDIMScheduler

from engine.diffusion.noise_schedule import DEFAULT_SCHEDULER, LEAST_SIGMA, NoiseSchedule


def test_it_is_the_schedule_that_diffusers_reads_from_the_same_configuration() -> None:
    theirs = DDIMScheduler.from_config(DEFAULT_SCHEDULER)
    ours = NoiseSchedule.from_config(DEFAULT_SCHEDULER)
    np.testing.assert_allclose(ours.alphas_cumprod, theirs.alphas_cumprod.numpy(), rtol=2e-4)


def test_signal_falls_and_signal_and_noise_power_sum_to_one() -> None:
    schedule = NoiseSchedule.from_config(DEFAULT_SCHEDULER)
    assert schedule.timesteps == 1000
    assert np.all(np.diff(schedule.alphas_cumprod) < 0)
    alpha, sigma = schedule.alpha_sigma(400)
    assert alpha**2 + sigma**2 == pytest.approx(1.0)
    assert schedule.alpha_sigma(-1) == (1.0, 0.0)


@pytest.mark.parametrize("steps", [1, 4, 7, 10, 12, 50])
def test_sampling_goes_from_all_noise_to_the_least_at_which_the_network_is_asked(
    steps: int,
) -> None:
    schedule = NoiseSchedule.from_config(DEFAULT_SCHEDULER)
    timesteps = schedule.sampling_timesteps(steps)
    assert len(timesteps) == steps
    assert timesteps[0] == 999
    assert all(later < earlier for earlier, later in pairwise(timesteps))
    if steps > 1:
        assert schedule.alpha_sigma(timesteps[-1])[1] >= LEAST_SIGMA
        assert schedule.alpha_sigma(timesteps[-1] - 1)[1] < LEAST_SIGMA


def test_an_unknown_schedule_is_named() -> None:
    with pytest.raises(ValueError, match="'sigmoid'"):
        NoiseSchedule.from_config({**DEFAULT_SCHEDULER, "beta_schedule": "sigmoid"})


@pytest.mark.parametrize("kind", ["linear", "scaled_linear"])
def test_straight_schedules_are_those_of_diffusers(kind: str) -> None:
    config = {"num_train_timesteps": 1000, "beta_schedule": kind}
    config |= {"beta_start": 0.00085, "beta_end": 0.012}
    theirs = DDIMScheduler(**config).alphas_cumprod.numpy()
    ours = NoiseSchedule.from_config(config).alphas_cumprod
    np.testing.assert_allclose(ours, theirs, rtol=1e-4)
