"""A workspace on a local Stable Diffusion folder: two updates, redrawn, live, exported."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from engine.contract.errors import IntegrityError, PauseRequested, UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import UpdateResult
from engine.contract.specs import (
    ExportSpec,
    GenerateSpec,
    LatencySpec,
    PreflightSpec,
    RedrawReplaySpec,
    RollbackSpec,
    UpdateSpec,
)
from engine.generators.stable_diffusion import FAMILY, load_stable_diffusion
from engine.imaging.decode import decode_image
from engine.operations.export import run_export
from engine.operations.foreground_update import enqueue_update, resume_update, run_queued_update
from engine.operations.generate import run_generate
from engine.operations.latency import run_latency
from engine.operations.preflight import run_preflight
from engine.operations.redraw_replay import run_redraw_replay
from engine.operations.rollback import run_rollback
from engine.operations.student_network import load_student
from engine.registry import Workspace
from engine.training import latent_probe
from tests.support.job_contexts import InterruptingContext
from tests.support.small_updates import OVERRIDES, updated
from tests.support.tiny_base_workspace import tiny_base_workspace
from tests.support.tiny_stable_diffusion import IMAGE_SIZE

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass
class Life:
    """A workspace with two versions on a base model that is not where it was any more."""

    workspace: Workspace
    first: UpdateResult
    second: UpdateResult


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    root = tmp_path_factory.mktemp("基盤")
    sentence = ("a milled {product}", {"scratch": "a {product} with a deep scratch"})
    with tiny_base_workspace(root, FAMILY, {"flange": sentence}) as workspace:
        first = updated(workspace, spec_of("bracket", approve=True))
        second = updated(workspace, spec_of("flange", approve=True))
        yield Life(workspace, first, second)


def spec_of(*products: str, approve: bool = False, **changes: float) -> UpdateSpec:
    """A tiny update; rates of real base models would not move a random one."""
    rates = {"teacher_rate": 1e-3, "student_rate": 1e-3}
    return UpdateSpec(
        product_names=products,
        seed=11,
        approve_if_passed=approve,
        overrides=tuple({**OVERRIDES, **rates, **changes}.items()),
    )


def test_both_updates_pass_and_the_student_has_fewer_layers(life: Life) -> None:
    assert (life.first.state, life.second.state) == ("approved", "approved")
    student = life.second.student
    assert student.parameters < 0.6 * student.teacher_parameters
    assert min(student.images_per_second, student.teacher_images_per_second) > 0
    version = life.workspace.versions.get(2)
    assert (version.family, version.base_model) == (FAMILY, "tiny-sd")
    assert version.image_size == IMAGE_SIZE
    roles = {"teacher", "student_onnx", "vae_decoder_onnx", "text_encoder_onnx", "canary"}
    assert roles <= set(version.artifacts)
    assert "student" not in version.artifacts  # the ONNX file gives every weight back


def test_what_is_frozen_is_stored_once(life: Life) -> None:
    one, two = (life.workspace.versions.get(number).artifacts for number in (1, 2))
    for role in ("vae_decoder_onnx", "text_encoder_onnx"):
        assert one[role] == two[role]
    assert one["student_onnx"] != two["student_onnx"]


def test_every_class_is_asked_for_by_its_sentence(life: Life) -> None:
    student = load_student(life.workspace, life.workspace.versions.get(2))
    assert student.prompts.texts == (
        "",
        "a photo of bracket, ok",
        "a photo of bracket, scratch",
        "a milled flange, ok",
        "a flange with a deep scratch",
    )
    teacher = load_stable_diffusion(
        life.workspace.artifacts.path(life.workspace.versions.get(2).artifacts["teacher"])
    )
    assert teacher.prompts.texts == student.prompts.texts
    assert torch.equal(teacher.prompts.embedded, student.prompts.embedded)


def test_earlier_classes_are_replayed_and_the_replay_can_be_redrawn(
    life: Life, tmp_path: Path
) -> None:
    spec = RedrawReplaySpec(version_number=2, output_dir=str(tmp_path / "replay"))
    result = run_redraw_replay(life.workspace, spec, SilentContext())
    assert result.exact
    assert result.teacher_version == 1
    assert len(result.files) > 0


def test_pictures_are_drawn_again_alike_whatever_is_drawn_beside_them(
    life: Life, tmp_path: Path
) -> None:
    def draw(folder: str, count: int) -> list[bytes]:
        spec = GenerateSpec(
            product_name="bracket", count=count, seed=5, output_dir=str(tmp_path / folder)
        )
        result = run_generate(life.workspace, spec, SilentContext())
        return [decode_image(Path(item.file)).pixels.tobytes() for item in result.images]

    six = draw("six", 6)
    assert draw("two", 2) == six[:2]
    assert len(set(six)) == 6


def test_rollback_verifies_hashes_and_canaries(life: Life) -> None:
    result = run_rollback(life.workspace, RollbackSpec(version_number=1), SilentContext())
    assert (result.version_number, result.verified) == (1, True)
    run_rollback(life.workspace, RollbackSpec(version_number=2), SilentContext())
    assert life.workspace.verify(SilentContext()).ok


def test_a_damaged_decoder_is_found_before_anything_is_drawn(life: Life, tmp_path: Path) -> None:
    version = life.workspace.versions.get(2)
    path = life.workspace.artifacts.path(version.artifacts["vae_decoder_onnx"])
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole[:-1] + b"?")
    try:
        with pytest.raises(IntegrityError, match="vae_decoder_onnx"):
            run_rollback(life.workspace, RollbackSpec(version_number=1), SilentContext())
        assert not life.workspace.verify(SilentContext()).ok
        spec = GenerateSpec(product_name="bracket", count=1, output_dir=str(tmp_path))
        with pytest.raises(IntegrityError, match="vae_decoder_onnx"):
            run_generate(life.workspace, spec, SilentContext())
    finally:
        path.write_bytes(whole)
    assert life.workspace.versions.active().number == 2


def test_the_student_alone_is_timed_on_its_runtime(life: Life) -> None:
    result = run_latency(life.workspace, LatencySpec(version_number=2), SilentContext())
    assert {item.network for item in result.latencies} == {"student", "recogniser"}
    assert "too large" in result.teacher_missing


def test_an_export_draws_by_its_readme(
    life: Life, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "export"
    spec = ExportSpec(version_number=2, format="onnx", output_dir=str(folder))
    result = run_export(life.workspace, spec, SilentContext())
    names = {Path(file).name for file in result.files}
    assert {"unet.onnx", "vae_decoder.onnx", "text_encoder.onnx", "recogniser.onnx"} <= names
    source = (folder / "README.md").read_text(encoding="utf-8")
    code = source.split("```python\n")[1].split("```")[0]
    monkeypatch.chdir(folder)
    found: dict[str, object] = {"onnxruntime": onnxruntime}
    exec(compile(code, "README", "exec"), found)
    facts = json.loads((folder / "classes.json").read_bytes())
    label = next(c["label"] for c in facts["classes"] if c["product"] == "flange")
    assert facts["prompts"][label] == "a milled flange, ok"
    drawn = found["draw"]([label, label], [3, 4])  # type: ignore[operator]
    assert drawn.shape == (2, 3, IMAGE_SIZE, IMAGE_SIZE)
    assert not np.array_equal(drawn[0], drawn[1])


def test_diffusers_gets_a_whole_pipeline(life: Life, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    spec = ExportSpec(version_number=2, format="diffusers", output_dir=str(folder))
    result = run_export(life.workspace, spec, SilentContext())
    assert result.largest_difference is not None
    index = json.loads((folder / "model_index.json").read_bytes())
    for part in ("unet", "vae", "text_encoder", "tokenizer", "scheduler"):
        assert index[part][1] is not None
        assert any((folder / part).iterdir())
    assert index["safety_checker"] == [None, None]
    assert json.loads((folder / "unet/config.json").read_bytes())["mid_block_type"] is None


def test_an_interrupted_update_ends_with_the_same_weights(life: Life) -> None:
    workspace = life.workspace
    run_rollback(workspace, RollbackSpec(version_number=1), SilentContext())
    for stage in ("teacher", "student"):
        job = enqueue_update(workspace, spec_of("flange", checkpoint_seconds=1e-9))
        stop = InterruptingContext(request=PauseRequested, stage=stage, step=2)
        with pytest.raises(PauseRequested):
            run_queued_update(workspace, job, stop)
        result = run_queued_update(workspace, resume_update(workspace, job.id), SilentContext())
        straight, stopped = (workspace.versions.get(n) for n in (2, result.version_number))
        assert stopped.artifacts["teacher"] == straight.artifacts["teacher"]
        assert stopped.artifacts["student_onnx"] == straight.artifacts["student_onnx"]
    run_rollback(workspace, RollbackSpec(version_number=2), SilentContext())


def test_preflight_says_what_it_takes_and_refuses_what_does_not_fit(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = life.workspace
    run_rollback(workspace, RollbackSpec(version_number=1), SilentContext())
    spec = PreflightSpec(update=spec_of("flange"))
    report = run_preflight(workspace, spec, SilentContext())
    assert report.can_start
    assert report.image_size == IMAGE_SIZE
    assert report.memory_needed_bytes > 0
    names = {item.name for item in report.settings}
    assert "sampler_steps" in names
    assert "student_parameters" not in names
    monkeypatch.setattr(latent_probe, "free_memory_bytes", lambda _kind: 10**6)
    report = run_preflight(workspace, spec, SilentContext())
    assert not report.can_start
    assert any("Memory does not suffice for this base model" in p for p in report.problems)
    with pytest.raises(UserFixableError, match="smaller base model"):
        updated(workspace, spec_of("flange"))
    run_rollback(workspace, RollbackSpec(version_number=2), SilentContext())


@pytest.mark.parametrize("strategy", ["joint", "distillation", "finetune"])
def test_other_strategies_learn_from_latents_too(life: Life, strategy: str) -> None:
    workspace = life.workspace
    run_rollback(workspace, RollbackSpec(version_number=1), SilentContext())
    spec = spec_of("flange")
    spec = UpdateSpec(product_names=spec.product_names, strategy=strategy, overrides=spec.overrides)
    assert updated(workspace, spec).state == "candidate"
    run_rollback(workspace, RollbackSpec(version_number=2), SilentContext())


def test_a_retired_product_has_the_empty_prompt(life: Life) -> None:
    workspace = life.workspace
    workspace.products.retire("bracket")
    version = workspace.versions.get(updated(workspace, spec_of(approve=True)).version_number)
    assert version.product_names == ("flange",)
    student = load_student(workspace, version)
    assert student.prompts.texts[1:3] == ("", "")
    assert torch.equal(student.prompts.embedded[1], student.prompts.embedded[0])
    assert student.prompts.texts[3] == "a milled flange, ok"
