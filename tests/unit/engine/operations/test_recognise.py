from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import RecogniseResult
from engine.contract.specs import FitMode, RecogniseSpec
from engine.imaging.fitting import fit_to_square
from engine.imaging.png_provenance import write_png
from engine.inference.recognition import recognise
from engine.inference.session import open_session
from engine.operations.recognise import run_recognise
from engine.registry import ActivationKind, Version, Workspace
from tests.support.deployed_versions import commit_version
from tests.support.registry_builders import add_product


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "写真.png"
    pixels = np.random.default_rng(3).integers(0, 256, (60, 90, 3)).astype(np.uint8)
    write_png(path, pixels, {})
    return path


def run(workspace: Workspace, *files: Path) -> RecogniseResult:
    spec = RecogniseSpec(files=tuple(map(str, files)))
    return run_recognise(workspace, spec, SilentContext())


def test_readable_files_are_named_and_the_others_refused_by_name(
    workspace: Workspace, bracket_version: Version, photograph: Path, tmp_path: Path
) -> None:
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    broken = tmp_path / "kaputt.png"
    broken.write_bytes(b"no picture")
    result = run(workspace, photograph, broken, tmp_path / "gone.png")
    (found,) = result.recognitions
    assert found.file == str(photograph)
    assert found.product_name == "ブラケット"
    assert found.class_name in {"良品", "傷"}
    assert 0.5 <= found.confidence <= 1.0  # the better of two
    shares = [item.probability for item in found.probabilities]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1.0, abs=1e-6)
    assert (found.class_name, found.confidence) == (
        found.probabilities[0].class_name,
        found.probabilities[0].probability,
    )
    assert {item.class_name for item in found.probabilities} == {"良品", "傷"}
    assert [refused.file for refused in result.refused] == [
        str(broken),
        str(tmp_path / "gone.png"),
    ]
    assert all(refused.reason for refused in result.refused)
    assert result.version_number == 1


def test_each_class_is_judged_on_the_view_its_product_was_learned_with(
    workspace: Workspace, photograph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    padded = add_product(workspace, "Padded")
    cropped = replace(add_product(workspace, "Cropped"), fit=FitMode.CROP)
    products = {"Padded": padded, "Cropped": cropped}
    monkeypatch.setattr(workspace.products, "get", products.__getitem__)
    version = commit_version(workspace, [("Padded", "OK"), ("Cropped", "OK")])
    workspace.versions.activate(version.number, ActivationKind.APPROVAL)
    (found,) = run(workspace, photograph).recognitions

    session = open_session(workspace.artifacts.path(version.artifacts["recogniser_onnx"]))
    pixels = np.random.default_rng(3).integers(0, 256, (60, 90, 3)).astype(np.uint8)
    views = np.stack([fit_to_square(pixels, 32, fit) for fit in (FitMode.PAD, FitMode.CROP)])
    assert not np.array_equal(views[0], views[1])
    probabilities, _ = recognise(session, views)
    shares = np.asarray([probabilities[0, 0], probabilities[1, 1]])
    assert found.product_name == ("Padded", "Cropped")[int(shares.argmax())]
    assert found.confidence == pytest.approx(float(shares.max() / shares.sum()), abs=1e-6)


def test_nothing_can_be_recognised_before_something_is_live(
    workspace: Workspace, photograph: Path
) -> None:
    with pytest.raises(UserFixableError, match="Nothing is live yet"):
        run(workspace, photograph)


def test_no_file_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="No image was named"):
        run(workspace)
