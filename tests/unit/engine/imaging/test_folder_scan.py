"""One pass over every file of a folder."""

import hashlib
from pathlib import Path

import pytest

from engine.contract.errors import CancelRequested, UserFixableError
from engine.contract.job_context import Progress, SilentContext
from engine.imaging.folder_scan import scan_folder
from tests.support.pictures import encoded, picture, tree_state, write_classes, write_picture


def test_records_carry_what_registration_needs(tmp_path: Path) -> None:
    path = write_picture(tmp_path / "p" / "good" / "a.png", 1)
    (record,) = scan_folder(str(tmp_path / "p"), SilentContext()).records

    assert record.path == path
    assert record.path.is_absolute()
    assert (record.file, record.class_name) == ("good/a.png", "good")
    assert record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert record.size_bytes == path.stat().st_size
    assert (record.width, record.height, record.is_gray) == (48, 32, False)


def test_unusable_files_are_refused_by_name(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 1})
    write_picture(root / "stray.png", 9)
    (root / "README.txt").write_text("read me", encoding="utf-8")
    (root / "good" / "empty.jpg").write_bytes(b"")
    (root / "good" / "cut.jpg").write_bytes(encoded(picture(1), "JPEG")[:-50])
    (root / "notes").mkdir()
    (root / "notes" / "list.csv").write_text("a,b", encoding="utf-8")
    scan = scan_folder(str(root), SilentContext())

    reasons = {refused.file: refused.reason for refused in scan.refused}
    assert [record.file for record in scan.records] == ["good/00.png"]
    assert "beside the class folders" in reasons["stray.png"]
    assert "text file" in reasons["README.txt"]
    assert "empty" in reasons["good/empty.jpg"]
    assert "cut off" in reasons["good/cut.jpg"]
    assert scan.barren_folders == ("notes",)


def test_nothing_in_the_folder_changes(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 3, "bad": 3})
    before = tree_state(root)
    scan_folder(str(root), SilentContext())
    assert tree_state(root) == before


def test_classes_are_renamed_and_merged(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"a": 2, "b": 1, "c": 1})
    scan = scan_folder(str(root), SilentContext()).renamed({"a": "scratch", "b": "scratch"})
    assert [record.class_name for record in scan.records] == ["scratch"] * 3 + ["c"]
    with pytest.raises(UserFixableError, match="no class folder 'd'"):
        scan.renamed({"d": "dent"})


def test_progress_and_cancel(tmp_path: Path) -> None:
    steps: list[int] = []

    class Watched(SilentContext):
        def report_progress(self, progress: Progress) -> None:
            steps.append(progress.step)

        def honour_requests(self) -> None:
            if len(steps) == 2:
                raise CancelRequested

    root = write_classes(tmp_path / "p", {"good": 6})
    with pytest.raises(CancelRequested):
        scan_folder(str(root), Watched())
    assert steps == [1, 2]
