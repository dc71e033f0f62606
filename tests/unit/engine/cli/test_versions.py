from dataclasses import replace

from engine.registry import Workspace
from tests.support.registry_builders import add_product, new_version


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
