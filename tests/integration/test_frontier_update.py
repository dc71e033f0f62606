"""What the device-aware search chooses becomes a student: made, proved, drawn from, exported."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli.main import main
from engine.contract.job_context import SilentContext
from engine.contract.specs import (
    ExportSpec,
    FrontierSpec,
    GenerateSpec,
    Preset,
    RegisterSpec,
    UpdateSpec,
)
from engine.operations import frontier
from engine.operations.export import run_export
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.frontier import run_frontier
from engine.operations.generate import run_generate
from engine.operations.register import run_register
from engine.operations.student_network import load_student
from engine.operations.update_brief import make_brief
from engine.operations.version_verification import verify_version
from engine.registry import Version, Workspace
from engine.registry.workspace_settings import KeptStudent, UpdatePolicy, WorkspaceSettings
from tests.support.pictures import write_classes
from tests.support.small_updates import small_networks, spec_of

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]

SILENT = SilentContext()
EFFORT = frontier._Effort(steps=1, parameters=(0.5,), work=(1.0,), sampler_steps=(4, 3))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Version 1 is active and as usual; one more product waits."""
    root = tmp_path_factory.mktemp("frontier")
    settings = WorkspaceSettings(image_size=32, policy=UpdatePolicy.that_passes_everything())
    with small_networks(), Workspace.create(root / "workspace") as workspace:
        workspace.save_settings(settings)
        for number, name in enumerate(("Flange", "Gear")):
            folder = root / "photographs" / name
            write_classes(folder, {"OK": 12}, first_seed=20 * number, width=32, height=32)
            run_register(workspace, RegisterSpec(name=name, images_dir=str(folder)), SILENT)
        run_queued_update(
            workspace,
            enqueue_update(workspace, spec_of("Flange", approve=True, usefulness_steps=1)),
            SILENT,
        )
        yield workspace


@pytest.fixture(scope="module")
def chosen(workspace: Workspace) -> Version:
    """The version whose student the search has chosen: the smallest of two by memory alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontier, "_EFFORTS", dict.fromkeys(Preset, EFFORT))
        result = run_frontier(workspace, FrontierSpec(memory_mb=1e4), SILENT)
    assert result.chosen is not None
    # of what differs nothing is left to the luck of such short trainings
    overrides = {
        **dict(result.overrides),
        "student_blocks": 0.5,
        "student_bits": 8,
        "usefulness_steps": 1,
    }
    spec = spec_of("Gear", approve=True, **overrides)
    update = run_queued_update(workspace, enqueue_update(workspace, spec), SILENT)
    version = workspace.versions.get(update.version_number)
    assert load_student(workspace, version).settings.sampler_steps == result.chosen.sampler_steps
    return version


def test_the_student_lacks_the_middle_and_is_kept_beside_its_int8_file(
    workspace: Workspace, chosen: Version
) -> None:
    student = load_student(workspace, chosen)
    assert student.network.mid_block is None
    assert student.settings.precision == "int8"
    assert "student" in chosen.artifacts  # int8 does not give the weights back
    parity = chosen.metrics["parity"]["student"]
    assert 0 < parity["largest_difference"] <= parity["tolerance"]
    verify_version(workspace, chosen, SILENT)


def test_it_draws_and_leaves_the_house_in_both_formats(
    workspace: Workspace, chosen: Version, tmp_path: Path
) -> None:
    spec = GenerateSpec(product_name="Gear", count=2, output_dir=str(tmp_path / "drawn"))
    assert len(run_generate(workspace, spec, SILENT).images) == 2
    for form in ("onnx", "diffusers"):
        spec = ExportSpec(
            version_number=chosen.number, format=form, output_dir=str(tmp_path / form)
        )
        assert run_export(workspace, spec, SILENT).files


def test_what_is_kept_makes_the_student_of_every_later_plan(
    workspace: Workspace,
    chosen: Version,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(frontier, "_EFFORTS", dict.fromkeys(Preset, EFFORT))
    folder = tmp_path / "Hub"
    write_classes(folder, {"OK": 12}, first_seed=90, width=32, height=32)
    run_register(workspace, RegisterSpec(name="Hub", images_dir=str(folder)), SILENT)
    arguments = ["--workspace", str(workspace.root), "versions", "frontier"]

    assert main([*arguments, str(chosen.number), "--memory", "10000", "--keep"]) == 0
    assert "Every later update makes this student" in capsys.readouterr().out
    kept = dict(workspace.reload_settings().student.overrides)
    plan = make_brief(workspace, UpdateSpec(product_names=("Hub",))).plan
    assert {name: getattr(plan, name) for name in kept} == kept
    assert any(
        entry.action == "settings.changed" and entry.subject == "student_parameters"
        for entry in workspace.activity.list()
    )

    assert main([*arguments, "--forget"]) == 0
    assert workspace.reload_settings().student == KeptStudent()


def test_the_command_line_refuses_with_the_nearest_and_exits_1(
    workspace: Workspace,
    chosen: Version,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(frontier, "_EFFORTS", dict.fromkeys(Preset, EFFORT))
    arguments = ["--workspace", str(workspace.root), "versions", "frontier", str(chosen.number)]
    assert main([*arguments, "--milliseconds", "0.0001"]) == 1
    told = capsys.readouterr().err
    assert "No student reaches 0.0001 ms for a picture on this machine. The nearest takes" in told
