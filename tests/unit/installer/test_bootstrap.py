"""The bootstrap's own file: which Pythons it takes, and that any Python 3 can read it."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

BOOTSTRAP = Path(__file__).resolve().parents[3] / "installer" / "bootstrap.py"


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_by_path", BOOTSTRAP)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_supported_pythons_are_taken(bootstrap: ModuleType, minor: int) -> None:
    assert bootstrap.python_problem(3, minor, True) == ""


@pytest.mark.parametrize("minor", [6, 10, 14])
def test_other_pythons_get_a_sentence_that_names_them(bootstrap: ModuleType, minor: int) -> None:
    sentence = bootstrap.python_problem(3, minor, True)
    assert "3.11, 3.12 or 3.13" in sentence
    assert f"this is Python 3.{minor}." in sentence


def test_32_bits_are_refused(bootstrap: ModuleType) -> None:
    assert "64-bit" in bootstrap.python_problem(3, 12, False)


def test_python_3_6_can_read_the_file() -> None:
    ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_it_starts_from_any_folder_and_explains_itself(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(BOOTSTRAP), "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "--torch-index" in done.stdout


def test_wrong_usage_ends_with_status_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(BOOTSTRAP), "fly"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "fly" in done.stderr
