"""A product is taught a new class, another is retired: real updates with networks of toy size."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import RecogniseResult
from engine.contract.specs import (
    GenerateSpec,
    RecogniseSpec,
    RegisterSpec,
    RollbackSpec,
    UpdateSpec,
)
from engine.generators.diffusion_generator import NO_CLASS
from engine.generators.pixel_diffusion import load_snapshot
from engine.imaging.decode import decode_image
from engine.inference.generation import draw
from engine.inference.recognition import recognise
from engine.inference.session import open_session
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.generate import run_generate
from engine.operations.recognise import run_recognise
from engine.operations.register import run_register
from engine.operations.rollback import run_rollback
from engine.operations.student_network import load_student
from engine.operations.version_manifest import read_manifest
from engine.recognition.snapshot import load_recogniser
from engine.recognition.training import classify
from engine.registry import Version, Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support.job_contexts import RememberingContext
from tests.support.pictures import encoded
from tests.support.small_updates import small_networks

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]

SIZE = 32
OVERRIDES: dict[str, float] = {
    "batch": 8,
    "teacher_steps": 40,
    "student_steps": 30,
    "recogniser_steps": 40,
    "replay_per_class": 8,
    "replay_sampler_steps": 3,
    "sampler_steps": 3,
    "measured_per_class": 6,
}
#: Left and right brightness of a picture's halves, and its colour: plain enough for toy networks.
LOOKS = {
    ("Bracket", "OK"): (200, 200, 0),
    ("Bracket", "scratch"): (200, 60, 0),
    ("Bracket", "dent"): (60, 200, 0),
    ("Gear", "OK"): (220, 220, 2),
    ("Gear", "burn"): (220, 40, 2),
}


def write_photographs(folder: Path, product: str, class_name: str, count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right, channel = LOOKS[product, class_name]
    (folder / class_name).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        pixels = rng.integers(0, 50, (SIZE, SIZE, 3))
        pixels[:, : SIZE // 2, channel] += left - 25
        pixels[:, SIZE // 2 :, channel] += right - 25
        data = encoded(np.clip(pixels, 0, 255).astype(np.uint8), "PNG")
        (folder / class_name / f"{seed}-{number:02d}.png").write_bytes(data)


@pytest.fixture(scope="module", autouse=True)
def _small_and_alone() -> Iterator[None]:
    with small_networks():
        yield


@dataclass
class Life:
    """Version 1 knows both products, 2 a dent of the bracket as well, 3 the gear no longer."""

    workspace: Workspace
    versions: list[Version]
    notes: list[list[str]]
    waiting: list[dict[str, int]]
    folder: Path

    def labels(self, version: int, product: str) -> list[int]:
        classes = self.versions[version - 1].classes
        return [item.label for item in classes if item.product_name == product]

    def file(self, version: int, role: str) -> Path:
        return self.workspace.artifacts.path(self.versions[version - 1].artifacts[role])

    def photographs(self, product: str) -> list[str]:
        return [image.source_path for image in self.workspace.products.images(product)]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    root = tmp_path_factory.mktemp("製品")
    policy = UpdatePolicy.that_passes_everything()
    with Workspace.create(root / "workspace") as workspace:
        workspace.save_settings(WorkspaceSettings(image_size=SIZE, policy=policy))
        life = Life(workspace, [], [], [], root)
        for product, class_name in (key for key in LOOKS if key[1] != "dent"):
            write_photographs(root / product, product, class_name, 12, seed=len(class_name))
        for product in ("Gear", "Bracket"):
            spec = RegisterSpec(name=product, images_dir=str(root / product))
            run_register(workspace, spec, SilentContext())
        update(life)
        write_photographs(root / "more", "Bracket", "dent", 12, seed=50)
        write_photographs(root / "more", "Bracket", "OK", 3, seed=51)
        more = RegisterSpec(name="Bracket", images_dir=str(root / "more"), to_existing=True)
        run_register(workspace, more, SilentContext())
        update(life)
        workspace.products.retire("Gear", reason="end of life")
        update(life)
        yield life


def update(life: Life) -> None:
    life.waiting.append(life.workspace.waiting_images())
    context = RememberingContext()
    spec = UpdateSpec(seed=3, approve_if_passed=True, overrides=tuple(OVERRIDES.items()))
    job = enqueue_update(life.workspace, spec)
    result = run_queued_update(life.workspace, job, context)
    assert result.state == "approved"
    life.versions.append(life.workspace.versions.get(result.version_number))
    life.notes.append(context.notes)


def generate(life: Life, product: str, version: int | None = None) -> object:
    spec = GenerateSpec(
        product_name=product,
        count=2,
        version_number=version,
        output_dir=str(life.folder / f"drawn {product}"),
    )
    return run_generate(life.workspace, spec, SilentContext())


def test_a_known_product_waits_learns_its_new_class_and_waits_no_more(life: Life) -> None:
    assert life.waiting[0] == {"Gear": 16, "Bracket": 16}
    assert life.waiting[1] == {"Bracket": 8 + 2}
    assert life.waiting[2] == life.workspace.waiting_images() == {}
    first, second, _ = life.versions
    assert second.new_product_names == ("Bracket",)
    assert life.labels(2, "Bracket") == [*life.labels(1, "Bracket"), 5]
    assert life.labels(2, "Gear") == life.labels(1, "Gear") == [1, 2]
    assert first.parent_number is None
    assert life.notes[1] == [
        "Bracket is known already and learns from 10 more photographs.",
        "New classes of Bracket: dent.",
    ]
    assert life.workspace.jobs.list()[1].product_names == ("Bracket",)


def test_the_manifest_names_the_added_photographs_alone(life: Life) -> None:
    images = read_manifest(life.workspace, life.versions[1]).new_images
    added = {
        image.sha256
        for image in life.workspace.products.images("Bracket", acceptance=False)
        if Path(image.source_path).is_relative_to(life.folder / "more")
    }
    assert {image.sha256 for image in images} == added
    assert len(images) == 10
    assert read_manifest(life.workspace, life.versions[2]).new_images == ()


def test_every_class_of_an_extended_product_is_measured_once_and_retention_told(life: Life) -> None:
    products = life.versions[1].metrics["products"]
    assert set(products) == {"Bracket", "Gear"}
    assert products["Bracket"]["retention"] is not None
    assert products["Bracket"]["retention"] != 1.0, "it is known, so it can be forgotten"
    assert set(life.versions[2].metrics["products"]) == {"Bracket"}


def test_the_recogniser_of_the_second_version_tells_all_five_classes_apart(life: Life) -> None:
    recogniser = load_recogniser(life.file(2, "recogniser"))
    labels = {(c.product_name, c.class_name): c.label for c in life.versions[1].classes}
    right = []
    for product in ("Bracket", "Gear"):
        for image in life.workspace.products.images(product):
            pixels = decode_image(Path(image.source_path)).pixels.transpose(2, 0, 1)[None]
            probabilities, _ = classify(recogniser, pixels)
            right.append(int(probabilities.argmax()) == labels[product, image.class_name])
    assert np.mean(right) > 0.6  # of five; one in five by chance


def test_a_retired_product_is_given_up_without_waiting_for_a_new_one(life: Life) -> None:
    version = life.versions[2]
    assert version.new_product_names == ()
    assert version.product_names == ("Bracket",)
    assert life.labels(3, "Bracket") == [3, 4, 5]
    replay = read_manifest(life.workspace, version).replay
    assert {item["label"] for item in replay["classes"]} == {3, 4, 5}
    assert life.notes[2] == [
        "Nothing new waits: the new version will only leave out what is retired: Gear."
    ]
    with pytest.raises(UserFixableError, match="There is nothing to learn"):
        enqueue_update(life.workspace, UpdateSpec())


def test_generating_it_is_refused_by_name(life: Life) -> None:
    sentence = (
        "Gear is retired and version 3 was made without it. Versions that still know it: 1, 2"
    )
    with pytest.raises(UserFixableError, match=sentence):
        generate(life, "Gear")
    assert generate(life, "Gear", version=2)
    assert generate(life, "Bracket")


def test_the_recogniser_never_answers_it_on_its_own_photographs(life: Life) -> None:
    files = tuple(life.photographs("Gear"))
    result = run_recognise(life.workspace, RecogniseSpec(files=files), SilentContext())
    assert isinstance(result, RecogniseResult)
    assert len(result.recognitions) == 24
    assert {item.product_name for item in result.recognitions} == {"Bracket"}
    pixels = np.stack([decode_image(Path(f)).pixels.transpose(2, 0, 1) for f in files])
    retired = life.labels(1, "Gear")
    by_torch, _ = classify(load_recogniser(life.file(3, "recogniser")), pixels)
    by_onnx, _ = recognise(open_session(life.file(3, "recogniser_onnx")), pixels)
    for probabilities in (by_torch, by_onnx):
        assert np.isfinite(probabilities).all()
        assert (probabilities[:, retired] < 1e-6).all()


@pytest.mark.parametrize("role", ["teacher", "student"])
def test_its_rows_of_the_class_embedding_are_that_of_no_class(life: Life, role: str) -> None:
    networks = {
        number: load_student(life.workspace, life.versions[number - 1])
        if role == "student"
        else load_snapshot(life.file(number, role))
        for number in (2, 3)
    }
    before, after = (networks[number].network.class_embedding.weight for number in (2, 3))
    for label in life.labels(1, "Gear"):
        assert not torch.equal(before[label], before[NO_CLASS])
        assert torch.equal(after[label], after[NO_CLASS])
    for label in life.labels(3, "Bracket"):
        assert not torch.equal(after[label], after[NO_CLASS])


def test_what_its_rows_draw_shows_less_of_it_than_before(life: Life) -> None:
    """The gear is blue and the bracket red: what is drawn of the gear's rows is no longer blue."""
    seeds = np.arange(24)
    labels = np.resize(np.asarray(life.labels(1, "Gear"), np.int64), len(seeds))
    blueness = {}
    for number in (2, 3):
        drawn = draw(open_session(life.file(number, "student_onnx")), labels, seeds).astype(float)
        blueness[number] = float((drawn[:, 2] - drawn[:, 0]).mean())
        if number == 3:
            anyhow = draw(
                open_session(life.file(3, "student_onnx")), np.full(24, NO_CLASS), seeds
            ).astype(float)
            assert np.abs(drawn - anyhow).max() == 0
    # clearly blue, though a toy generator of few steps is far from the photographs' colour
    assert blueness[2] > 5
    assert blueness[3] < 0.25 * blueness[2]


def test_going_back_to_a_version_that_knows_it_stays_possible(life: Life) -> None:
    back = run_rollback(life.workspace, RollbackSpec(version_number=2), SilentContext())
    try:
        assert back.verified
        files = tuple(life.photographs("Gear")[:4])
        result = run_recognise(life.workspace, RecogniseSpec(files=files), SilentContext())
        assert result.version_number == 2
        assert generate(life, "Gear")
    finally:
        run_rollback(life.workspace, RollbackSpec(version_number=3), SilentContext())
