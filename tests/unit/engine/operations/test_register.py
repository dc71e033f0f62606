"""Registering a product."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import FitMode, KeepPolicy, RegisterSpec
from engine.imaging.decode import decode_image
from engine.operations.register import run_register
from engine.registry import Workspace
from tests.support.pictures import encoded, picture, tree_state, write_classes, write_picture


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "workspace") as opened:
        yield opened


def _spec(root: Path, **changes: object) -> RegisterSpec:
    settings: dict[str, object] = {"name": "Bracket", "images_dir": str(root), **changes}
    return RegisterSpec(**settings)  # type: ignore[arg-type]


def test_product_and_manifest_are_written(tmp_path: Path, workspace: Workspace) -> None:
    root = write_classes(tmp_path / "写真", {"good": 12, "scratch": 9})
    result = run_register(
        workspace,
        _spec(root, name=" ブラケット ", part_number=" P-1 ", fit=FitMode.CROP),
        SilentContext(),
    )
    product = workspace.products.get("ブラケット")

    assert result.product_name == "ブラケット"
    assert (product.part_number, product.fit) == ("P-1", FitMode.CROP)
    assert (product.width, product.height, product.is_gray) == (48, 32, False)
    assert {item.name: item.images for item in product.classes} == {"good": 12, "scratch": 9}
    assert (result.acceptance_images, result.training_images) == (7, 14)
    assert len(workspace.products.images("ブラケット", acceptance=True)) == 7


def test_acceptance_images_are_stored_upright_and_small(
    tmp_path: Path, workspace: Workspace
) -> None:
    root = tmp_path / "p"
    for seed in range(6):
        write_picture(root / f"{seed}.png", seed, width=640, height=320)
    run_register(workspace, _spec(root), SilentContext())

    images = workspace.products.images("Bracket", acceptance=True)
    assert len(images) == 2
    for image in images:
        assert image.artifact is not None
        stored = decode_image(workspace.artifacts.path(image.artifact))
        assert (stored.width, stored.height) == (256, 128)
    assert all(i.artifact is None for i in workspace.products.images("Bracket", acceptance=False))


def test_small_acceptance_images_are_stored_exactly(tmp_path: Path, workspace: Workspace) -> None:
    root = tmp_path / "p"
    root.mkdir()
    for seed in range(6):
        (root / f"{seed}.png").write_bytes(encoded(picture(seed)[..., 0], "PNG"))
    run_register(workspace, _spec(root), SilentContext())
    for image in workspace.products.images("Bracket", acceptance=True):
        stored = decode_image(workspace.artifacts.path(str(image.artifact)))
        assert stored.is_gray
        assert np.array_equal(stored.pixels, decode_image(Path(image.source_path)).pixels)


@pytest.mark.parametrize("keep", [KeepPolicy.STATISTICS, KeepPolicy.NOTHING])
def test_other_policies_keep_no_image(
    tmp_path: Path, workspace: Workspace, keep: KeepPolicy
) -> None:
    root = write_classes(tmp_path / "p", {"good": 8})
    result = run_register(workspace, _spec(root, keep=keep), SilentContext())
    assert (result.acceptance_images, result.training_images) == (0, 8)
    assert list(workspace.artifacts.stored()) == []
    assert workspace.products.get("Bracket").keep is keep


def test_repetitions_and_conflicts_are_left_out(tmp_path: Path, workspace: Workspace) -> None:
    root = write_classes(tmp_path / "p", {"bad": 6, "good": 6})
    write_picture(root / "bad" / "repeated.png", 0)
    write_picture(root / "good" / "conflict.png", 1)
    result = run_register(workspace, _spec(root), SilentContext())

    names = {Path(i.source_path).name for i in workspace.products.images("Bracket")}
    assert result.acceptance_images + result.training_images == 11
    assert names.isdisjoint({"repeated.png", "conflict.png"})
    assert len(result.report.usable) == 14


def test_classes_are_renamed_and_merged(tmp_path: Path, workspace: Workspace) -> None:
    root = write_classes(tmp_path / "p", {"a": 4, "b": 4, "c": 4})
    run_register(workspace, _spec(root, class_names=(("a", "傷"), ("b", "傷"))), SilentContext())
    classes = {item.name: item.images for item in workspace.products.get("Bracket").classes}
    assert classes == {"傷": 8, "c": 4}


def test_source_folder_may_be_read_only_and_stays_as_it_is(
    tmp_path: Path, workspace: Workspace
) -> None:
    root = write_classes(tmp_path / "p", {"good": 6})
    folders = [root, root / "good"]
    for path in [*folders, *root.rglob("*.png")]:
        path.chmod(0o555 if path in folders else 0o444)
    before = tree_state(root)
    try:
        run_register(workspace, _spec(root), SilentContext())
        assert tree_state(root) == before
    finally:
        for path in folders:
            path.chmod(0o755)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "product name is empty"),
        ({"name": "a\nb"}, "cannot be shown"),
        ({"name": "x" * 81}, "longer than 80"),
        ({"class_names": (("good", " "),)}, "class name is empty"),
        ({"class_names": (("nope", "x"),)}, "no class folder 'nope'"),
    ],
)
def test_unusable_names_are_refused(
    tmp_path: Path, workspace: Workspace, changes: dict[str, object], sentence: str
) -> None:
    root = write_classes(tmp_path / "p", {"good": 4})
    with pytest.raises(UserFixableError, match=sentence):
        run_register(workspace, _spec(root, **changes), SilentContext())
    assert workspace.products.list() == []


def test_known_name_is_refused_before_the_folder_is_read(
    tmp_path: Path, workspace: Workspace
) -> None:
    root = write_classes(tmp_path / "p", {"good": 4})
    run_register(workspace, _spec(root), SilentContext())
    with pytest.raises(UserFixableError, match="'Bracket' exists already"):
        run_register(workspace, _spec(tmp_path / "missing", name="BRACKET"), SilentContext())


def test_too_few_photographs_are_refused(tmp_path: Path, workspace: Workspace) -> None:
    root = write_classes(tmp_path / "p", {"good": 6, "dent": 2})
    with pytest.raises(UserFixableError, match="'dent' has 2 photographs"):
        run_register(workspace, _spec(root), SilentContext())
    assert workspace.products.list() == []


def test_photographs_too_alike_to_keep_apart_are_noted(
    tmp_path: Path, workspace: Workspace
) -> None:
    notes: list[str] = []

    class Noting(SilentContext):
        def note(self, message: str) -> None:
            notes.append(message)

    root = tmp_path / "p"
    root.mkdir()
    for frame in range(9):
        moved = np.clip(picture(1, 96, 64).astype(int) + frame, 0, 255).astype(np.uint8)
        (root / f"{frame}.png").write_bytes(encoded(moved, "PNG"))
    run_register(workspace, _spec(root), Noting())
    assert len(notes) == 1
    assert "so alike" in notes[0]
