"""The stamp tells a complete installation of this state from anything else."""

import shutil
from pathlib import Path

import pytest

from installer.stamp import FILE_NAME, Stamp, fingerprint

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "工場 ライン"
    shutil.copytree(ROOT / "installer", root / "installer")
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    stamp = Stamp(python="cpython 3.12", place="/ライン 1/.venv", runtime="abc", is_qt_ready=True)
    stamp.write(tmp_path)
    assert Stamp.read(tmp_path) == stamp


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"other": 1}'])
def test_a_missing_or_damaged_stamp_counts_as_none(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    assert Stamp.read(tmp_path) is None


def test_the_fingerprint_changes_with_the_lock(checkout: Path) -> None:
    before = fingerprint(checkout)
    lock = checkout / "installer" / "requirements.lock"
    lock.write_text(lock.read_text(encoding="utf-8") + "one-more==1.0\n", encoding="utf-8")
    assert fingerprint(checkout) != before


def test_the_fingerprint_changes_with_the_installer(checkout: Path) -> None:
    before = fingerprint(checkout)
    (checkout / "installer" / "torch_choice.py").write_text("", encoding="utf-8")
    assert fingerprint(checkout) != before


def test_a_tools_setting_does_not_cause_a_new_installation(checkout: Path) -> None:
    before = fingerprint(checkout)
    settings = checkout / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("line-length = 100", "line-length = 99"), encoding="utf-8")
    assert fingerprint(checkout) == before
    settings.write_text(text.replace('version = "0.1.0"', 'version = "0.2.0"'), encoding="utf-8")
    assert fingerprint(checkout) != before
