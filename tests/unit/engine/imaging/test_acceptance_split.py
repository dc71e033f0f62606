"""The sealed part of a product's photographs."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from engine.contract.job_context import SilentContext
from engine.imaging.acceptance_split import AcceptanceSplit, split_acceptance
from engine.imaging.duplicates import find_duplicates
from engine.imaging.folder_scan import scan_folder
from tests.support.pictures import encoded, picture, write_classes


def _split(root: Path) -> AcceptanceSplit:
    records = scan_folder(str(root), SilentContext()).records
    return split_acceptance(records, find_duplicates(records, SilentContext()))


@pytest.mark.parametrize(("images", "expected"), [(4, 1), (8, 2), (12, 4), (15, 4), (40, 8)])
def test_share_of_a_class(tmp_path: Path, images: int, expected: int) -> None:
    assert len(_split(write_classes(tmp_path / "p", {"good": images})).files) == expected


def test_choice_hangs_on_content_and_not_on_the_place(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 20, "bad": 20})
    elsewhere = write_classes(tmp_path / "q", {"good": 20, "bad": 20})
    split = _split(root)
    assert split == _split(elsewhere)
    assert Counter(file.split("/")[0] for file in split.files) == {"good": 4, "bad": 4}


def _write_frames(folder: Path, first_seed: int, scenes: int, frames: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for scene in range(scenes):
        for frame in range(frames):
            moved = picture(first_seed + scene, 96, 64).astype(int) + frame
            data = encoded(np.clip(moved, 0, 255).astype(np.uint8), "PNG")
            (folder / f"{scene:02d}_{frame}.png").write_bytes(data)


def test_near_duplicates_stay_on_one_side(tmp_path: Path) -> None:
    _write_frames(tmp_path / "p" / "good", 0, scenes=10, frames=3)
    split = _split(tmp_path / "p")
    scenes = Counter(file.split("/")[1][:2] for file in split.files)
    assert set(scenes.values()) == {3}
    assert len(split.files) == 6
    assert split.leaking_classes == ()


def test_class_of_one_scene_is_split_and_named(tmp_path: Path) -> None:
    _write_frames(tmp_path / "p" / "good", 0, scenes=1, frames=12)
    split = _split(tmp_path / "p")
    assert len(split.files) == 4
    assert split.leaking_classes == ("good",)
