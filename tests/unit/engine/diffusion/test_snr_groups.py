import numpy as np
import pytest

from engine.diffusion.noise_schedule import DEFAULT_SCHEDULER, NoiseSchedule
from engine.diffusion.snr_groups import decibels, group_of, group_shares, snr_groups

SCHEDULE = NoiseSchedule.from_config(DEFAULT_SCHEDULER)


def test_the_ratio_falls_with_every_timestep_and_is_even_where_signal_equals_noise() -> None:
    falling = decibels(SCHEDULE)
    assert (np.diff(falling) < 0).all()
    middle = int(np.abs(SCHEDULE.alphas_cumprod - 0.5).argmin())
    assert falling[middle] == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize("count", [1, 2, 4, 6])
def test_groups_cover_all_timesteps_in_steps_of_equal_decibels(count: int) -> None:
    firsts = snr_groups(SCHEDULE, count)
    assert firsts[0] == 0
    assert len(firsts) == count
    levels = decibels(SCHEDULE)[list(firsts[1:])]
    assert np.diff(levels) == pytest.approx(-34.0 / count, abs=0.2)
    assert sum(group_shares(firsts, tuple(range(SCHEDULE.timesteps)))) == pytest.approx(1.0)


def test_a_timestep_belongs_to_the_last_group_that_has_begun() -> None:
    firsts = (0, 300, 600)
    assert [group_of(t, firsts) for t in (0, 299, 300, 999)] == [0, 0, 1, 2]
    assert group_shares(firsts, (999, 700, 300, 10)) == (0.25, 0.25, 0.5)
