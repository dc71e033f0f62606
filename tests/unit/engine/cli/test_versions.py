from dataclasses import replace
from pathlib import Path

from engine.registry import Workspace
from tests.support.deployed_versions import commit_version
from tests.support.registry_builders import add_product, new_version
from tests.support.replayed_versions import commit_replayed, replay_of


def two_versions(root) -> None:
    with Workspace.open(root) as workspace:
        add_product(workspace, "Bracket")
        add_product(workspace, "歯車")
        workspace.versions.commit(new_version(workspace, "Bracket"))
        workspace.versions.commit(new_version(workspace, "Bracket", "歯車", parent=1))


def test_versions_are_listed_with_parents_and_products(run, root) -> None:
    assert run("versions", "list", "--workspace", root, "--json").answer == {"versions": []}
    two_versions(root)
    first, second = run("versions", "list", "--workspace", root, "--json").answer["versions"]
    assert (first["number"], first["parent"], first["products"]) == (1, None, ["Bracket"])
    assert (second["number"], second["parent"]) == (2, 1)
    assert second["products"] == ["Bracket", "歯車"]
    assert (second["state"], second["active"]) == ("candidate", False)
    assert "歯車" in run("versions", "list", "--workspace", root).stdout


def test_a_version_shows_everything_recorded(run, root) -> None:
    two_versions(root)
    answer = run("versions", "show", "2", "--workspace", root, "--json").answer
    assert answer["classes"][1] == {"product": "歯車", "class": "OK", "label": 1}
    assert answer["metrics"]["fidelity"]["Bracket"] == 12.5
    assert answer["verdict"] == ["Everything passed."]
    assert answer["lineage"] == {"sampler": "ddim"}
    assert "Everything passed." in run("versions", "show", "2", "--workspace", root).stdout


def replayed_versions(root) -> None:
    """Version 2 replayed two classes of version 1; version 3 the same, by a forged record."""
    with Workspace.open(root) as workspace:
        add_product(workspace, "ブラケット", ("良品", "傷"))
        add_product(workspace, "Flange")
        first = commit_version(workspace, [("ブラケット", "良品"), ("ブラケット", "傷")])
        record = replay_of(workspace, first)
        commit_replayed(workspace, first, record)
        commit_replayed(workspace, first, record, images_sha256="00" * 32)
        commit_replayed(
            workspace, first, record, images_sha256="00" * 32, runtime={**record.runtime, "os": "?"}
        )


def test_a_version_names_its_photographs_and_its_replay(run, root) -> None:
    replayed_versions(root)
    answer = run("versions", "show", "2", "--workspace", root, "--json").answer
    assert answer["new_images"] == [{"product": "Flange", "class": "OK", "sha256": "ab" * 32}]
    replay = answer["replay"]
    assert (replay["teacher_version"], replay["drawn"], replay["kept"]) == (1, 6, 4)
    assert replay["classes"][1] == {
        "product_name": "ブラケット",
        "class_name": "傷",
        "label": 1,
        "drawn": 3,
        "kept": 2,
    }
    assert len(replay["sampler"]["timesteps"]) == 2
    text = run("versions", "show", "2", "--workspace", root).stdout
    assert "1 new photographs: Flange 1" in text
    assert "4 of 6 pictures by the teacher of version 1, DPM-Solver++ in 2 steps" in text
    before = run("versions", "show", "1", "--workspace", root, "--json").answer
    assert (before["new_images"], before["replay"]) == (None, None)


def test_a_replay_is_redrawn_and_compared_with_its_record(run, root, tmp_path) -> None:
    replayed_versions(root)
    line = ("versions", "show", "--workspace", root, "--redraw-replay")
    answer = run(*line, tmp_path / "two", "2", "--json").answer
    assert (answer["redrawn"], answer["exact"]) == (4, True)
    assert answer["digest"] == answer["recorded_digest"]
    assert len(list(Path(answer["folder"]).rglob("*.png"))) == 4
    assert "redrawn exactly" in run(*line, tmp_path / "again", "2").stdout
    forged = run(*line, tmp_path / "three", "3", "--json")
    assert (forged.code, forged.answer["exact"]) == (0, False)
    said = run(*line, tmp_path / "said", "3").stdout
    assert "differs from what was recorded: the runtime is the same" in said
    said = run(*line, tmp_path / "other", "4").stdout
    assert "differs from what was recorded: other runtime: os none instead of ?" in said


def test_a_replay_that_cannot_be_redrawn_is_refused(run, root, tmp_path) -> None:
    replayed_versions(root)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "theirs").write_text("x")
    for number, folder, word in (
        ("1", "new", "no manifest"),
        ("2", "full", "Choose an empty folder"),
        ("9", "new", "There is no version 9"),
    ):
        options = ("--redraw-replay", tmp_path / folder, "--workspace", root, "--json")
        outcome = run("versions", "show", number, *options)
        assert outcome.code == 1
        assert word in outcome.answer["error"]
        assert "log" not in outcome.answer


def test_an_unknown_version_is_refused(run, root) -> None:
    for line in (
        ["versions", "show", "7"],
        ["versions", "compare", "7", "8"],
        ["versions", "approve", "7"],
        ["export", "7", "--format", "onnx", "--out", root / "x"],
    ):
        outcome = run(*line, "--workspace", root, "--json")
        assert outcome.code == 1, line
        assert "7" in outcome.answer["error"]
        assert "log" not in outcome.answer, outcome.answer


def test_without_a_version_nothing_is_generated_recognised_or_rolled_back(run, root) -> None:
    for line in (
        ["generate", "--product", "A", "--count", "1", "--out", root / "x"],
        ["recognise", root / "x.png"],
        ["rollback"],
    ):
        outcome = run(*line, "--workspace", root, "--json")
        assert outcome.code == 1, line
        assert "log" not in outcome.answer, outcome.answer


def test_the_matrix_shows_every_product_in_every_version(run, root) -> None:
    def figures(retention: float | None, *, is_new: bool) -> dict[str, object]:
        return {"retention": retention, "is_new": is_new, "usefulness": 0.8, "recall": 0.5}

    learned = {"Bracket": figures(1.0, is_new=True)}
    kept = {
        "Bracket": {**figures(0.93, is_new=False), "retention_interval": [0.9, 0.96]},
        "歯車": figures(None, is_new=False),
    }
    with Workspace.open(root) as workspace:
        for name in ("Bracket", "歯車"):
            add_product(workspace, name)
        first = replace(new_version(workspace, "Bracket"), metrics={"products": learned})
        second = new_version(workspace, "Bracket", "歯車", parent=1)
        workspace.versions.commit(first)
        workspace.versions.commit(replace(second, metrics={"products": kept}))
    text = run("versions", "matrix", "--workspace", root).stdout
    bracket, gear = text.splitlines()[-2:]
    assert gear.startswith("歯車")
    assert "new" in bracket
    assert "93.0 % (90 to 96)" in bracket
    assert "unverified" in gear
    line = ("versions", "matrix", "--measure", "recall", "--workspace", root)
    assert "50.0 %" in run(*line).stdout
    answer = run("versions", "matrix", "--workspace", root, "--json").answer
    assert answer["products"]["Bracket"]["2"]["retention"] == 0.93
    assert answer["products"]["Bracket"]["1"]["usefulness"] == 0.8
    assert "1" not in answer["products"]["歯車"]
