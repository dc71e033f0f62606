"""Groups of timesteps of like difficulty, by their signal-to-noise ratio."""

import numpy as np

from engine.diffusion.noise_schedule import NoiseSchedule

#: Decibels between which the groups are of equal width. Above, a picture is finished, and samplers
#: stop there; below, all that is left to see is which noise it was.
MOST_DECIBELS, LEAST_DECIBELS = 14.0, -20.0


def decibels(schedule: NoiseSchedule) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """SNR(t) = 10 log10(alpha_t² / sigma_t²) of every timestep, (T,), falling.

    Li et al. 2023 (arXiv 2312.13307), section 3.
    """
    signal = schedule.alphas_cumprod
    return 10.0 * np.log10(signal / (1.0 - signal))


def snr_groups(schedule: NoiseSchedule, count: int) -> tuple[int, ...]:
    """The first timestep of each of `count` groups, rising, so from the least noise to the most.

    The groups are of equal width in decibels between `LEAST_DECIBELS` and `MOST_DECIBELS`; what
    lies outside belongs to the first and to the last one.
    """
    cuts = np.linspace(MOST_DECIBELS, LEAST_DECIBELS, count + 1)[1:-1]
    falling = decibels(schedule)
    return (0, *(int(np.searchsorted(-falling, -cut)) for cut in cuts))


def group_of(timestep: int, firsts: tuple[int, ...]) -> int:
    """The place of the group that a timestep belongs to."""
    return int(np.searchsorted(firsts, timestep, side="right")) - 1


def group_shares(firsts: tuple[int, ...], timesteps: "tuple[int, ...]") -> tuple[float, ...]:
    """The share of these timesteps, such as a sampler's, that each group has."""
    places = [group_of(timestep, firsts) for timestep in timesteps]
    return tuple(places.count(place) / len(places) for place in range(len(firsts)))
