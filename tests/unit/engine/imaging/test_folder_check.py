"""The report on a folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.intake_results import CheckReport
from engine.contract.job_context import SilentContext
from engine.contract.specs import CheckSpec
from engine.imaging.decode import decode_image
from engine.imaging.folder_check import check_folder
from tests.support.pictures import encoded, picture, tree_state, write_classes, write_picture


def _check(root: Path) -> CheckReport:
    return check_folder(CheckSpec(images_dir=str(root)), SilentContext())


def test_sound_folder_has_nothing_to_report(tmp_path: Path) -> None:
    report = _check(write_classes(tmp_path / "p", {"good": 8, "scratch": 9}))
    assert len(report.usable) == 17
    assert [(item.name, item.images) for item in report.classes] == [("good", 8), ("scratch", 9)]
    assert (report.width, report.height, report.is_gray) == (48, 32, False)
    assert report.refused == ()
    assert report.warnings == ()
    assert report.problems == ()


def test_few_photographs_warn_and_too_few_are_a_problem(tmp_path: Path) -> None:
    report = _check(write_classes(tmp_path / "p", {"good": 8, "dent": 5, "scratch": 3}))
    assert any("'dent' has only 5" in warning for warning in report.warnings)
    assert len(report.problems) == 1
    assert "'scratch' has 3 photographs" in report.problems[0]


def test_repetitions_do_not_count_towards_enough(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 3})
    write_picture(root / "good" / "again.png", 0)
    report = _check(root)
    assert report.duplicates == (("good/00.png", "good/again.png"),)
    assert report.classes[0].images == 4
    assert len(report.problems) == 1


def test_no_usable_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.txt").write_text("x", encoding="utf-8")
    report = _check(tmp_path / "p")
    assert report.problems == ("None of the 1 files is a usable photograph.",)


def test_mixed_sizes_tiny_gray_and_deep_files_are_told(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 8})
    write_picture(root / "good" / "more" / "large.png", 50, width=80, height=60)
    write_picture(root / "good" / "tiny.png", 51, width=6, height=6)
    (root / "good" / "gray.png").write_bytes(encoded(picture(52)[..., 0], "PNG"))
    text = " ".join(_check(root).warnings)
    assert "3 different sizes; 48 x 32 is the commonest (9 of 11)" in text
    assert "tiny.png" in text
    assert "1 of 11 photographs are gray" in text
    assert "good/more/large.png" in text


def test_wrapped_class_folders_are_pointed_out(tmp_path: Path) -> None:
    write_classes(tmp_path / "p" / "export", {"good": 5, "bad": 5})
    assert "choose that folder instead" in " ".join(_check(tmp_path / "p").warnings)


def test_folder_without_usable_photographs_is_told(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 8})
    (root / "docs").mkdir()
    (root / "docs" / "a.txt").write_text("x", encoding="utf-8")
    assert "No usable photograph, so no class: docs." in _check(root).warnings


def test_previews_are_small_and_elsewhere(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 4, "bad": 4})
    write_picture(root / "good" / "big.png", 77, width=600, height=300)
    before = tree_state(root)
    spec = CheckSpec(
        images_dir=str(root), thumbnails_dir=str(tmp_path / "cache"), thumbnails_per_class=5
    )
    report = check_folder(spec, SilentContext())

    previews = {item.name: item.thumbnails for item in report.classes}
    assert len(previews["good"]) == 5
    assert len(previews["bad"]) == 4
    sizes = {(i.width, i.height) for i in map(decode_image, map(Path, previews["good"]))}
    assert sizes == {(48, 32), (128, 64)}
    assert tree_state(root) == before


def test_previews_inside_the_source_folder_are_refused(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 4})
    spec = CheckSpec(images_dir=str(root), thumbnails_dir=str(root / "previews"))
    with pytest.raises(UserFixableError, match="nothing is ever written"):
        check_folder(spec, SilentContext())


def test_problem_files_and_training_pictures_are_previewed_on_request(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 8, "dent": 8})
    write_picture(root / "good" / "again.png", 0)
    (root / "good" / "broken.png").write_bytes(b"no picture")
    before = tree_state(root)
    thumbnails = tmp_path / "t"
    spec = CheckSpec(images_dir=str(root), thumbnails_dir=str(thumbnails))
    report = check_folder(spec, SilentContext())
    previews = {item.file: Path(item.thumbnail) for item in report.previews}
    assert {"good/00.png", "good/again.png"} <= set(previews)
    assert "good/broken.png" not in previews
    assert all(file.is_file() for file in previews.values())
    training = report.training
    assert training is not None
    # The photographs are 48 pixels wide: a first update would take squares of 64.
    assert training.size == 64
    assert len(training.padded) == len(training.cropped) == 6
    for file in (*training.padded, *training.cropped):
        assert decode_image(Path(file)).pixels.shape[:2] == (64, 64)
    assert set(training.padded).isdisjoint(training.cropped)
    assert tree_state(root) == before
    # A second look makes nothing anew, and another size is its own picture.
    made = tree_state(thumbnails)
    assert check_folder(spec, SilentContext()) == report
    assert tree_state(thumbnails) == made
    smaller = check_folder(replace(spec, training_size=32), SilentContext()).training
    assert smaller is not None
    assert smaller.size == 32


def test_nothing_is_previewed_unless_asked_for(tmp_path: Path) -> None:
    report = _check(write_classes(tmp_path / "p", {"good": 8}))
    assert report.previews == ()
    assert report.training is None
