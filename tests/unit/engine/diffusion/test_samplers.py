import numpy as np
import pytest
import torch
from diffusers import DPMSolverMultistepScheduler

from engine.diffusion.noise_schedule import DEFAULT_SCHEDULER, NoiseSchedule
from engine.diffusion.samplers import sample

SCHEDULE = NoiseSchedule.from_config(DEFAULT_SCHEDULER)


def evenly(steps: int) -> list[int]:
    return SCHEDULE.sampling_timesteps(steps)


def velocity(noisy: torch.Tensor, timestep: int) -> torch.Tensor:
    """Some smooth function of both, in place of a network."""
    return torch.sin(2 * noisy + timestep / 300) - 0.3 * noisy


def noise(seed: int = 0) -> torch.Tensor:
    return torch.randn(2, 3, 4, 4, generator=torch.Generator().manual_seed(seed))


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # diffusers with numpy 2
@pytest.mark.parametrize("steps", [1, 2, 4, 12, 20])
@pytest.mark.parametrize("order", [1, 2])
def test_it_walks_as_the_solver_of_diffusers_does(steps: int, order: int) -> None:
    scheduler = DPMSolverMultistepScheduler.from_config(
        {k: v for k, v in DEFAULT_SCHEDULER.items() if not k.startswith("_")},
        algorithm_type="dpmsolver++",
        solver_order=order,
        euler_at_final=True,
    )
    scheduler.set_timesteps(timesteps=evenly(steps))
    theirs = noise()
    for timestep in scheduler.timesteps:
        theirs = scheduler.step(velocity(theirs, int(timestep)), timestep, theirs).prev_sample
    ours = sample(velocity, noise(), SCHEDULE, evenly(steps), order=order)
    torch.testing.assert_close(ours, theirs, rtol=2e-3, atol=2e-3)


def test_numpy_and_torch_arrive_at_the_same_samples() -> None:
    def predict(noisy: np.ndarray, timestep: int) -> np.ndarray:
        return velocity(torch.from_numpy(noisy), timestep).numpy()

    in_numpy = sample(predict, noise().numpy(), SCHEDULE, evenly(6))
    np.testing.assert_allclose(in_numpy, sample(velocity, noise(), SCHEDULE, evenly(6)), atol=1e-5)


@pytest.mark.parametrize("steps", [1, 5])
def test_a_perfect_network_leads_to_the_one_picture_it_knows(steps: int) -> None:
    picture = noise(seed=1)

    def perfect(noisy: torch.Tensor, timestep: int) -> torch.Tensor:
        alpha, sigma = SCHEDULE.alpha_sigma(timestep)
        return alpha * (noisy - alpha * picture) / sigma - sigma * picture

    torch.testing.assert_close(
        sample(perfect, noise(), SCHEDULE, evenly(steps)), picture, atol=1e-4, rtol=1e-4
    )


def test_every_step_is_told() -> None:
    told: list[tuple[int, int]] = []
    sample(velocity, noise(), SCHEDULE, evenly(3), lambda done, steps: told.append((done, steps)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_network_is_called_where_it_is_told_to_be() -> None:
    asked: list[int] = []

    def remember(noisy: torch.Tensor, timestep: int) -> torch.Tensor:
        asked.append(timestep)
        return velocity(noisy, timestep)

    sample(remember, noise(), SCHEDULE, (999, 640, 77))
    assert asked == [999, 640, 77]
