from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import CompareSpec
from engine.imaging.png_provenance import read_provenance
from engine.operations import compare as compare_module
from engine.operations.compare import run_compare
from engine.registry import Version, Workspace
from tests.support.deployed_versions import commit_version
from tests.support.registry_builders import add_product


@pytest.fixture
def later_version(workspace: Workspace, bracket_version: Version) -> Version:
    """Version 2 knows one class of the bracket under another label, and the flange."""
    add_product(workspace, "Flange")
    return commit_version(workspace, [("Flange", "OK"), ("ブラケット", "傷")], seed=1)


def compare(workspace: Workspace, old: int = 1, new: int = 2, **values):
    spec = CompareSpec(old_number=old, new_number=new, **{"images_per_class": 2, **values})
    return run_compare(workspace, spec, SilentContext())


def pixels(file: str) -> np.ndarray:
    return cv2.imdecode(np.fromfile(file, np.uint8), cv2.IMREAD_COLOR)


@pytest.mark.usefixtures("later_version")
def test_every_class_of_the_new_version_stands_beside_what_the_old_one_knows(
    workspace: Workspace,
) -> None:
    result = compare(workspace, seed=5)
    assert [(p.product_name, p.class_name, p.seed) for p in result.pairs] == [
        ("Flange", "OK", 5),
        ("Flange", "OK", 6),
        ("ブラケット", "傷", 5),
        ("ブラケット", "傷", 6),
    ]
    assert [pair.old_file is None for pair in result.pairs] == [True, True, False, False]
    last = result.pairs[-1]
    assert last.old_file is not None
    assert not np.array_equal(pixels(last.old_file), pixels(last.new_file))
    assert Path(last.new_file).is_relative_to(workspace.cache_dir / "compare")
    for file, number in ((last.old_file, 1), (last.new_file, 2)):
        facts = read_provenance(Path(file))
        assert (facts["pilotline:product"], facts["pilotline:class"]) == ("ブラケット", "傷")
        assert (facts["pilotline:version"], facts["pilotline:seed"]) == (str(number), "6")
        student = workspace.versions.get(number).artifacts["student_onnx"]
        assert facts["pilotline:student_sha256"] == student


@pytest.mark.usefixtures("bracket_version")
def test_equal_networks_draw_equal_pairs(workspace: Workspace) -> None:
    commit_version(workspace, [("ブラケット", "良品"), ("ブラケット", "傷")], seed=0)
    for pair in compare(workspace).pairs:
        assert pair.old_file is not None
        assert np.array_equal(pixels(pair.old_file), pixels(pair.new_file))


@pytest.mark.usefixtures("later_version")
def test_what_was_drawn_before_is_not_drawn_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = compare(workspace)

    def refuse(*_):
        raise AssertionError("drawn again")

    monkeypatch.setattr(compare_module, "open_student", refuse)
    assert compare(workspace) == first


@pytest.mark.usefixtures("later_version")
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"images_per_class": 0}, "Ask for 1 to 64"),
        ({"images_per_class": 65}, "Ask for 1 to 64"),
        ({"seed": -1}, "is negative"),
        ({"old": 7}, "There is no version 7"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    workspace: Workspace, values: dict, sentence: str
) -> None:
    with pytest.raises(UserFixableError, match=sentence):
        compare(workspace, **values)
