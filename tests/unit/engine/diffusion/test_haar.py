import numpy as np
import pytest
import torch

from engine.diffusion.haar import haar, inverse_haar


@pytest.fixture
def images() -> np.ndarray:
    return np.random.default_rng(0).standard_normal((3, 3, 16, 8))


@pytest.mark.parametrize("levels", [0, 1, 2, 3])
def test_the_inverse_gives_the_images_back(images: np.ndarray, levels: int) -> None:
    coefficients = haar(images, levels)
    assert coefficients.shape == (3, 3 * 4**levels, 16 // 2**levels, 8 // 2**levels)
    np.testing.assert_allclose(inverse_haar(coefficients, levels), images, atol=1e-12)


def test_lengths_and_angles_stay_as_they_are(images: np.ndarray) -> None:
    before = images.reshape(3, -1)
    after = haar(images, 2).reshape(3, -1)
    np.testing.assert_allclose(after @ after.T, before @ before.T)


@pytest.mark.parametrize("levels", [1, 2])
def test_numpy_and_torch_compute_the_same(images: np.ndarray, levels: int) -> None:
    coefficients = haar(images, levels)
    np.testing.assert_array_equal(haar(torch.from_numpy(images), levels).numpy(), coefficients)
    back = inverse_haar(torch.from_numpy(coefficients), levels).numpy()
    np.testing.assert_array_equal(back, inverse_haar(coefficients, levels))


def test_an_even_picture_is_all_in_its_average_band() -> None:
    coefficients = haar(np.ones((1, 3, 8, 8)), 2)
    np.testing.assert_allclose(coefficients[:, :3], 4.0)
    np.testing.assert_allclose(coefficients[:, 3:], 0.0)
