"""An update whose student has a timestep budget: exported, proved, drawn from, stopped, resumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from engine.contract.errors import PauseRequested, UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import ExportSpec, GenerateSpec, RegisterSpec
from engine.operations.export import run_export
from engine.operations.foreground_update import enqueue_update, resume_update, run_queued_update
from engine.operations.generate import run_generate
from engine.operations.register import run_register
from engine.operations.student_network import load_student
from engine.operations.version_verification import verify_version
from engine.registry import Version, Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support.job_contexts import InterruptingContext, RememberingContext
from tests.support.pictures import write_classes
from tests.support.small_updates import small_networks, spec_of

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass
class Story:
    workspace: Workspace
    straight: Version
    resumed: Version
    context: RememberingContext


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    root = tmp_path_factory.mktemp("budget")
    with small_networks(), Workspace.create(root / "workspace") as workspace:
        write_classes(root / "photographs", {"OK": 12}, first_seed=0, width=32, height=32)
        run_register(
            workspace,
            RegisterSpec(name="Flange", images_dir=str(root / "photographs")),
            SilentContext(),
        )
        policy = UpdatePolicy.that_passes_everything()
        workspace.save_settings(WorkspaceSettings(image_size=32, policy=policy))
        spec = spec_of("Flange", student_work=0.8, student_steps=5)
        context = RememberingContext()
        straight = run_queued_update(workspace, enqueue_update(workspace, spec), context)
        job = enqueue_update(workspace, spec)
        for step in (2, 4):  # before the network is cut, and after
            with pytest.raises(PauseRequested):
                run_queued_update(
                    workspace,
                    job,
                    InterruptingContext(request=PauseRequested, stage="student", step=step),
                )
            job = resume_update(workspace, job.id)
        resumed = run_queued_update(workspace, job, SilentContext())
        yield Story(
            workspace,
            workspace.versions.get(straight.version_number),
            workspace.versions.get(resumed.version_number),
            context,
        )


def test_the_students_file_holds_its_experts_and_canaries_prove_it(story: Story) -> None:
    student = load_student(story.workspace, story.straight)
    assert student.experts is not None
    assert len(student.settings.experts) == 4
    assert "student" not in story.straight.artifacts  # the ONNX file gives every weight back
    parity = story.straight.metrics["parity"]["student"]
    assert parity["largest_difference"] <= parity["tolerance"]
    verify_version(story.workspace, story.straight, SilentContext())


def test_an_update_that_was_stopped_ends_with_the_same_student(story: Story) -> None:
    one, other = (
        load_student(story.workspace, version) for version in (story.straight, story.resumed)
    )
    assert one.settings == other.settings
    for name, value in one.network.state_dict().items():
        assert torch.equal(value, other.network.state_dict()[name]), name


def test_progress_of_the_student_does_not_begin_again(story: Story) -> None:
    steps = [report.step for report in story.context.progress if report.stage == "student"]
    assert steps == sorted(steps)
    assert steps[-1] == 5


def test_pictures_are_drawn_and_only_onnx_can_be_exported(story: Story, tmp_path: Path) -> None:
    number = story.straight.number
    drawn = run_generate(
        story.workspace,
        GenerateSpec(
            product_name="Flange",
            count=2,
            version_number=number,
            output_dir=str(tmp_path / "drawn"),
        ),
        SilentContext(),
    )
    assert len(drawn.images) == 2

    def export(form: str) -> None:
        spec = ExportSpec(version_number=number, format=form, output_dir=str(tmp_path / form))
        run_export(story.workspace, spec, SilentContext())

    export("onnx")
    assert (tmp_path / "onnx" / "student.onnx").is_file()
    with pytest.raises(UserFixableError, match=r"timestep budget.*Export it as onnx"):
        export("diffusers")
