"""An update that fails the gate tries once more, stronger where it failed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.contract.errors import PauseRequested
from engine.contract.job_context import SilentContext
from engine.contract.job_states import JobState
from engine.contract.specs import RegisterSpec
from engine.operations.foreground_update import enqueue_update, resume_update, run_queued_update
from engine.operations.register import run_register
from engine.registry import VersionState, Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support.job_contexts import InterruptingContext, RememberingContext
from tests.support.pictures import write_classes
from tests.support.small_updates import small_networks, spec_of

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]

UNREACHABLE = 2.0


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "photographs"
    write_classes(folder, {"OK": 12, "scratch": 12}, width=32, height=32)
    with small_networks(), Workspace.create(tmp_path / "workspace") as workspace:
        run_register(workspace, RegisterSpec(name="Gear", images_dir=str(folder)), SilentContext())
        yield workspace


def demand(workspace: Workspace, **thresholds: float) -> None:
    lenient = UpdatePolicy.that_passes_everything()
    values = {name: getattr(lenient, name) for name in lenient.__slots__}
    policy = UpdatePolicy(**{**values, **thresholds})
    workspace.save_settings(WorkspaceSettings(image_size=32, policy=policy))


def test_a_recogniser_that_failed_is_trained_longer_on_the_same_generator(
    workspace: Workspace,
) -> None:
    demand(workspace, min_accuracy=UNREACHABLE)
    context = RememberingContext()
    job = enqueue_update(workspace, spec_of("Gear"))
    result = run_queued_update(workspace, job, context)
    first, second = workspace.versions.list()
    assert [v.state for v in (first, second)] == [VersionState.REJECTED] * 2
    assert [v.attempt for v in (first, second)] == [1, 2]
    assert all("Not enough: accuracy" in v.verdict[0] for v in (first, second))
    assert second.artifacts["teacher"] == first.artifacts["teacher"]
    assert second.artifacts["student_onnx"] == first.artifacts["student_onnx"]
    assert second.artifacts["recogniser"] != first.artifacts["recogniser"]
    plans = [v.lineage["plan"] for v in (first, second)]
    assert plans[1]["recogniser_steps"] == 2 * plans[0]["recogniser_steps"]
    assert result.version_number == second.number
    done = workspace.jobs.get(job.id)
    assert (done.state, done.version_number) == (JobState.SUCCEEDED, second.number)
    assert len(workspace.jobs.list()) == 1
    assert any("attempt 2 goes on with stronger settings" in note for note in context.notes)


def test_a_generator_that_failed_learns_on_from_where_it_was(workspace: Workspace) -> None:
    demand(workspace, min_assigned_share=UNREACHABLE)
    run_queued_update(workspace, enqueue_update(workspace, spec_of("Gear")), SilentContext())
    first, second = workspace.versions.list()
    assert second.artifacts["teacher"] != first.artifacts["teacher"]
    assert second.artifacts["recogniser"] == first.artifacts["recogniser"]
    assert second.lineage["plan"]["student_steps"] > first.lineage["plan"]["student_steps"]
    assert second.parent_number is None


def test_an_update_that_passes_needs_no_second_attempt(workspace: Workspace) -> None:
    demand(workspace)
    run_queued_update(workspace, enqueue_update(workspace, spec_of("Gear")), SilentContext())
    assert [v.state for v in workspace.versions.list()] == [VersionState.CANDIDATE]


def test_a_second_attempt_that_was_interrupted_goes_on_as_the_second(workspace: Workspace) -> None:
    demand(workspace, min_accuracy=UNREACHABLE)
    stopping = InterruptingContext(request=PauseRequested, stage="measure", step=4)
    job = enqueue_update(workspace, spec_of("Gear"))
    with pytest.raises(PauseRequested):
        run_queued_update(workspace, job, stopping)
    assert workspace.versions.list() == []
    job = resume_update(workspace, job.id)
    stopping = InterruptingContext(request=PauseRequested, stage="recogniser", step=5)
    with pytest.raises(PauseRequested):  # the first attempt's recogniser has only three steps
        run_queued_update(workspace, job, stopping)
    assert len(workspace.versions.list()) == 1
    run_queued_update(workspace, resume_update(workspace, job.id), SilentContext())
    assert [v.attempt for v in workspace.versions.list()] == [1, 2]
    assert list((workspace.root / "checkpoints").iterdir()) == []
