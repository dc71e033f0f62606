import torch

from engine.diffusion.noise_schedule import DEFAULT_SCHEDULER, NoiseSchedule
from engine.diffusion.velocity import NoisyBatch, add_noise

SCHEDULE = NoiseSchedule.from_config(DEFAULT_SCHEDULER)


def noised(clean: torch.Tensor, seed: int = 0) -> NoisyBatch:
    return add_noise(clean, SCHEDULE, torch.Generator().manual_seed(seed))


def test_every_equal_part_of_the_schedule_is_met_once() -> None:
    for seed in range(5):
        timesteps = noised(torch.zeros(10, 1, 2, 2), seed).timesteps
        assert sorted((timesteps // 100).tolist()) == list(range(10))


def test_the_clean_picture_follows_from_noisy_picture_and_velocity() -> None:
    clean = torch.randn(8, 3, 4, 4, generator=torch.Generator().manual_seed(1))
    batch = noised(clean)
    signal = torch.from_numpy(SCHEDULE.alphas_cumprod)[batch.timesteps].view(-1, 1, 1, 1)
    alpha, sigma = signal.sqrt(), (1 - signal).sqrt()
    found = alpha * batch.noisy - sigma * batch.velocity
    torch.testing.assert_close(found.float(), clean, atol=1e-5, rtol=1e-5)


def test_the_same_random_source_gives_the_same_batch() -> None:
    clean = torch.ones(4, 1, 2, 2)
    assert torch.equal(noised(clean).noisy, noised(clean).noisy)
    assert not torch.equal(noised(clean).noisy, noised(clean, seed=1).noisy)
