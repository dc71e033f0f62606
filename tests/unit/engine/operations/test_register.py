"""Registering a product."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.contract.errors import UserFixableError
from engine.contract.intake_results import RegisterResult
from engine.contract.job_context import SilentContext
from engine.contract.specs import CheckSpec, FitMode, KeepPolicy, RegisterSpec
from engine.imaging.decode import decode_image
from engine.operations.check import run_check_of_added
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


def test_known_name_says_how_photographs_are_added(tmp_path: Path, workspace: Workspace) -> None:
    root = write_classes(tmp_path / "p", {"good": 4})
    run_register(workspace, _spec(root), SilentContext())
    with pytest.raises(UserFixableError, match=r"add the photographs to it \(--to-existing\)\."):
        run_register(workspace, _spec(root), SilentContext())
    workspace.products.retire("Bracket")
    with pytest.raises(UserFixableError, match="exists already and is retired"):
        run_register(workspace, _spec(root), SilentContext())


class TestMorePhotographs:
    """Photographs added to a registered product."""

    @pytest.fixture
    def root(self, tmp_path: Path, workspace: Workspace) -> Path:
        """The folder of Bracket, which has 10 good ones and 10 with a scratch."""
        root = write_classes(tmp_path / "first", {"good": 10, "scratch": 10})
        run_register(workspace, _spec(root, fit=FitMode.CROP, part_number="B-1"), SilentContext())
        return root

    def _add(self, workspace: Workspace, root: Path, **changes: object) -> RegisterResult:
        return run_register(workspace, _spec(root, to_existing=True, **changes), SilentContext())

    def test_new_ones_are_split_and_the_product_stays_what_it_is(
        self, tmp_path: Path, workspace: Workspace, root: Path
    ) -> None:
        before = workspace.products.get("Bracket")
        sealed = workspace.products.images("Bracket", acceptance=True)
        more = write_classes(tmp_path / "more", {"dent": 10, "good": 5}, 100, width=90, height=90)
        result = self._add(workspace, more, part_number="other", fit=FitMode.PAD)
        product = workspace.products.get("Bracket")
        assert (result.training_images, result.acceptance_images, result.known_images) == (11, 4, 0)
        assert {c.name: c.images for c in product.classes} == {
            "good": 15,
            "scratch": 10,
            "dent": 10,
        }
        for field in ("part_number", "fit", "width", "height", "is_gray", "keep", "images_dir"):
            assert getattr(product, field) == getattr(before, field)
        now_sealed = workspace.products.images("Bracket", acceptance=True)
        assert now_sealed[: len(sealed)] == sealed
        assert all(image.artifact for image in now_sealed)
        assert Counter(i.class_name for i in now_sealed[len(sealed) :]) == {"dent": 3, "good": 1}

    def test_a_product_that_keeps_nothing_seals_nothing_of_what_is_added(
        self, tmp_path: Path, workspace: Workspace
    ) -> None:
        first = write_classes(tmp_path / "first", {"good": 8})
        run_register(workspace, _spec(first, keep=KeepPolicy.NOTHING), SilentContext())
        more = write_classes(tmp_path / "more", {"good": 8}, 100)
        assert self._add(workspace, more).acceptance_images == 0

    def test_the_same_folder_with_more_in_it_adds_what_is_new(
        self, workspace: Workspace, root: Path
    ) -> None:
        for number in range(3):
            write_picture(root / "good" / f"later {number}.png", 200 + number)
        result = self._add(workspace, root)
        assert result.training_images + result.acceptance_images == 3
        assert result.known_images == 20
        assert result.report.problems == ()
        assert "Registered with this product already, so left out: 20." in result.report.warnings

    def test_nothing_new_is_said_and_changes_nothing(
        self, tmp_path: Path, workspace: Workspace, root: Path
    ) -> None:
        copy = tmp_path / "copy"
        for file in (root / "good").iterdir():
            pixels = decode_image(file).pixels
            (copy / "good").mkdir(parents=True, exist_ok=True)
            # Other bytes, the same picture.
            (copy / "good" / f"{file.stem}.bmp").write_bytes(encoded(pixels, "BMP"))
        before = workspace.products.images("Bracket"), workspace.activity.list()
        for folder in (root, copy):
            with pytest.raises(UserFixableError, match="nothing in this folder that 'Bracket'"):
                self._add(workspace, folder)
        assert (workspace.products.images("Bracket"), workspace.activity.list()) == before

    @pytest.mark.parametrize("is_source_gone", [False, True])
    def test_a_picture_known_under_another_class_is_reported_and_left_out(
        self, tmp_path: Path, workspace: Workspace, root: Path, is_source_gone: bool
    ) -> None:
        more = write_classes(tmp_path / "more", {"dent": 5}, 100)
        shutil.copy(root / "good" / "03.png", more / "dent" / "same.png")
        if is_source_gone:
            root.rename(root.with_name("gone"))
        result = self._add(workspace, more)
        assert result.training_images + result.acceptance_images == 5
        assert result.report.label_conflicts == ((str(root / "good" / "03.png"), "dent/same.png"),)

    def test_what_resembles_an_acceptance_photograph_is_not_learned_and_the_reverse(
        self, tmp_path: Path, workspace: Workspace, root: Path
    ) -> None:
        images = workspace.products.images("Bracket")
        good = [image for image in images if image.class_name == "good"]
        more = write_classes(tmp_path / "more", {"good": 12}, 100)
        resembling = {}
        for image in (
            next(image for image in good if image.is_acceptance),
            *[image for image in good if not image.is_acceptance][:5],
        ):
            lighter = np.clip(decode_image(Path(image.source_path)).pixels.astype(int) + 2, 0, 255)
            name = f"like {Path(image.source_path).name}"
            (more / "good" / name).write_bytes(encoded(lighter.astype(np.uint8), "PNG"))
            resembling[name] = image.is_acceptance
        result = self._add(workspace, more)
        assert len(result.report.near_duplicates) == 6
        added = {Path(i.source_path).name: i for i in workspace.products.images("Bracket")}
        assert {name: added[name].is_acceptance for name in resembling} == resembling

    def test_few_more_of_a_known_class_are_enough_and_of_a_new_one_are_not(
        self, tmp_path: Path, workspace: Workspace, root: Path
    ) -> None:
        assert self._add(workspace, write_classes(tmp_path / "a", {"good": 1}, 100)).report
        with pytest.raises(UserFixableError, match="'dent' has 2 photographs"):
            self._add(workspace, write_classes(tmp_path / "b", {"dent": 2, "good": 4}, 200))
        assert workspace.products.get("Bracket").images == 21

    def test_unknown_and_retired_products_are_refused(
        self, tmp_path: Path, workspace: Workspace, root: Path
    ) -> None:
        more = write_classes(tmp_path / "more", {"good": 4}, 100)
        with pytest.raises(UserFixableError, match=r"no product 'Brakket'.*'Bracket'"):
            self._add(workspace, more, name="Brakket")
        workspace.products.retire("Bracket")
        with pytest.raises(UserFixableError, match="retired and takes no more"):
            self._add(workspace, more)

    def test_a_check_beforehand_says_the_same(
        self, tmp_path: Path, workspace: Workspace, root: Path
    ) -> None:
        write_picture(root / "good" / "later.png", 200)
        spec = CheckSpec(images_dir=str(root), product_name="Bracket")
        report = run_check_of_added(workspace, spec, SilentContext())
        assert len(report.known) == 20
        assert self._add(workspace, root).report == report

    def test_a_gray_product_warns_of_colour(self, tmp_path: Path, workspace: Workspace) -> None:
        first = tmp_path / "gray"
        first.mkdir()
        for seed in range(6):
            (first / f"{seed}.png").write_bytes(encoded(picture(seed)[..., 0], "PNG"))
        run_register(workspace, _spec(first, name="Gear"), SilentContext())
        result = self._add(workspace, write_classes(tmp_path / "p", {"OK": 5}, 50), name="Gear")
        assert any("'Gear' are gray" in warning for warning in result.report.warnings)
        assert workspace.products.get("Gear").is_gray
