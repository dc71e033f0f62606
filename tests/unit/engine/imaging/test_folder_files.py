"""Which files of a folder may be photographs, and of which class."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.imaging.folder_files import SINGLE_CLASS, list_folder


def _touch(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return root


def test_sub_folders_are_classes_however_deep_the_file_lies(tmp_path: Path) -> None:
    contents = list_folder(str(_touch(tmp_path / "p", "good/a.png", "scratch/day 1/b.png")))
    assert [(f.file, f.class_name, f.depth) for f in contents.files] == [
        ("good/a.png", "good", 1),
        ("scratch/day 1/b.png", "scratch", 2),
    ]
    assert contents.class_folders == ("good", "scratch")


def test_files_directly_in_the_folder_are_one_class(tmp_path: Path) -> None:
    contents = list_folder(str(_touch(tmp_path / "p", "a.png", "b.png")))
    assert {file.class_name for file in contents.files} == {SINGLE_CLASS}
    assert contents.class_folders == ()


def test_system_files_are_listed_and_system_folders_passed_over(tmp_path: Path) -> None:
    root = _touch(
        tmp_path / "p", "good/a.png", ".DS_Store", "good/Thumbs.db", "__MACOSX/x.png", ".git/config"
    )
    contents = list_folder(str(root))
    assert [file.file for file in contents.files] == ["good/a.png"]
    assert [refused.file for refused in contents.left_out] == [".DS_Store", "good/Thumbs.db"]


def test_accents_typed_on_another_system_name_the_same_class(tmp_path: Path) -> None:
    contents = list_folder(
        str(_touch(tmp_path / "p", unicodedata.normalize("NFD", "Kratzer ü") + "/a.png"))
    )
    assert contents.files[0].class_name == unicodedata.normalize("NFC", "Kratzer ü")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "No folder"),
        ("missing", "does not exist"),
        ("file.txt", "is a file"),
        ("p", "holds no"),
    ],
)
def test_unusable_folders_are_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "p").mkdir()
    with pytest.raises(UserFixableError, match=sentence):
        list_folder(str(tmp_path / name) if name else "")


def test_folder_without_permission_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(UserFixableError, match="cannot be opened: Permission denied"):
        list_folder(str(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_link_back_up_does_not_go_on_for_ever(tmp_path: Path) -> None:
    root = _touch(tmp_path / "p", "good/a.png")
    (root / "good" / "up").symlink_to(root, target_is_directory=True)
    assert [file.file for file in list_folder(str(root)).files] == ["good/a.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    root = _touch(tmp_path / "p", "a.png")
    Path(os.fsdecode(os.fsencode(root) + b"/\xff.png")).write_bytes(b"x")
    contents = list_folder(str(root))
    assert len(contents.files) == 1
    assert "not valid text" in contents.left_out[0].reason
    contents.left_out[0].file.encode("utf-8")
