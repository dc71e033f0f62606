"""The intake against real messy files and what another decoder says of them."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from engine.contract.job_context import SilentContext
from engine.contract.specs import CheckSpec
from engine.imaging.decode import UnreadableImageError, decode_image
from engine.imaging.folder_check import check_folder

pytestmark = pytest.mark.integration

_BESIDE_REPOSITORY = Path(__file__).parents[2].parent / "shared" / "data"
_DATA = Path(os.environ.get("PILOTLINE_DATA", _BESIDE_REPOSITORY)) / "messy_files"
_ACCEPTED = {"JPEG", "MPO", "PNG", "BMP", "TIFF", "WEBP"}
#: Pixels that are meant to differ from Pillow's: transparency, depth, which frame is first.
_OTHER_PIXELS = ("bit_depth_16/", "transparent", "trns", "pil123", "_la.", "delay.png")


def _rows() -> list[dict[str, str]]:
    table = _DATA / "decoder_results.csv"
    if not table.is_file():
        pytest.skip(f"no messy files in {_DATA}; set PILOTLINE_DATA to the folder that has them")
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_everything_that_pillow_refuses_is_refused_with_a_reason() -> None:
    refused = [row["file"] for row in _rows() if row["pillow_13_load"] != "ok"]
    assert refused
    for name in refused:
        with pytest.raises(UnreadableImageError) as caught:
            decode_image(_DATA / name)
        assert len(str(caught.value)) > 10


def test_accepted_formats_load_upright_and_others_are_refused_by_name() -> None:
    for row in _rows():
        if row["pillow_13_load"] != "ok":
            continue
        path = _DATA / row["file"]
        if row["format"] not in _ACCEPTED:
            with pytest.raises(UnreadableImageError):
                decode_image(path)
            continue
        image = decode_image(path)
        with Image.open(path) as opened:
            upright = ImageOps.exif_transpose(opened)
            assert (image.width, image.height) == upright.size, row["file"]
            if not any(part in row["file"] for part in _OTHER_PIXELS):
                expected = np.asarray(upright.convert("RGB")).astype(int)
                assert np.abs(image.pixels - expected).mean() < 1.5, row["file"]
        if row["frames"] != "1" and row["format"] != "WEBP":
            assert image.frames == int(row["frames"])


def test_check_names_every_file_once() -> None:
    rows = _rows()
    report = check_folder(CheckSpec(images_dir=str(_DATA)), SilentContext())
    listed = [*report.usable, *(item.file for item in report.refused)]
    assert len(listed) == len(set(listed))
    assert set(listed) >= {row["file"] for row in rows}
    assert all(item.reason for item in report.refused)
    assert {"README.md", "manifest.csv"} <= {item.file for item in report.refused}
