import shutil

import cv2
import numpy as np

from engine.registry import ActivationKind, ProductState, Workspace
from tests.support.registry_builders import new_version


def tree(folder) -> dict[str, tuple[int, float]]:
    return {
        str(file.relative_to(folder)): (file.stat().st_size, file.stat().st_mtime_ns)
        for file in folder.rglob("*")
    }


def test_check_needs_no_workspace_and_names_every_file(run, photographs) -> None:
    outcome = run("check", photographs, "--json")
    assert outcome.code == 0
    answer = outcome.answer
    assert len(answer["usable"]) == 16
    (refused,) = answer["refused"]
    assert refused["file"].endswith("broken.png")
    assert refused["reason"]
    assert answer["duplicates"] == []
    assert answer["label_conflicts"] == []


def test_check_finds_equal_pictures_under_two_class_names(run, photographs) -> None:
    shutil.copy(photographs / "良品" / "画像0.png", photographs / "scratch" / "copy.png")
    shutil.copy(photographs / "良品" / "画像1.png", photographs / "良品" / "again.png")
    answer = run("check", photographs, "--json").answer
    assert {"良品/画像0.png", "scratch/copy.png"} in [set(p) for p in answer["label_conflicts"]]
    assert {"良品/画像1.png", "良品/again.png"} in [set(p) for p in answer["duplicates"]]


def test_check_reads_well_for_a_person(run, photographs) -> None:
    outcome = run("check", photographs)
    assert "良品" in outcome.stdout
    assert "16 usable images" in outcome.stdout
    assert "broken.png" in outcome.stdout


def test_a_folder_that_is_not_there_is_refused(run, tmp_path, root) -> None:
    assert run("check", tmp_path / "none").code == 1
    outcome = run("product", "add", "A", "--images", tmp_path / "none", "--workspace", root)
    assert outcome.code == 1
    assert "none" in outcome.stderr


def test_an_empty_folder_cannot_be_registered(run, tmp_path, root) -> None:
    (tmp_path / "empty").mkdir()
    line = ["product", "add", "A", "--images", tmp_path / "empty", "--workspace", root, "--json"]
    outcome = run(*line)
    assert outcome.code == 1
    assert outcome.answer["error"]


def test_a_product_is_registered_listed_and_shown(run, photographs, root) -> None:
    before = tree(photographs)
    added = run(
        "product",
        "add",
        "ブラケット A",
        "--images",
        photographs,
        "--part-number",
        "部品-1",
        "--keep",
        "acceptance",
        "--workspace",
        root,
        "--json",
    )
    assert added.code == 0, added.stderr
    assert added.answer["product"] == "ブラケット A"
    assert added.answer["training_images"] + added.answer["acceptance_images"] == 16
    assert tree(photographs) == before, "a source folder is only read"

    (product,) = run("product", "list", "--workspace", root, "--json").answer["products"]
    assert product["name"] == "ブラケット A"
    assert product["part_number"] == "部品-1"
    assert product["state"] == "registered"
    assert {c["name"]: c["images"] for c in product["classes"]} == {"良品": 8, "scratch": 8}

    shown = run("product", "show", "ブラケット A", "--workspace", root, "--json").answer
    assert (shown["width"], shown["height"]) == (32, 24)
    assert shown["versions"] == []
    assert "部品-1" in run("product", "show", "ブラケット A", "--workspace", root).stdout


def test_a_name_is_taken_once(run, photographs, root) -> None:
    line = ["product", "add", "A", "--images", photographs, "--workspace", root]
    assert run(*line).code == 0
    outcome = run(*line)
    assert outcome.code == 1
    assert "'A' exists already" in outcome.stderr
    assert "--to-existing" in outcome.stderr


def test_photographs_are_added_to_a_product_and_wait(run, photographs, root) -> None:
    line = ["product", "add", "Gear", "--images", photographs, "--workspace", root]
    first = run(*line, "--json").answer
    for index in range(12):
        pixels = np.full((24, 32, 3), 20 * index, dtype=np.uint8)
        pixels[:, index : index + 8] = 255
        folder = photographs / "dent"
        folder.mkdir(exist_ok=True)
        (folder / f"{index}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    before = tree(photographs)
    added = run(*line, "--to-existing", "--json")
    assert added.code == 0, added.stderr
    assert added.answer["new_images"] == 12
    assert added.answer["known_images"] == 16
    assert added.answer["acceptance_images"] == 4
    assert tree(photographs) == before

    (product,) = run("product", "list", "--workspace", root, "--json").answer["products"]
    waiting = first["training_images"] + 8
    assert product["waiting_images"] == waiting
    assert {c["name"]: c["images"] for c in product["classes"]}["dent"] == 12
    shown = run("product", "show", "Gear", "--workspace", root).stdout
    assert f"{waiting} photographs wait for the next update" in shown
    assert f"registered, {waiting} waiting" in run("product", "list", "--workspace", root).stdout

    again = run(*line, "--to-existing")
    assert again.code == 1
    assert "nothing in this folder that 'Gear' does not have already" in again.stderr


def test_what_belongs_to_the_product_cannot_be_given_with_more_photographs(
    run, photographs, root
) -> None:
    line = ["product", "add", "Gear", "--images", photographs, "--workspace", root]
    run(*line)
    for option in (["--keep", "nothing"], ["--fit", "crop"], ["--part-number", ""]):
        outcome = run(*line, "--to-existing", *option)
        assert outcome.code == 1
        assert "the product's own" in outcome.stderr


def test_a_product_is_retired_with_a_reason_and_where_it_is_known_is_told(
    run, photographs, root
) -> None:
    for name in ("Gear", "Bracket"):
        run("product", "add", name, "--images", photographs, "--workspace", root)
    with Workspace.open(root) as workspace:
        for parent in (None, 1):
            workspace.versions.commit(new_version(workspace, "Gear", parent=parent))
            workspace.versions.activate((parent or 0) + 1, ActivationKind.APPROVAL)
    outcome = run("product", "retire", "Gear", "--reason", "生産終了", "--workspace", root)
    assert outcome.code == 0
    assert "Gear is retired: later updates leave it out." in outcome.stdout
    assert "Version 2, which is active, still knows it until" in outcome.stdout
    assert "Going back to versions that know it stays possible: 1." in outcome.stdout
    with Workspace.open(root) as workspace:
        assert workspace.products.get("Gear").state is ProductState.RETIRED
        last = workspace.activity.list()[0]
        assert (last.action, last.subject, last.reason) == ("product.retired", "Gear", "生産終了")

    again = run("product", "retire", "Gear", "--workspace", root)
    assert again.code == 1
    assert "retired already" in again.stderr
    unknown = run("product", "retire", "Bracket", "--workspace", root, "--json").answer
    assert unknown["versions"] == []
    assert unknown["active_version_knows_it"] is False


def test_an_unknown_product_is_refused_with_the_known_ones(run, photographs, root) -> None:
    run("product", "add", "Gear", "--images", photographs, "--workspace", root)
    outcome = run("product", "show", "Geer", "--workspace", root)
    assert outcome.code == 1
    assert "Gear" in outcome.stderr
