"""The fast family through the whole life of a workspace: two updates, redrawn, live, exported."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from engine.contract.errors import PauseRequested, UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import UpdateResult
from engine.contract.specs import (
    ExportSpec,
    GenerateSpec,
    LatencySpec,
    RedrawReplaySpec,
    RegisterSpec,
    RollbackSpec,
    UpdateSpec,
)
from engine.generators.lifelong_vae import FAMILY, NO_CLASS, load_vae
from engine.imaging.decode import decode_image
from engine.operations.embedding_role import EMBEDDING_ROLE
from engine.operations.export import run_export
from engine.operations.foreground_update import enqueue_update, resume_update, run_queued_update
from engine.operations.generate import run_generate
from engine.operations.latency import run_latency
from engine.operations.redraw_replay import run_redraw_replay
from engine.operations.register import run_register
from engine.operations.rollback import run_rollback
from engine.registry import Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support.job_contexts import InterruptingContext
from tests.support.pictures import write_classes
from tests.support.small_updates import OVERRIDES, updated

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(600)]

SIZE = 32
_IDLE = {"student_steps", "replay_sampler_steps", "sampler_steps"}


@dataclass
class Life:
    """A workspace with two versions of the fast family."""

    workspace: Workspace
    first: UpdateResult
    second: UpdateResult


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    root = tmp_path_factory.mktemp("高速")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with Workspace.create(root / "workspace") as workspace:
        policy = UpdatePolicy.that_passes_everything()
        workspace.save_settings(WorkspaceSettings(image_size=SIZE, family=FAMILY, policy=policy))
        for number, name in enumerate(("ブラケット", "Flange")):
            folder = root / "photographs" / name
            classes = {"OK": 12, "scratch": 12}
            write_classes(folder, classes, first_seed=100 * number, width=SIZE, height=SIZE)
            run_register(
                workspace, RegisterSpec(name=name, images_dir=str(folder)), SilentContext()
            )
        first = updated(workspace, spec_of("ブラケット", approve=True))
        second = updated(
            workspace,
            spec_of("Flange", approve=True, embedding_parameters=0.33, recogniser_steps=6),
        )
        yield Life(workspace, first, second)
    torch.set_num_threads(threads)


def spec_of(product: str, *, approve: bool = False, **changes: float) -> UpdateSpec:
    """A tiny update with the settings that this family has."""
    own = {name: value for name, value in OVERRIDES.items() if name not in _IDLE}
    return UpdateSpec(
        product_names=(product,),
        seed=11,
        approve_if_passed=approve,
        overrides=tuple({**own, **changes}.items()),
    )


def test_both_updates_pass_and_the_student_is_the_half_that_draws(life: Life) -> None:
    assert (life.first.state, life.second.state) == ("approved", "approved")
    student = life.second.student
    assert student.parameters < 0.7 * student.teacher_parameters
    version = life.workspace.versions.get(2)
    assert version.family == FAMILY
    roles = {"teacher", "student_onnx", "recogniser", "canary", EMBEDDING_ROLE}
    assert roles <= set(version.artifacts)
    assert "student" not in version.artifacts  # the ONNX file gives every weight back


def test_the_student_draws_what_its_teacher_draws(life: Life) -> None:
    for result in (life.first, life.second):
        assert result.student.fidelity_ratio == pytest.approx(1.0)
    assert life.workspace.versions.get(2).metrics["parity"]["student"]["largest_difference"] < 1e-3


def test_earlier_classes_are_replayed_and_the_replay_can_be_redrawn(
    life: Life, tmp_path: Path
) -> None:
    spec = RedrawReplaySpec(version_number=2, output_dir=str(tmp_path / "replay"))
    result = run_redraw_replay(life.workspace, spec, SilentContext())
    assert result.exact
    assert result.teacher_version == 1
    assert len(result.files) > 0


def test_pictures_are_drawn_again_alike(life: Life, tmp_path: Path) -> None:
    def draw(folder: str) -> list[bytes]:
        spec = GenerateSpec(
            product_name="ブラケット", count=4, seed=5, output_dir=str(tmp_path / folder)
        )
        result = run_generate(life.workspace, spec, SilentContext())
        return [decode_image(Path(item.file)).pixels.tobytes() for item in result.images]

    assert draw("one") == draw("two")
    assert len(set(draw("three"))) == 4


def test_rollback_verifies_the_canaries(life: Life) -> None:
    result = run_rollback(life.workspace, RollbackSpec(version_number=1), SilentContext())
    assert (result.version_number, result.verified) == (1, True)
    run_rollback(life.workspace, RollbackSpec(version_number=2), SilentContext())


def test_teacher_and_student_can_be_timed(life: Life) -> None:
    result = run_latency(life.workspace, LatencySpec(version_number=2), SilentContext())
    assert {item.network for item in result.latencies} == {"student", "teacher", "recogniser"}


def test_an_export_draws_by_its_readme(life: Life, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    spec = ExportSpec(version_number=2, format="onnx", output_dir=str(folder))
    run_export(life.workspace, spec, SilentContext())
    source = (folder / "README.md").read_text(encoding="utf-8")
    code = source.split("```python\n")[1].split("```")[0]
    code = code.replace('"student.onnx"', repr(str(folder / "student.onnx")))
    names: dict[str, object] = {"onnxruntime": onnxruntime}
    exec(compile(code, "README", "exec"), names)
    label = json.loads((folder / "classes.json").read_bytes())["classes"][0]["label"]
    drawn = names["draw"]([label], [3])  # type: ignore[operator]
    assert drawn.shape == (1, 3, SIZE, SIZE)
    spec = GenerateSpec(
        product_name="ブラケット",
        class_name="OK",
        count=1,
        seed=3,
        output_dir=str(tmp_path / "pictures"),
    )
    (item,) = run_generate(life.workspace, spec, SilentContext()).images
    ours = decode_image(Path(item.file)).pixels
    assert np.abs(drawn[0].transpose(1, 2, 0).astype(int) - ours).max() <= 1


def test_diffusers_is_refused_with_a_way_out(life: Life, tmp_path: Path) -> None:
    spec = ExportSpec(version_number=2, format="diffusers", output_dir=str(tmp_path / "export"))
    with pytest.raises(UserFixableError, match="onnx"):
        run_export(life.workspace, spec, SilentContext())


def test_an_interrupted_update_ends_with_the_same_weights(life: Life) -> None:
    workspace = life.workspace
    run_rollback(workspace, RollbackSpec(version_number=1), SilentContext())
    job = enqueue_update(workspace, spec_of("Flange", checkpoint_seconds=1e-9))
    stop = InterruptingContext(request=PauseRequested, stage="teacher", step=2)
    with pytest.raises(PauseRequested):
        run_queued_update(workspace, job, stop)
    result = run_queued_update(workspace, resume_update(workspace, job.id), SilentContext())
    straight, stopped = (workspace.versions.get(n) for n in (2, result.version_number))
    assert stopped.artifacts["teacher"] == straight.artifacts["teacher"]


def test_a_retired_product_leaves_nothing_in_its_categories(life: Life) -> None:
    workspace = life.workspace
    run_rollback(workspace, RollbackSpec(version_number=2), SilentContext())
    workspace.products.retire("ブラケット")
    spec = spec_of("Flange")
    spec = UpdateSpec(overrides=spec.overrides, approve_if_passed=True)
    version = workspace.versions.get(updated(workspace, spec).version_number)
    teacher = load_vae(workspace.artifacts.path(version.artifacts["teacher"]))
    rows = teacher.network.drawing.from_category.weight
    gone = [
        label for label in range(1, len(rows)) if label not in {c.label for c in version.classes}
    ]
    assert len(gone) == 2
    for label in gone:
        assert torch.equal(rows[label], rows[NO_CLASS])
