"""Workspaces with products and versions that really draw and recognise."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.registry import Version, Workspace
from tests.support.deployed_versions import commit_version
from tests.support.registry_builders import add_product


@pytest.fixture(scope="session")
def empty_workspace_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("template") / "workspace"
    Workspace.create(root).close()
    return root


@pytest.fixture
def workspace(empty_workspace_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    root = tmp_path / "ワークスペース"
    shutil.copytree(empty_workspace_folder, root)
    with Workspace.open(root) as opened:
        yield opened


@pytest.fixture
def bracket_version(workspace: Workspace) -> Version:
    """Version 1 knows the product ブラケット (128 by 96 pixels) with the classes 良品 and 傷."""
    add_product(workspace, "ブラケット", ("良品", "傷"))
    return commit_version(workspace, [("ブラケット", "良品"), ("ブラケット", "傷")], seed=0)
