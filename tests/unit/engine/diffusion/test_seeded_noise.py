import numpy as np

from engine.diffusion.seeded_noise import seeded_noise

SHAPE = (4, 16, 16)


def test_a_row_depends_on_its_own_seed_alone() -> None:
    together = seeded_noise(np.array([5, 2**61, 7]), SHAPE)
    assert together.dtype == np.float32
    np.testing.assert_array_equal(together[1], seeded_noise(np.array([2**61]), SHAPE)[0])
    assert not np.array_equal(together[0], together[2])


def test_it_is_standard_normal() -> None:
    noise = seeded_noise(np.arange(100), SHAPE)
    assert abs(float(noise.mean())) < 0.01
    assert abs(float(noise.std()) - 1) < 0.01


def test_no_seed_gives_no_rows() -> None:
    assert seeded_noise(np.empty(0, np.int64), SHAPE).shape == (0, *SHAPE)
