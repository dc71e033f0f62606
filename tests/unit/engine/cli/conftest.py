"""The command line called in this process, with a workspace and user folders of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from engine.cli.main import main


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def answer(self) -> dict[str, Any]:
        """The one object on stdout."""
        document = json.loads(self.stdout)
        assert isinstance(document, dict)
        return document


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    monkeypatch.delenv("PILOTLINE_WORKSPACE", raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(int(code), captured.out, captured.err)

    return call


@pytest.fixture
def root(tmp_path: Path, run: Run) -> Path:
    """A workspace that was made by `init`."""
    folder = tmp_path / "作業場"
    assert run("init", "--workspace", folder).code == 0
    return folder


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    """Two classes with distinct pictures, one broken file, and a name that is not ASCII."""
    folder = tmp_path / "写真"
    rng = np.random.default_rng(0)
    for class_name in ("良品", "scratch"):
        (folder / class_name).mkdir(parents=True)
        for index in range(8):
            pixels = rng.integers(0, 256, (24, 32, 3), dtype=np.uint8)
            _, data = cv2.imencode(".png", pixels)
            (folder / class_name / f"画像{index}.png").write_bytes(data.tobytes())
    (folder / "scratch" / "broken.png").write_bytes(b"not a picture")
    return folder
