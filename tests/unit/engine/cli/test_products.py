import shutil


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
    assert "A" in outcome.stderr


def test_an_unknown_product_is_refused_with_the_known_ones(run, photographs, root) -> None:
    run("product", "add", "Gear", "--images", photographs, "--workspace", root)
    outcome = run("product", "show", "Geer", "--workspace", root)
    assert outcome.code == 1
    assert "Gear" in outcome.stderr
