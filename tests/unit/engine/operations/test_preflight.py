from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import PreflightReport
from engine.contract.specs import PreflightSpec, RegisterSpec, UpdateSpec
from engine.operations import preflight
from engine.operations.families import pixel_diffusion
from engine.operations.preflight import run_preflight
from engine.operations.register import run_register
from engine.registry import ActivationKind, Workspace
from engine.registry.workspace_settings import (
    LIFELONG_VAE,
    PIXEL_DIFFUSION,
    WorkspaceSettings,
)
from engine.training.probe import STAGES
from tests.support.pictures import tree_state, write_classes
from tests.support.registry_builders import add_product, new_version
from tests.support.toy_learning import toy_generator


@pytest.fixture(autouse=True)
def _tiny_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(image_size: int, class_count: int, seed: int, sampler_steps: int) -> object:
        return toy_generator(class_count, seed, widths=(16, 24), size=image_size)

    monkeypatch.setattr(pixel_diffusion, "first_generator", first)


@pytest.fixture
def photographs(workspace: Workspace, tmp_path: Path) -> Iterator[Path]:
    folder = write_classes(tmp_path / "写真", {"OK": 14, "scratch": 6})
    run_register(workspace, RegisterSpec(name="Bracket", images_dir=str(folder)), SilentContext())
    workspace.save_settings(WorkspaceSettings(image_size=32))
    return folder


def kept_files(workspace: Workspace) -> dict[str, object]:
    """All but the files in which the database coordinates its readers."""
    state = tree_state(workspace.root)
    return {name: held for name, held in state.items() if not name.startswith("pilotline.db-")}


def report_of(workspace: Workspace, **options: object) -> PreflightReport:
    overrides = (("batch", 4), ("teacher_steps", 10))
    spec = PreflightSpec(update=UpdateSpec(overrides=overrides, **options))
    return run_preflight(workspace, spec, SilentContext())


def test_a_workspace_that_is_ready_gets_a_plan_with_times(
    workspace: Workspace, photographs: Path
) -> None:
    before = kept_files(workspace)
    report = report_of(workspace)
    assert kept_files(workspace) == before
    assert report.can_start
    assert report.problems == ()
    assert report.image_size == 32
    assert report.new_product_names == ("Bracket",)
    assert report.replayed_product_names == ()
    assert tuple(stage.stage for stage in report.stages) == STAGES
    assert 0 < report.seconds_low < report.seconds_high
    assert report.seconds_low == pytest.approx(sum(s.seconds_low for s in report.stages))
    assert report.disk_needed_bytes > 0
    assert report.memory_needed_bytes > 0


def test_few_pictures_of_a_class_are_warned_about(workspace: Workspace, photographs: Path) -> None:
    warnings = report_of(workspace).warnings
    assert len(warnings) == 1
    assert "Bracket has only 6 images of scratch" in warnings[0]


def test_photographs_that_are_gone_forbid_the_start(
    workspace: Workspace, photographs: Path
) -> None:
    photographs.rename(photographs.with_name("moved"))
    report = report_of(workspace)
    assert not report.can_start
    assert "photographs of Bracket are no longer where they were registered" in report.problems[0]
    assert str(photographs) in report.problems[0]


def test_a_full_disk_and_short_memory_are_told(
    workspace: Workspace, photographs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda _: SimpleNamespace(free=5 << 20))
    monkeypatch.setattr(preflight, "free_memory_bytes", lambda _: 7 << 20)
    report = report_of(workspace)
    assert not report.can_start
    assert [problem.split(":")[0] for problem in report.problems] == [
        "The disk lacks room",
        "Memory is short",
    ]
    assert "5 MB are free" in report.problems[0]
    assert "7 MB are free" in report.problems[1]


def test_a_machine_on_which_no_step_fits_is_a_problem_and_not_a_crash(
    workspace: Workspace, photographs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> object:
        raise UserFixableError("Not even one picture fits.")

    monkeypatch.setattr(preflight, "probe_brief", fails)
    report = report_of(workspace)
    assert report.problems == ("Not even one picture fits.",)
    assert report.stages == ()


def test_a_freed_teacher_is_told_before_anything_is_timed(
    workspace: Workspace, photographs: Path
) -> None:
    add_product(workspace, "Gear")
    for number in (1, 2, 3):
        workspace.versions.commit(new_version(workspace, "Gear", content=b"%d" % number))
        workspace.versions.activate(number, ActivationKind.APPROVAL)
    workspace.save_settings(WorkspaceSettings(image_size=32, keep_teachers=1))
    workspace.free_old_teachers()
    workspace.versions.activate(1, ActivationKind.ROLLBACK)
    with pytest.raises(UserFixableError, match=r"No update can build on version 1.*: 3, 2\."):
        report_of(workspace)


def test_nothing_to_learn_is_said_at_once(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="nothing to learn yet"):
        report_of(workspace)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"strategy": "states"}, "strategy states learns from the steps of a diffusion model"),
        ({"overrides": (("student_work", 0.8),)}, "setting student_work does nothing"),
    ],
)
def test_what_the_fast_family_cannot_do_is_refused_before_anything_starts(
    workspace: Workspace, photographs: Path, changes: dict[str, Any], reason: str
) -> None:
    workspace.save_settings(WorkspaceSettings(image_size=32, family=LIFELONG_VAE))
    with pytest.raises(UserFixableError, match=reason):
        run_preflight(workspace, PreflightSpec(update=UpdateSpec(**changes)), SilentContext())


def test_the_window_is_offered_the_settings_of_the_workspaces_family(
    workspace: Workspace, photographs: Path
) -> None:
    offered = {}
    for family in (PIXEL_DIFFUSION, LIFELONG_VAE):  # the third needs a base model
        workspace.save_settings(WorkspaceSettings(image_size=32, family=family))
        offered[family] = {setting.name for setting in report_of(workspace).settings}
    assert "student_work" in offered[PIXEL_DIFFUSION]
    assert "student_work" not in offered[LIFELONG_VAE]
    assert "teacher_steps" in offered[LIFELONG_VAE]
