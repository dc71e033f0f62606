"""An update in the calling process: queued, taken, carried out, and its end written down."""

import time
from pathlib import Path

from engine.contract.errors import CancelRequested, PauseRequested, UserFixableError
from engine.contract.job_context import JobContext, Progress
from engine.contract.job_states import JobState
from engine.contract.results import UpdateResult
from engine.contract.specs import UpdateSpec
from engine.operations.update import run_update
from engine.operations.update_brief import make_brief
from engine.registry import Workspace
from engine.registry.entities import JobRecord
from engine.registry.process_identity import current_process

#: Seconds between two notes of the progress in the job's row, which other processes show.
NOTE_INTERVAL_SECONDS = 1.0


def enqueue_update(workspace: Workspace, spec: UpdateSpec) -> JobRecord:
    """Queue an update that this process is about to run; refuses one that cannot start."""
    workspace.jobs.reconcile()
    brief = make_brief(workspace, spec)
    _refuse_while_another_runs(workspace)
    return workspace.jobs.enqueue(spec, teaches=brief.new_product_names)


def resume_update(workspace: Workspace, job_id: int) -> JobRecord:
    """Queue a stopped job again, to go on from its last checkpoint."""
    workspace.jobs.reconcile()
    job = workspace.jobs.get(job_id)
    if job.state is JobState.QUEUED:
        _refuse_while_another_runs(workspace)
        return job
    if job.state is JobState.RUNNING:
        raise UserFixableError(f"Job {job_id} is running already, in process {job.process_id}.")
    if not job.state.is_resumable:
        raise UserFixableError(f"Job {job_id} has {job.state}; there is nothing to resume.")
    _refuse_while_another_runs(workspace)
    return workspace.jobs.requeue(job_id)


def run_queued_update(workspace: Workspace, job: JobRecord, context: JobContext) -> UpdateResult:
    """Carry a queued job out and write down how it ended.

    Success is written by the update itself, in one transaction with its version.
    """
    identity = current_process()
    workspace.jobs.start(job.id, identity.process_id, identity.started_at)
    try:
        return run_update(workspace, job.spec, _NotingContext(context, workspace, job.id), job.id)
    except PauseRequested:
        workspace.jobs.finish(job.id, JobState.PAUSED)
        raise
    except CancelRequested:
        workspace.jobs.finish(job.id, JobState.CANCELLED)
        raise
    except KeyboardInterrupt:
        _finish_if_running(workspace, job.id, JobState.INTERRUPTED, "Stopped by the user.")
        raise
    except Exception as error:
        _finish_if_running(workspace, job.id, JobState.FAILED, str(error) or type(error).__name__)
        raise


def _finish_if_running(workspace: Workspace, job_id: int, state: JobState, error: str) -> None:
    # What goes wrong after the version is committed must not be written over its success.
    if workspace.jobs.get(job_id).state is JobState.RUNNING:
        workspace.jobs.finish(job_id, state, error)


def _refuse_while_another_runs(workspace: Workspace) -> None:
    for job in workspace.jobs.list():
        if job.state is JobState.RUNNING:
            raise UserFixableError(
                f"Job {job.id} is running in process {job.process_id}, and an update uses the "
                "whole machine. Wait until it has ended, or pause it first."
            )


class _NotingContext:
    """Passes everything on, and keeps the job's row up to date for whoever looks from outside."""

    def __init__(self, context: JobContext, workspace: Workspace, job_id: int) -> None:
        self._context = context
        self._workspace = workspace
        self._job_id = job_id
        self._noted_at = float("-inf")

    def honour_requests(self) -> None:
        self._context.honour_requests()

    def report_progress(self, progress: Progress) -> None:
        self._context.report_progress(progress)
        now = time.monotonic()
        if now - self._noted_at >= NOTE_INTERVAL_SECONDS:
            self._noted_at = now
            self._workspace.jobs.set_progress(self._job_id, progress.stage, progress.fraction)

    def report_sample(self, *, step: int, file: Path, caption: str) -> None:
        self._context.report_sample(step=step, file=file, caption=caption)

    def report_checkpoint(self, *, stage: str, step: int) -> None:
        self._context.report_checkpoint(stage=stage, step=step)

    def note(self, message: str) -> None:
        self._context.note(message)
