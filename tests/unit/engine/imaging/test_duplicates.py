"""Equal and nearly equal photographs."""

from pathlib import Path

import cv2
import numpy as np

from engine.contract.job_context import SilentContext
from engine.imaging.duplicates import DuplicateReport, find_duplicates
from engine.imaging.folder_scan import scan_folder
from tests.support.pictures import encoded, picture, write_classes, write_picture


def _report(root: Path) -> DuplicateReport:
    return find_duplicates(scan_folder(str(root), SilentContext()).records, SilentContext())


def test_different_photographs_are_not_paired(tmp_path: Path) -> None:
    report = _report(write_classes(tmp_path / "p", {"good": 12, "bad": 12}))
    assert report.duplicates == report.near_duplicates == report.label_conflicts == ()
    assert report.left_out == frozenset()
    assert len(set(report.groups.values())) == 24


def test_equal_pixels_in_different_files_are_repetitions(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 2})
    (root / "good" / "99.bmp").write_bytes(encoded(picture(0), "BMP"))
    report = _report(root)
    assert report.duplicates == (("good/00.png", "good/99.bmp"),)
    assert report.left_out == {"good/99.bmp"}


def test_equal_pictures_under_two_labels_are_a_conflict_and_left_out(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"bad": 2, "good": 2})
    write_picture(root / "good" / "x.png", 0)
    report = _report(root)
    assert report.label_conflicts == (("bad/00.png", "good/x.png"),)
    assert report.left_out == {"bad/00.png", "good/x.png"}
    assert report.duplicates == ()


def test_re_encoded_resized_and_brightened_copies_are_near(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 3})
    original = picture(0, 96, 64)
    brighter = np.clip(original.astype(int) + 4, 0, 255).astype(np.uint8)
    (root / "good" / "00.png").write_bytes(encoded(original, "PNG"))
    (root / "good" / "a.jpg").write_bytes(encoded(original, "JPEG", quality=80))
    (root / "good" / "b.png").write_bytes(encoded(brighter, "PNG"))
    (root / "good" / "c.png").write_bytes(
        encoded(cv2.resize(original, (72, 48), interpolation=cv2.INTER_AREA), "PNG")
    )
    report = _report(root)
    assert {pair[1] for pair in report.near_duplicates} == {
        "good/a.jpg",
        "good/b.png",
        "good/c.png",
    }
    assert (
        len({report.groups[f"good/{name}"] for name in ("00.png", "a.jpg", "b.png", "c.png")}) == 1
    )


def test_plain_noisy_pictures_are_not_near_duplicates(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for index in range(60):
        noisy = np.clip(rng.normal(120, 3, (40, 24)), 0, 255).astype(np.uint8)
        path = tmp_path / "p" / "good" / f"{index}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encoded(noisy, "PNG"))
    assert _report(tmp_path / "p").near_duplicates == ()


def test_same_scene_with_another_part_is_not_near(tmp_path: Path) -> None:
    scene = picture(0, 128, 96)
    for name, colour in (("red", (220, 30, 30)), ("green", (30, 220, 30))):
        photograph = scene.copy()
        photograph[40:60, 50:70] = colour
        path = tmp_path / "p" / name / "a.png"
        path.parent.mkdir(parents=True)
        path.write_bytes(encoded(photograph, "PNG"))
    assert _report(tmp_path / "p").near_duplicates == ()
