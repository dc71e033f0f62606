"""Depth, transparency and rotation of pixels."""

import numpy as np
import pytest

from engine.imaging.pixel_conversion import has_colour, over_backdrop, to_8_bit, turn_upright


@pytest.mark.parametrize("depth", [10, 12, 14, 16])
def test_values_are_scaled_by_the_bits_that_are_used(depth: int) -> None:
    highest = (1 << depth) - 1
    scaled = to_8_bit(np.array([[0, highest // 2, highest]], dtype=np.uint16))
    assert scaled.tolist() == [[0, 127, 255]]


def test_dark_exposure_stays_dark() -> None:
    scaled = to_8_bit(np.array([[0, 5000, 20000]], dtype=np.uint16))
    assert scaled[0, 2] == round(20000 / 65535 * 255)


def test_narrow_band_is_spread() -> None:
    scaled = to_8_bit(np.array([[28000, 29500, 31000]], dtype=np.uint16))
    assert scaled.tolist() == [[0, 128, 255]]


def test_constant_picture_keeps_its_brightness() -> None:
    assert to_8_bit(np.full((2, 2), 32896, dtype=np.uint16)).tolist() == [[128, 128], [128, 128]]


def test_half_transparent_mixes_with_middle_gray() -> None:
    colour = np.full((1, 2, 3), 255, dtype=np.uint8)
    mixed = over_backdrop(colour, np.array([[255, 128]], dtype=np.uint8))
    assert mixed[0, 0].tolist() == [255, 255, 255]
    assert mixed[0, 1].tolist() == [192, 192, 192]


def test_quarter_turns_swap_the_sides() -> None:
    pixels = np.arange(6, dtype=np.uint8).reshape(2, 3, 1).repeat(3, axis=2)
    assert turn_upright(pixels, 6)[..., 0].tolist() == [[3, 0], [4, 1], [5, 2]]
    assert turn_upright(pixels, 8)[..., 0].tolist() == [[2, 5], [1, 4], [0, 3]]


def test_one_coloured_pixel_is_colour() -> None:
    pixels = np.full((4, 4, 3), 7, dtype=np.uint8)
    assert not has_colour(pixels)
    pixels[1, 1, 2] = 8
    assert has_colour(pixels)
