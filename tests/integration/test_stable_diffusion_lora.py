"""A base model that stays as it is: each product has an adapter of its own, two updates long."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from diffusers import UNet2DConditionModel
from safetensors.numpy import load_file

from engine.contract.errors import IntegrityError, PauseRequested
from engine.contract.job_context import SilentContext
from engine.contract.results import UpdateResult
from engine.contract.specs import (
    ExportSpec,
    GenerateSpec,
    PreflightSpec,
    RollbackSpec,
    UpdateSpec,
)
from engine.generators.adapted_stable_diffusion import FAMILY
from engine.generators.attention_adapters import frozen_state
from engine.imaging.decode import decode_image
from engine.operations.export import run_export
from engine.operations.foreground_update import enqueue_update, resume_update, run_queued_update
from engine.operations.generate import run_generate
from engine.operations.preflight import run_preflight
from engine.operations.rollback import run_rollback
from engine.operations.student_network import load_student
from engine.registry import Workspace
from tests.support.job_contexts import InterruptingContext
from tests.support.small_updates import OVERRIDES, updated
from tests.support.tiny_base_workspace import tiny_base_workspace
from tests.support.tiny_stable_diffusion import IMAGE_SIZE

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(600)]
_IDLE = {"student_steps", "student_parameters", "student_rate", "student_work"}


@dataclass
class Life:
    """A workspace with two versions, the second of which knows a product more."""

    workspace: Workspace
    first: UpdateResult
    second: UpdateResult
    #: Pictures of the first product, drawn by the first version.
    before: list[bytes]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    root = tmp_path_factory.mktemp("基盤")
    with tiny_base_workspace(root, FAMILY, {}) as workspace:
        first = updated(workspace, spec_of("bracket", approve=True))
        before = drawn(workspace, "bracket", root / "before")
        second = updated(workspace, spec_of("flange", approve=True))
        yield Life(workspace, first, second, before)


def spec_of(*products: str, approve: bool = False, **changes: float) -> UpdateSpec:
    kept = {name: value for name, value in OVERRIDES.items() if name not in _IDLE}
    kept |= {"teacher_rate": 1e-2, "adapter_rank": 4.0, "ema_decay": 0.5, "usefulness_steps": 2}
    kept |= changes
    return UpdateSpec(
        product_names=products, seed=11, approve_if_passed=approve, overrides=tuple(kept.items())
    )


def drawn(workspace: Workspace, product: str, folder: Path, count: int = 4) -> list[bytes]:
    spec = GenerateSpec(product_name=product, count=count, seed=5, output_dir=str(folder))
    result = run_generate(workspace, spec, SilentContext())
    return [decode_image(Path(item.file)).pixels.tobytes() for item in result.images]


def test_an_earlier_product_draws_the_very_same_pictures(life: Life, tmp_path: Path) -> None:
    assert (life.first.state, life.second.state) == ("approved", "approved")
    assert drawn(life.workspace, "bracket", tmp_path / "after") == life.before
    assert drawn(life.workspace, "flange", tmp_path / "new") != life.before


def test_what_did_not_change_is_stored_once_and_adapters_are_small(life: Life) -> None:
    one, two = (life.workspace.versions.get(number).artifacts for number in (1, 2))
    for role in ("unet_weights", "adapter_1", "vae_decoder_onnx", "text_encoder_onnx"):
        assert one[role] == two[role]
    assert "adapter_3" in two
    assert "adapter_3" not in one
    assert "student" not in two
    size = life.workspace.artifacts.size_bytes
    assert size(two["adapter_3"]) < 0.3 * size(two["unet_weights"])
    assert size(two["teacher"]) < 30_000


def test_the_base_model_is_untouched(life: Life) -> None:
    student = load_student(life.workspace, life.workspace.versions.get(2))
    base = UNet2DConditionModel.from_pretrained(
        str(life.workspace.root / "base_model" / "unet"), low_cpu_mem_usage=False
    )
    wanted, found = base.state_dict(), frozen_state(student.network)
    assert wanted.keys() == found.keys()
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)
    assert [adapter.labels for adapter in student.adapters] == [(1, 2), (3, 4)]


def test_rollback_verifies_hashes_and_canaries(life: Life) -> None:
    result = run_rollback(life.workspace, RollbackSpec(version_number=1), SilentContext())
    assert (result.version_number, result.verified) == (1, True)
    run_rollback(life.workspace, RollbackSpec(version_number=2), SilentContext())
    assert life.workspace.verify(SilentContext()).ok


def test_a_damaged_adapter_is_found_before_anything_is_drawn(life: Life, tmp_path: Path) -> None:
    path = life.workspace.artifacts.path(life.workspace.versions.get(2).artifacts["adapter_3"])
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole[:-1] + b"?")
    try:
        with pytest.raises(IntegrityError, match="adapter_3"):
            drawn(life.workspace, "bracket", tmp_path, 1)
    finally:
        path.write_bytes(whole)


def test_an_export_has_a_network_for_each_product_and_draws_by_its_readme(
    life: Life, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "export"
    spec = ExportSpec(version_number=2, format="onnx", output_dir=str(folder))
    result = run_export(life.workspace, spec, SilentContext())
    names = {Path(file).name for file in result.files}
    assert {f"unet_adapter_{n}.{end}" for n in (1, 3) for end in ("onnx", "safetensors")} <= names
    assert "unet.onnx" not in names
    source = (folder / "README.md").read_text(encoding="utf-8")
    code = source.split("```python\n")[1].split("```")[0]
    monkeypatch.chdir(folder)
    found: dict[str, object] = {"onnxruntime": onnxruntime}
    exec(compile(code, "README", "exec"), found)
    pictures = found["draw"]([1, 2], [5, 6])  # type: ignore[operator]
    assert pictures.shape == (2, 3, IMAGE_SIZE, IMAGE_SIZE)
    networks = json.loads((folder / "classes.json").read_bytes())["networks"]
    assert networks == {str(n): f"unet_adapter_{1 if n < 3 else 3}.onnx" for n in (1, 2, 3, 4)}


def test_diffusers_gets_the_base_model_and_lora_files(life: Life, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    spec = ExportSpec(version_number=2, format="diffusers", output_dir=str(folder))
    assert run_export(life.workspace, spec, SilentContext()).largest_difference is not None
    names = load_file(folder / "lora" / "adapter_3.safetensors")
    assert all(name.startswith("unet.") for name in names)
    assert all(name.endswith((".lora_A.weight", ".lora_B.weight")) for name in names)
    assert any(np.abs(value).max() > 0 for name, value in names.items() if ".lora_B." in name)


def test_an_interrupted_update_ends_with_the_same_adapter(life: Life) -> None:
    workspace = life.workspace
    run_rollback(workspace, RollbackSpec(version_number=1), SilentContext())
    job = enqueue_update(workspace, spec_of("flange", checkpoint_seconds=1e-9))
    stop = InterruptingContext(request=PauseRequested, stage="teacher", step=2)
    with pytest.raises(PauseRequested):
        run_queued_update(workspace, job, stop)
    result = run_queued_update(workspace, resume_update(workspace, job.id), SilentContext())
    straight, stopped = (workspace.versions.get(n) for n in (2, result.version_number))
    assert stopped.artifacts["adapter_3"] == straight.artifacts["adapter_3"]
    run_rollback(workspace, RollbackSpec(version_number=2), SilentContext())


def test_preflight_offers_the_rank_and_nothing_of_a_student(life: Life) -> None:
    workspace = life.workspace
    run_rollback(workspace, RollbackSpec(version_number=1), SilentContext())
    report = run_preflight(workspace, PreflightSpec(update=spec_of("flange")), SilentContext())
    assert report.can_start
    found = {item.name: (item.value, item.default) for item in report.settings}
    assert found["adapter_rank"] == (4, 8)
    assert not found.keys() & _IDLE
    run_rollback(workspace, RollbackSpec(version_number=2), SilentContext())


def test_a_retirement_takes_its_products_adapter_and_nothing_else(life: Life) -> None:
    workspace = life.workspace
    workspace.products.retire("bracket")
    version = workspace.versions.get(updated(workspace, spec_of(approve=True)).version_number)
    kept = workspace.versions.get(2).artifacts
    assert version.product_names == ("flange",)
    assert "adapter_1" not in version.artifacts
    assert version.artifacts["adapter_3"] == kept["adapter_3"]
    student = load_student(workspace, version)
    assert student.prompts.texts[1:3] == ("", "")
