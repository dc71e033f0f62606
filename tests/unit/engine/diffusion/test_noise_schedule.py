import numpy as np
import pytest
from diffusers import DDIMScheduler

from engine.diffusion.noise_schedule import DEFAULT_SCHEDULER, NoiseSchedule


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
def test_sampling_starts_at_the_last_timestep_as_in_diffusers(steps: int) -> None:
    scheduler = DDIMScheduler.from_config(DEFAULT_SCHEDULER)
    scheduler.set_timesteps(steps)
    ours = NoiseSchedule.from_config(DEFAULT_SCHEDULER).trailing_timesteps(steps)
    assert ours == scheduler.timesteps.tolist()
    assert ours[0] == 999


def test_an_unknown_schedule_is_named() -> None:
    with pytest.raises(ValueError, match="'linear'"):
        NoiseSchedule.from_config({**DEFAULT_SCHEDULER, "beta_schedule": "linear"})
