"""Provenance inside PNG files."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.contract.errors import UserFixableError
from engine.imaging.decode import decode_image
from engine.imaging.png_provenance import encode_png, read_provenance, write_png
from tests.support.pictures import encoded, picture

PROVENANCE = {
    "pilotline:product": "ブラケット A",
    "pilotline:class": "Kratzer ü",
    "pilotline:seed": "12345678901234567890",
    "pilotline:synthetic": "true",
}


@pytest.mark.parametrize("is_gray", [False, True])
def test_written_provenance_is_read_back_and_pixels_are_untouched(
    tmp_path: Path, *, is_gray: bool
) -> None:
    pixels = picture(1)[..., 0] if is_gray else picture(1)
    path = tmp_path / "生成 1.png"
    write_png(path, pixels, PROVENANCE)

    assert read_provenance(path) == PROVENANCE
    decoded = decode_image(path)
    assert decoded.is_gray == is_gray
    assert np.array_equal(decoded.pixels[..., 0] if is_gray else decoded.pixels, pixels)
    assert [file.name for file in tmp_path.glob("*.p*")] == ["生成 1.png"]


def test_other_programs_read_it_too(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    write_png(path, picture(1), PROVENANCE)
    with Image.open(path) as image:
        image.load()
        assert dict(image.text) == PROVENANCE


def test_files_without_provenance_have_none(tmp_path: Path) -> None:
    for name, data in (
        ("a.png", encode_png(picture(1))),
        ("b.jpg", encoded(picture(1), "JPEG")),
        ("c.txt", b"text"),
    ):
        (tmp_path / name).write_bytes(data)
        assert read_provenance(tmp_path / name) == {}


def test_unwritable_place_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserFixableError, match="could not be written"):
        write_png(tmp_path / "missing" / "a.png", picture(1), {})


def test_entries_that_png_cannot_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="not a PNG text entry"):
        encode_png(picture(1), {"x" * 80: "too long"})
