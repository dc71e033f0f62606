from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.contract.errors import CancelRequested, IntegrityError, UserFixableError
from engine.contract.job_context import Progress, SilentContext
from engine.contract.results import GenerateResult
from engine.contract.specs import GenerateSpec
from engine.imaging.png_provenance import read_provenance
from engine.operations.generate import run_generate
from engine.registry import ActivationKind, Version, Workspace
from engine.registry.artifact_store import hash_file
from tests.support.deployed_versions import commit_version
from tests.support.registry_builders import add_product


class Watcher(SilentContext):
    def __init__(self, calls: int = 10**9) -> None:
        self.fractions: list[float] = []
        self.notes: list[str] = []
        self.calls = calls

    def report_progress(self, progress: Progress) -> None:
        assert progress.stage == "generate"
        self.fractions.append(progress.fraction)

    def note(self, message: str) -> None:
        self.notes.append(message)

    def honour_requests(self) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise CancelRequested


def request(count: int = 3, **values) -> GenerateSpec:
    return GenerateSpec(product_name="ブラケット", count=count, **{"version_number": 1, **values})


def generate(workspace: Workspace, spec: GenerateSpec) -> GenerateResult:
    return run_generate(workspace, spec, SilentContext())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_images_come_in_the_products_own_shape_and_say_where_they_come_from(
    workspace: Workspace, bracket_version: Version, tmp_path: Path
) -> None:
    out = tmp_path / "出力" / "new"
    result = generate(workspace, request(class_name="傷", seed=40, output_dir=str(out)))
    assert names(out) == [
        "ブラケット_傷_v0001_s000040.png",
        "ブラケット_傷_v0001_s000041.png",
        "ブラケット_傷_v0001_s000042.png",
    ]
    assert [image.file for image in result.images] == [str(out / name) for name in names(out)]
    assert [image.seed for image in result.images] == [40, 41, 42]
    assert result.version_number == 1
    assert result.runtime.startswith("ONNX Runtime")
    pixels = cv2.imdecode(np.fromfile(result.images[0].file, np.uint8), cv2.IMREAD_UNCHANGED)
    assert pixels.shape == (24, 32, 3)  # 128 by 96 at 32 pixels
    facts = read_provenance(Path(result.images[0].file))
    assert facts["pilotline:product"] == "ブラケット"
    assert facts["pilotline:class"] == "傷"
    assert facts["pilotline:seed"] == "40"
    assert facts["pilotline:version"] == "1"
    assert facts["pilotline:synthetic"] == "true"
    student = workspace.artifacts.path(bracket_version.artifacts["student_onnx"])
    assert facts["pilotline:student_sha256"] == hash_file(student)
    assert {read_provenance(Path(i.file))["pilotline:seed"] for i in result.images} == {
        "40",
        "41",
        "42",
    }


@pytest.mark.usefixtures("bracket_version")
def test_without_a_class_the_classes_take_turns(workspace: Workspace) -> None:
    context = Watcher()
    result = run_generate(workspace, request(count=5), context)
    assert [image.class_name for image in result.images] == ["良品", "傷", "良品", "傷", "良品"]
    assert context.notes == ["5 images drawn: 3 良品, 2 傷."]
    assert context.fractions[-1] == 1.0
    folder = workspace.generated_dir / "ブラケット" / "v0001"
    assert {Path(image.file).parent for image in result.images} == {folder}


@pytest.mark.usefixtures("bracket_version")
def test_a_repeat_writes_the_same_files(workspace: Workspace) -> None:
    first = generate(workspace, request())
    before = [Path(image.file).read_bytes() for image in first.images]
    second = generate(workspace, request())
    assert [Path(image.file).read_bytes() for image in second.images] == before


@pytest.mark.usefixtures("bracket_version")
def test_an_image_does_not_depend_on_how_many_are_asked_for(
    workspace: Workspace, tmp_path: Path
) -> None:
    many = generate(workspace, request(count=20, class_name="傷"))
    single = generate(
        workspace, request(count=1, class_name="傷", seed=17, output_dir=str(tmp_path / "one"))
    )
    one, same = Path(single.images[0].file), Path(many.images[17].file)
    assert one.read_bytes() == same.read_bytes()


@pytest.mark.usefixtures("bracket_version")
def test_a_different_file_is_never_overwritten(workspace: Workspace, tmp_path: Path) -> None:
    foreign = tmp_path / "out" / "ブラケット_良品_v0001_s000000.png"
    foreign.parent.mkdir()
    foreign.write_bytes(b"somebody's own")
    with pytest.raises(UserFixableError, match="is another picture"):
        generate(workspace, request(output_dir=str(foreign.parent)))
    assert foreign.read_bytes() == b"somebody's own"
    assert names(foreign.parent) == [foreign.name]


def test_the_active_version_is_taken_when_none_is_named(
    workspace: Workspace, bracket_version: Version
) -> None:
    with pytest.raises(UserFixableError, match="Nothing is live yet: run an update and approve it"):
        generate(workspace, request(version_number=None))
    workspace.versions.activate(bracket_version.number, ActivationKind.APPROVAL)
    assert generate(workspace, request(version_number=None)).version_number == 1


@pytest.mark.usefixtures("bracket_version")
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"count": 0}, "Ask for 1 to 100000"),
        ({"count": 100_001}, "Ask for 1 to 100000"),
        ({"seed": -1}, "out of range"),
        ({"seed": 2**63}, "out of range"),
        ({"class_name": "へこみ"}, "knows no class .*Its classes: 良品, 傷"),
        ({"product_name": "unknown"}, "There is no product 'unknown'"),
        ({"version_number": 9}, "There is no version 9"),
        ({"product_name": "Flange"}, "Version 1 has not learned Flange. Choose .* that has: 2"),
        ({"product_name": "New"}, "Version 1 has not learned New. Run an update"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_sentence(
    workspace: Workspace, changes: dict, sentence: str
) -> None:
    add_product(workspace, "Flange")
    add_product(workspace, "New")
    commit_version(workspace, [("ブラケット", "良品"), ("Flange", "OK")], seed=0)
    with pytest.raises(UserFixableError, match=sentence):
        generate(workspace, replace(request(), **changes))
    assert not any(workspace.generated_dir.rglob("*.png"))


@pytest.mark.usefixtures("bracket_version")
def test_nothing_is_written_into_a_products_photographs(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photographs = tmp_path / "photographs"
    photographs.mkdir()
    product = replace(workspace.products.get("ブラケット"), images_dir=str(photographs))
    monkeypatch.setattr(workspace.products, "list", lambda: [product])
    with pytest.raises(UserFixableError, match="never writes to"):
        generate(workspace, request(output_dir=str(photographs / "new")))
    assert names(photographs) == []


@pytest.mark.usefixtures("bracket_version")
def test_cancelled_work_leaves_nothing_of_its_own_behind(workspace: Workspace) -> None:
    kept = generate(workspace, request(count=2)).images
    with pytest.raises(CancelRequested):
        run_generate(workspace, request(count=40), Watcher(calls=8))  # into the second batch
    folder = workspace.generated_dir / "ブラケット" / "v0001"
    assert names(folder) == sorted(Path(image.file).name for image in kept)


def test_a_damaged_student_draws_nothing(workspace: Workspace, bracket_version: Version) -> None:
    path = workspace.artifacts.path(bracket_version.artifacts["student_onnx"])
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(IntegrityError, match="student_onnx of version 1 is missing or not what"):
        generate(workspace, request())
