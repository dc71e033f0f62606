from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.contract.commands import StartJob
from engine.contract.errors import CancelRequested, PauseRequested, UserFixableError
from engine.contract.events import Event, JobCancelled, JobFailed, JobPaused, JobStarted
from engine.contract.events import JobSucceeded as Succeeded
from engine.contract.job_context import Progress
from engine.contract.job_states import JobState
from engine.contract.results import VerifyResult
from engine.contract.specs import UpdateSpec, VerifySpec
from engine.registry import Workspace, current_process
from engine.worker.job_run import Runner, run_job
from engine.worker.pipe_context import PipeContext

RESULT = VerifyResult(ok=True, problems=(), artifacts_checked=0, log_entries_checked=0)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "workspace") as created:
        yield created


def run(workspace: Workspace, job_id: int, runner: Runner, context: PipeContext | None = None):
    events: list[Event] = []
    spec = UpdateSpec() if job_id > 0 else VerifySpec()
    command = StartJob(job_id=job_id, workspace=str(workspace.root), spec=spec)
    context = context or PipeContext(job_id, events.append)
    return run_job(command, context, runner, events.append), events


def raising(error: BaseException) -> Runner:
    def runner(*_: object):
        raise error

    return runner


def test_row_says_who_works_at_the_job_and_how_far_it_is(workspace: Workspace) -> None:
    job = workspace.jobs.enqueue(UpdateSpec())

    def runner(root, spec, context, job_id):
        assert root == workspace.root
        running = workspace.jobs.get(job_id)
        assert running.state is JobState.RUNNING
        assert running.process_id == current_process().process_id
        for step in (1, 2):
            context.report_progress(
                Progress(
                    stage="teacher",
                    step=step,
                    step_count=4,
                    fraction=step / 4,
                )
            )
        # The first report is written at once, the second only if nothing follows for two seconds.
        assert workspace.jobs.get(job_id).fraction == 0.25
        return RESULT

    final, events = run(workspace, job.id, runner)
    assert final == Succeeded(job_id=job.id, result=RESULT)
    assert events[0] == JobStarted(job_id=job.id)
    assert workspace.jobs.get(job.id).state is JobState.SUCCEEDED


@pytest.mark.parametrize(
    ("error", "kind", "state"),
    [
        (PauseRequested(), JobPaused, JobState.PAUSED),
        (CancelRequested(), JobCancelled, JobState.CANCELLED),
        (UserFixableError("No."), JobFailed, JobState.FAILED),
        (SystemExit(2), JobFailed, JobState.FAILED),
    ],
)
@pytest.mark.expects_log_warnings
def test_row_tells_how_the_job_ended(
    workspace: Workspace, error: BaseException, kind: type, state: JobState
) -> None:
    job = workspace.jobs.enqueue(UpdateSpec())
    checkpoints = workspace.checkpoints_dir(job.id)
    final, _ = run(workspace, job.id, raising(error))
    assert isinstance(final, kind)
    assert workspace.jobs.get(job.id).state is state
    assert checkpoints.exists() is (state is not JobState.CANCELLED)


def test_cancel_that_came_while_the_checkpoint_was_written_counts(workspace: Workspace) -> None:
    job = workspace.jobs.enqueue(UpdateSpec())
    context = PipeContext(job.id, lambda event: None)

    def runner(*_: object):
        context.request_cancel()
        raise PauseRequested

    final, _ = run(workspace, job.id, runner, context)
    assert final == JobCancelled(job_id=job.id)
    assert workspace.jobs.get(job.id).state is JobState.CANCELLED


def test_request_made_before_the_start_is_honoured_before_any_work(workspace: Workspace) -> None:
    job = workspace.jobs.enqueue(UpdateSpec())
    context = PipeContext(job.id, lambda event: None)
    context.request_pause()
    final, _ = run(workspace, job.id, raising(AssertionError()), context)
    assert final == JobPaused(job_id=job.id)


@pytest.mark.expects_log_warnings
def test_committed_success_is_not_written_over(workspace: Workspace) -> None:
    job = workspace.jobs.enqueue(UpdateSpec())

    def runner(*_: object):
        workspace.jobs.finish(job.id, JobState.SUCCEEDED)
        raise RuntimeError("tidying up failed")

    run(workspace, job.id, runner)
    assert workspace.jobs.get(job.id).state is JobState.SUCCEEDED


@pytest.mark.expects_log_warnings
def test_job_that_another_process_has_taken_is_left_alone(workspace: Workspace) -> None:
    job = workspace.jobs.enqueue(UpdateSpec())
    here = current_process()
    workspace.jobs.start(job.id, here.process_id, here.started_at)
    final, events = run(workspace, job.id, raising(AssertionError()))
    assert isinstance(final, JobFailed)
    assert final.is_user_fixable
    assert events == []
    assert workspace.jobs.get(job.id).state is JobState.RUNNING


def test_work_without_a_row_is_given_up_where_an_update_would_pause(workspace: Workspace) -> None:
    final, events = run(workspace, -1, raising(PauseRequested()))
    assert final == JobCancelled(job_id=-1)
    assert events == [JobStarted(job_id=-1)]


@pytest.mark.expects_log_warnings
def test_progress_that_cannot_be_noted_does_not_end_the_job(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = workspace.jobs.enqueue(UpdateSpec())

    def refuse(*_: object) -> None:
        raise UserFixableError("Another program keeps the database locked.")

    monkeypatch.setattr("engine.registry.job_store.JobStore.set_progress", refuse)

    def runner(root, spec, context, job_id):
        context.note_progress("teacher", 0.5)
        return RESULT

    assert isinstance(run(workspace, job.id, runner)[0], Succeeded)
