"""Each process loads what it is meant to and nothing heavier, seen in a fresh interpreter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.architecture

ROOT = Path(__file__).resolve().parents[2]
COMPUTING = {"torch", "diffusers", "onnxruntime", "onnx", "scipy"}
PIXELS = {"cv2", "PIL"}
QT = {"PySide6", "shiboken6"}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("desktop_app.application", COMPUTING | {"cv2"}),
        # The first thing to run must be quick: it sets up what must be set before anything loads.
        ("desktop_app.__main__", COMPUTING | PIXELS | QT | {"sqlalchemy"}),
        ("engine.contract.commands", COMPUTING | PIXELS | QT | {"sqlalchemy", "numpy"}),
        ("engine.registry", COMPUTING | PIXELS | QT),
        ("engine.cli.main", COMPUTING | PIXELS | QT),
        ("engine.worker.launch", COMPUTING | PIXELS | QT),
        ("engine.worker.service", COMPUTING | QT),
        ("engine.operations.dispatch", COMPUTING | QT),
        # The interactive worker generates and goes back beside a running update: without torch.
        ("engine.inference.generation", {"torch", "diffusers"} | QT),
        ("engine.inference.canary", {"torch", "diffusers"} | QT),
    ],
)
def test_importing_loads_nothing_unwanted(module: str, unwanted: set[str]) -> None:
    assert loaded_by(f"import {module}") & unwanted == set()
