"""The check as an operation."""

from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import CheckSpec
from engine.operations.check import run_check
from tests.support.pictures import write_classes


def test_report_comes_back(tmp_path: Path) -> None:
    root = write_classes(tmp_path / "p", {"good": 4})
    assert len(run_check(CheckSpec(images_dir=str(root)), SilentContext()).usable) == 4


def test_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserFixableError, match="does not exist"):
        run_check(CheckSpec(images_dir=str(tmp_path / "none")), SilentContext())
