"""Drawn on the command line, pictures can leave as a data set straight away."""

import json

import pytest

from engine.registry import Workspace
from tests.support.deployed_versions import commit_version
from tests.support.registry_builders import add_product


@pytest.fixture
def drawing_root(root):
    with Workspace.open(root) as workspace:
        add_product(workspace, "ブラケット", ("良品", "傷"))
        commit_version(workspace, [("ブラケット", "良品"), ("ブラケット", "傷")])
    return root


def _generate(run, root, out, *more):
    line = ["generate", "--product", "ブラケット", "--count", "4", "--version", "1", "--out", out]
    return run(*line, *more, "--workspace", root, "--json")


def test_without_a_format_the_files_are_the_pictures(run, drawing_root, tmp_path):
    answer = _generate(run, drawing_root, tmp_path / "out").answer
    assert len(answer["files"]) == 4
    assert [image["file"] for image in answer["images"]] == answer["files"]


def test_a_format_makes_a_data_set_and_leaves_nothing_in_the_workspace(run, drawing_root, tmp_path):
    outcome = _generate(run, drawing_root, tmp_path / "out", "--format", "coco")
    assert outcome.code == 0
    assert outcome.answer["format"] == "coco"
    file = tmp_path / "out" / "annotations" / "instances_train.json"
    assert str(file) in outcome.answer["files"]
    coco = json.loads(file.read_text("utf-8"))
    assert [image["pilotline"]["seed"] for image in coco["images"]] == [0, 1, 2, 3]
    assert all(image["synthetic"] for image in coco["images"])
    assert not list((drawing_root / "generated").rglob("*.png"))


def test_a_data_set_never_mixes_with_other_files(run, drawing_root, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    outcome = _generate(run, drawing_root, tmp_path / "out", "--format", "yolo")
    assert outcome.code == 1
    assert "empty folder" in outcome.answer["error"]


def test_an_unknown_format_is_wrong_usage(run, drawing_root, tmp_path):
    outcome = _generate(run, drawing_root, tmp_path / "out", "--format", "voc")
    assert outcome.code == 2
    assert "voc" in outcome.stderr
