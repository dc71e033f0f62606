from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.operations.output_folder import prepare_empty_folder
from engine.registry import Workspace


def test_an_empty_folder_is_made_or_taken(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "出力" / "new"
    assert prepare_empty_folder(workspace, folder) == folder
    assert prepare_empty_folder(workspace, folder) == folder
    assert folder.is_dir()


def test_a_folder_that_holds_something_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "theirs.txt").write_text("theirs")
    with pytest.raises(UserFixableError, match=r"holds other files \(theirs.txt \.\.\.\)"):
        prepare_empty_folder(workspace, tmp_path / "out")


def test_a_file_is_no_folder(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserFixableError, match="cannot be made"):
        prepare_empty_folder(workspace, tmp_path / "file")
