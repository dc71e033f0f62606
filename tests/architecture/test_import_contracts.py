"""The import contracts of pyproject.toml hold, and each catches a violation planted in a copy."""

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.architecture

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("desktop_app", "engine")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]


@dataclass(frozen=True, kw_only=True)
class Plant:
    """One line that one contract must refuse."""

    contract: str
    #: A package, into whose __init__.py it goes, or a file, which is made when it is not there.
    place: str
    line: str


PLANTS = [
    Plant(
        contract="desktop-above-engine", place="engine/imaging", line="import desktop_app.settings"
    ),
    Plant(contract="engine-layers", place="engine/diffusion", line="import engine.training"),
    Plant(contract="engine-layers", place="engine/generators", line="import engine.recognition"),
    Plant(contract="engine-layers", place="engine/stray.py", line="FIFTY = 50"),
    Plant(
        contract="desktop-layers", place="desktop_app/item_models", line="import desktop_app.pages"
    ),
    Plant(contract="desktop-layers", place="desktop_app/stray.py", line="FIFTY = 50"),
    Plant(contract="engine-without-qt", place="engine/imaging", line="import PySide6.QtCore"),
    Plant(
        contract="desktop-without-heavy-libraries",
        place="desktop_app/presenters",
        line="def late() -> None:\n    import torch",
    ),
    Plant(
        # Not by name, but by way of a package that loads it.
        contract="desktop-without-heavy-libraries",
        place="desktop_app/presenters",
        line="import engine.operations.update",
    ),
    Plant(contract="three-doors", place="desktop_app/presenters", line="import engine.imaging"),
    Plant(
        contract="three-doors",
        place="desktop_app/engine_bridge",
        line="from engine.operations.check import run_check",
    ),
    Plant(contract="light-facts", place="engine/registry", line="import torch"),
    Plant(contract="contract-alone", place="engine/contract", line="import numpy"),
    Plant(
        contract="private-tables",
        place="engine/operations",
        line="from engine.registry import tables",
    ),
    Plant(
        contract="bridge-only",
        place="desktop_app/pages",
        line="from engine.registry import Workspace",
    ),
    Plant(
        contract="bridge-only",
        place="desktop_app/presenters",
        line="from engine.worker import launch",
    ),
]


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        # The copy's packages are to be found, not the installed ones.
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    for package in PACKAGES:
        only_code = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(ROOT / package, folder / package, ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.slow
def test_every_contract_holds(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_has_a_plant() -> None:
    assert {plant.contract for plant in PLANTS} == {contract["id"] for contract in CONTRACTS}


@pytest.mark.slow
@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.contract}: {plant.line}")
def test_a_planted_violation_is_caught(copy: Path, plant: Plant) -> None:
    file = copy / plant.place
    if file.suffix != ".py":
        file /= "__init__.py"
    before = file.read_bytes() if file.exists() else None
    try:
        file.write_text((before or b"").decode() + f"\n{plant.line}\n", encoding="utf-8")
        done = lint(copy, "--contract", plant.contract)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout, done.stdout + done.stderr
