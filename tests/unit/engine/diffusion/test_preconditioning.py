import pytest
import torch

from engine.diffusion.noise_schedule import DEFAULT_SCHEDULER, NoiseSchedule
from engine.diffusion.preconditioning import Preconditioning, PredictionConversion

SCHEDULE = NoiseSchedule.from_config(DEFAULT_SCHEDULER)
DEVIATION = (2.0, 0.1)
COUNT = 100_000


class Drawn:
    """Many noisy values of a wide and a narrow band, and what the network should say of them."""

    def __init__(self, timestep: int) -> None:
        randomness = torch.Generator().manual_seed(0)
        self.spread = torch.tensor(DEVIATION).view(1, 2, 1, 1)
        self.clean = torch.randn(1, 2, 1, COUNT, generator=randomness) * self.spread
        noise = torch.randn(1, 2, 1, COUNT, generator=randomness)
        self.alpha, self.sigma = SCHEDULE.alpha_sigma(timestep)
        self.noisy = self.alpha * self.clean + self.sigma * noise
        self.velocity = self.alpha * noise - self.sigma * self.clean
        factors = Preconditioning(SCHEDULE, DEVIATION)(torch.tensor([timestep]))
        self.c_in, self.c_skip, self.c_out = factors

    def told(self, answer: torch.Tensor) -> torch.Tensor:
        """The velocity that follows from a raw network's answer."""
        return self.c_skip * self.noisy + self.c_out * answer


@pytest.mark.parametrize("timestep", [10, 300, 700, 990])
def test_the_networks_input_has_variance_one(timestep: int) -> None:
    drawn = Drawn(timestep)
    variance = (drawn.c_in * drawn.noisy).var(dim=3).flatten()
    torch.testing.assert_close(variance, torch.ones(2), rtol=0.02, atol=0.0)


@pytest.mark.parametrize("timestep", [300, 700, 990])
def test_the_network_is_asked_for_the_clean_picture_in_units_of_its_spread(timestep: int) -> None:
    drawn = Drawn(timestep)
    told = drawn.told(drawn.clean / drawn.spread)
    torch.testing.assert_close(told, drawn.velocity, atol=1e-4, rtol=1e-4)


def test_where_hardly_any_noise_is_left_the_factors_stay_small() -> None:
    drawn = Drawn(timestep=5)
    assert drawn.c_skip.max() < 10
    told = drawn.told(drawn.clean / drawn.spread)
    found = drawn.alpha * drawn.noisy - drawn.sigma * told
    assert (found - drawn.clean).square().mean() < (drawn.noisy - drawn.clean).square().mean()


def test_it_adds_nothing_to_a_snapshot() -> None:
    assert Preconditioning(SCHEDULE, DEVIATION).state_dict() == {}


def test_a_velocity_follows_from_noise_and_stays_a_velocity() -> None:
    schedule = NoiseSchedule.from_config(DEFAULT_SCHEDULER)
    clean, noise = torch.randn(3, 2, 4, 4), torch.randn(3, 2, 4, 4)
    timesteps = torch.tensor([5, 500, 900])
    pairs = torch.tensor([schedule.alpha_sigma(t) for t in timesteps.tolist()])
    alpha, sigma = pairs.T.reshape(2, 3, 1, 1, 1)
    noisy, velocity = alpha * clean + sigma * noise, alpha * noise - sigma * clean
    of_noise = PredictionConversion(schedule, "epsilon")
    assert torch.allclose(of_noise(noise, noisy, timesteps), velocity, atol=1e-3)
    of_velocity = PredictionConversion(schedule, "v_prediction")
    assert torch.equal(of_velocity(velocity, noisy, timesteps), velocity)
    assert torch.equal(of_velocity.loss_weight(timesteps), torch.ones(3))
    with pytest.raises(ValueError, match="sample"):
        PredictionConversion(schedule, "sample")
