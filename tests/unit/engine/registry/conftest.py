"""An empty workspace, or an empty folder, for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.registry import Workspace


@pytest.fixture(scope="session")
def empty_workspace_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("template") / "workspace"
    Workspace.create(root).close()
    return root


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "room"
    folder.mkdir()
    return folder


@pytest.fixture
def workspace(empty_workspace_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    root = tmp_path / "ワークスペース"
    shutil.copytree(empty_workspace_folder, root)
    with Workspace.open(root) as opened:
        yield opened
