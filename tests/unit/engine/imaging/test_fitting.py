"""To the network's square and back."""

import numpy as np
import pytest

from engine.contract.specs import FitMode
from engine.imaging.fitting import fit_to_square, unfit
from tests.support.pictures import picture


@pytest.mark.parametrize(("width", "height"), [(24, 40), (256, 192), (64, 64), (7, 300), (1, 2)])
@pytest.mark.parametrize("size", [32, 64])
def test_padding_and_cutting_it_away_keeps_the_aspect(width: int, height: int, size: int) -> None:
    square = fit_to_square(picture(1, width, height), size, FitMode.PAD)
    back = unfit(square, width, height, FitMode.PAD, is_gray=False)

    assert square.shape == (3, size, size)
    assert square.dtype == np.uint8
    assert max(back.shape[:2]) == size
    assert abs(back.shape[1] - size * width / max(width, height)) <= 1
    assert abs(back.shape[0] - size * height / max(width, height)) <= 1


def test_padding_repeats_the_outermost_pixels() -> None:
    square = fit_to_square(picture(2, 20, 40), 40, FitMode.PAD)
    assert (square[:, :, :10] == square[:, :, 10:11]).all()
    assert (square[:, :, 30:] == square[:, :, 29:30]).all()
    assert np.array_equal(square[:, :, 10:30].transpose(1, 2, 0), picture(2, 20, 40))


def test_crop_takes_the_centre() -> None:
    pixels = picture(3, 60, 40)
    square = fit_to_square(pixels, 40, FitMode.CROP)
    assert np.array_equal(square.transpose(1, 2, 0), pixels[:, 10:50])
    assert unfit(square, 60, 40, FitMode.CROP, is_gray=False).shape == (40, 40, 3)


def test_gray_products_come_back_gray() -> None:
    gray = picture(4, 24, 40)[..., :1].repeat(3, axis=2)
    back = unfit(fit_to_square(gray, 40, FitMode.PAD), 24, 40, FitMode.PAD, is_gray=True)
    assert back.shape == (40, 24)
    assert np.array_equal(back, gray[..., 0])
