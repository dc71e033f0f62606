from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.registry import Workspace, workspace_move
from tests.support.registry_builders import add_product, new_version


@pytest.fixture
def filled(workspace: Workspace) -> Path:
    """A closed workspace with a product and a version in it."""
    add_product(workspace, "ギア")
    workspace.versions.commit(new_version(workspace, "ギア"))
    workspace.close()
    return workspace.root


def _see_that_it_is_whole(workspace: Workspace) -> None:
    assert [product.name for product in workspace.products.list()] == ["ギア"]
    assert workspace.verify(SilentContext()).ok


@pytest.mark.parametrize("is_other_disk", [False, True])
def test_a_moved_workspace_is_whole_and_says_where_it_was(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_other_disk: bool
) -> None:
    if is_other_disk:
        monkeypatch.setattr(workspace_move, "_is_same_disk", lambda *_: False)
    target = tmp_path / "新しい場所" / "workspace"
    with Workspace.move(filled, target) as moved:
        assert moved.root == target
        _see_that_it_is_whole(moved)
        line = moved.activity.list()[0]
        assert (line.action, line.before, line.after) == (
            "workspace.moved",
            str(filled),
            str(target),
        )
    assert not filled.exists()
    assert [item.name for item in target.parent.iterdir()] == ["workspace"]


def test_an_empty_folder_is_a_fine_place(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with Workspace.move(filled, tmp_path / "empty") as moved:
        _see_that_it_is_whole(moved)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("ワークスペース", "is in .* already"),
        ("ワークスペース/deeper", "inside the workspace"),
        ("taken.txt", "is a file"),
        ("full", "is not empty"),
    ],
)
def test_a_place_that_will_not_do_is_refused_and_nothing_moves(
    filled: Path, tmp_path: Path, place: str, sentence: str
) -> None:
    (tmp_path / "taken.txt").touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "report.docx").touch()
    with pytest.raises(UserFixableError, match=sentence):
        Workspace.move(filled, tmp_path / place)
    with Workspace.open(filled) as workspace:
        _see_that_it_is_whole(workspace)


def test_a_copy_that_fails_leaves_the_workspace_where_it_was(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(workspace_move, "_is_same_disk", lambda *_: False)
    monkeypatch.setattr(workspace_move, "_compare", fail)
    with pytest.raises(UserFixableError, match=r"Input/output error\. It is still in"):
        Workspace.move(filled, tmp_path / "new")
    assert not list(tmp_path.glob("new*"))
    with Workspace.open(filled) as workspace:
        _see_that_it_is_whole(workspace)
