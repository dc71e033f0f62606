"""Decoding: every accepted format, upright, in 8-bit RGB, or a reason."""

import contextlib
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.contract.errors import UserFixableError
from engine.imaging import image_header
from engine.imaging.decode import UnreadableImageError, decode_bytes, decode_image
from tests.support.pictures import encoded, picture

FORMATS = {
    "jpeg": {"format_name": "JPEG", "quality": 95},
    "progressive": {"format_name": "JPEG", "progressive": True},
    "png": {"format_name": "PNG"},
    "bmp": {"format_name": "BMP"},
    "tiff": {"format_name": "TIFF"},
    "tiff-lzw": {"format_name": "TIFF", "compression": "tiff_lzw"},
    "webp": {"format_name": "WEBP", "quality": 95},
    "webp-lossless": {"format_name": "WEBP", "lossless": True},
}


def _file(name: str, **more: object) -> bytes:
    return encoded(picture(3), **FORMATS[name], **more)


@pytest.mark.parametrize("name", FORMATS)
def test_accepted_formats_give_rgb_pixels(name: str) -> None:
    image = decode_bytes(_file(name))

    assert (image.width, image.height, image.frames) == (48, 32, 1)
    assert image.pixels.shape == (32, 48, 3)
    assert image.pixels.dtype == np.uint8
    assert not image.is_gray
    assert np.abs(image.pixels.astype(int) - picture(3)).mean() < 6


@pytest.mark.parametrize("name", FORMATS)
def test_files_cut_off_anywhere_are_refused(name: str) -> None:
    data = _file(name)
    for length in {len(data) - 1, len(data) - 8, len(data) * 9 // 10, len(data) // 2, 60, 4, 1}:
        with pytest.raises(UnreadableImageError):
            decode_bytes(data[:length])


def test_content_counts_and_the_extension_does_not(tmp_path: Path) -> None:
    path = tmp_path / "写真 über.txt"
    path.write_bytes(_file("png"))

    assert np.array_equal(decode_image(path).pixels, picture(3))


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_undone(format_name: str, orientation: int) -> None:
    upright = np.zeros((32, 48, 3), dtype=np.uint8)
    upright[:16, :24] = (250, 10, 10)
    upright[:16, 24:] = (10, 250, 10)
    upright[16:, :24] = (10, 10, 250)
    undo = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.swapaxes(0, 1),
        6: lambda a: np.rot90(a, 1),
        7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
        8: lambda a: np.rot90(a, -1),
    }
    stored = np.ascontiguousarray(undo[orientation](upright))
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"tiffinfo": {0x0112: orientation}} if format_name == "TIFF" else {"exif": exif}

    image = decode_bytes(encoded(stored, format_name, **options))

    assert (image.width, image.height) == (48, 32)
    assert np.abs(image.pixels.astype(int) - upright).mean() < 6


def test_gray_files_and_gray_looking_colour_files_are_gray() -> None:
    gray = picture(1)[..., 0]
    for data in (encoded(gray, "PNG"), encoded(np.repeat(gray[..., None], 3, axis=2), "PNG")):
        image = decode_bytes(data)
        assert image.is_gray
        assert np.array_equal(image.pixels[..., 2], gray)


def test_sixteen_bit_files_match_their_eight_bit_twin() -> None:
    gray = picture(2)[..., 1]
    wide = gray.astype(np.uint16) * 257
    assert np.array_equal(decode_bytes(encoded(wide, "PNG")).pixels[..., 0], gray)
    assert np.array_equal(decode_bytes(encoded(wide, "TIFF")).pixels[..., 0], gray)


def test_sixteen_bit_colour_and_transparency() -> None:
    stored = np.zeros((4, 4, 4), dtype=np.uint16)
    stored[..., 2] = 65535  # OpenCV's order: blue, green, red, alpha
    stored[:2, :, 3] = 65535
    pixels = decode_bytes(cv2.imencode(".png", stored)[1].tobytes()).pixels

    assert pixels[0, 0].tolist() == [255, 0, 0]
    assert pixels[3, 0].tolist() == [128, 128, 128]


def test_transparency_shows_middle_gray() -> None:
    rgba = np.dstack([picture(5), np.full((32, 48), 255, np.uint8)])
    rgba[10:20, 10:20, 3] = 0
    for format_name in ("PNG", "TIFF"):
        pixels = decode_bytes(encoded(rgba, format_name)).pixels
        assert (pixels[10:20, 10:20] == 128).all()
        assert np.array_equal(pixels[:10], picture(5)[:10])


def test_gray_with_transparency_stays_gray_in_png_and_tiff() -> None:
    stored = np.full((6, 6, 2), 200, dtype=np.uint8)
    stored[:3, :, 1] = 0
    stored[3:, :, 1] = 255
    for format_name in ("PNG", "TIFF"):
        image = decode_bytes(encoded(stored, format_name))
        assert image.is_gray
        assert image.pixels[0, 0, 0] == 128
        assert image.pixels[5, 0, 0] == 200


def test_palette_and_cmyk_keep_their_colours() -> None:
    source = Image.fromarray(picture(7))
    for image, format_name in (
        (source.convert("P"), "PNG"),
        (source.convert("P"), "TIFF"),
        (source.convert("P"), "BMP"),
        (source.convert("CMYK"), "TIFF"),
        (source.convert("CMYK"), "JPEG"),
    ):
        buffer = BytesIO()
        image.save(buffer, format_name, **({"quality": 98} if format_name == "JPEG" else {}))
        got = decode_bytes(buffer.getvalue()).pixels.astype(int)
        assert np.abs(got - np.asarray(image.convert("RGB"))).mean() < 4, (image.mode, format_name)


def test_several_pictures_in_one_file_give_the_first() -> None:
    first, second = (Image.fromarray(picture(seed)) for seed in (1, 2))
    buffer = BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=[second])
    image = decode_bytes(buffer.getvalue())

    assert image.frames == 2
    assert np.array_equal(image.pixels, picture(1))


def test_too_many_pixels_are_refused_before_they_are_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(image_header, "LARGEST_PIXELS", 1_000_000)
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("the pixels were decoded"))
    with pytest.raises(UnreadableImageError, match="too large: 2000 x 1000"):
        decode_bytes(encoded(np.zeros((1000, 2000), np.uint8), "PNG"))


def test_floating_point_pixels_are_refused() -> None:
    with pytest.raises(UnreadableImageError, match="8 or 16 bits"):
        decode_bytes(encoded(np.ones((8, 8), np.float32), "TIFF"))


def test_damaged_png_is_refused() -> None:
    data = bytearray(_file("png"))
    data[len(data) // 2] ^= 0x5A
    with pytest.raises(UnreadableImageError, match="damaged"):
        decode_bytes(bytes(data))


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserFixableError, match="could not be read"):
        decode_image(tmp_path / "gone.png")


def test_random_damage_never_ends_in_a_crash() -> None:
    rng = np.random.default_rng(0)
    for name in ("png", "bmp", "tiff", "webp", "tiff-lzw"):
        data = _file(name)
        for _ in range(40):
            damaged = bytearray(data)
            for _ in range(3):
                damaged[rng.integers(0, min(len(data), 200))] = rng.integers(256)
            with contextlib.suppress(UnreadableImageError):
                decode_bytes(bytes(damaged))
