"""Carrying out one job from start to final event, and writing down in its row where it stands."""

import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from engine.contract.commands import StartJob
from engine.contract.errors import CancelRequested, PauseRequested
from engine.contract.events import (
    Event,
    FinalEvent,
    JobCancelled,
    JobFailed,
    JobPaused,
    JobStarted,
    JobSucceeded,
)
from engine.contract.job_context import JobContext
from engine.contract.job_states import JobState
from engine.contract.results import Result
from engine.contract.specs import Spec
from engine.registry import Workspace
from engine.registry.process_identity import current_process
from engine.worker.failure import failure_event
from engine.worker.pipe_context import PipeContext

_LOG = logging.getLogger(__name__)

Runner = Callable[[Path, Spec, JobContext, int], Result]

#: The row is for those who look from outside; the window follows the events.
NOTE_INTERVAL_SECONDS = 2.0


def run_job(
    command: StartJob, context: PipeContext, runner: Runner, put: Callable[[Event], None]
) -> FinalEvent:
    """Do the work; whatever happens comes back as the event that ends the job."""
    try:
        if command.job_id < 0:
            put(JobStarted(job_id=command.job_id))
            final = _attempt(command, context, runner)
        else:
            final = _run_recorded(command, context, runner, put)
    except Exception as error:  # noqa: BLE001  (the row could not be read or written; told as failure)
        final = failure_event(command.job_id, error)
    if isinstance(final, JobFailed):
        level = logging.WARNING if final.is_user_fixable else logging.ERROR
        _LOG.log(level, "Job %d failed: %s\n%s", final.job_id, final.message, final.traceback)
    return final


def _run_recorded(
    command: StartJob, context: PipeContext, runner: Runner, put: Callable[[Event], None]
) -> FinalEvent:
    with Workspace.open(Path(command.workspace)) as workspace:
        identity = current_process()
        workspace.jobs.start(command.job_id, identity.process_id, identity.started_at)
        context.note_progress = _ProgressNotes(workspace, command.job_id)
        put(JobStarted(job_id=command.job_id))
        final = _attempt(command, context, runner)
        _write_end(workspace, final)
    return final


def _attempt(command: StartJob, context: PipeContext, runner: Runner) -> FinalEvent:
    job_id = command.job_id
    try:
        # A request that came while the worker was still starting is honoured before any work.
        context.honour_requests()
        result = runner(Path(command.workspace), command.spec, context, job_id)
    except CancelRequested:
        return JobCancelled(job_id=job_id)
    except PauseRequested:
        # Only updates have checkpoints; anything else that has to stop is given up.
        is_given_up = context.is_cancel_requested or job_id < 0
        return JobCancelled(job_id=job_id) if is_given_up else JobPaused(job_id=job_id)
    except BaseException as error:  # noqa: BLE001  (a library's sys.exit must not end the job in silence)
        return failure_event(job_id, error)
    return JobSucceeded(job_id=job_id, result=result)


def _write_end(workspace: Workspace, final: FinalEvent) -> None:
    if workspace.jobs.get(final.job_id).state is not JobState.RUNNING:
        # The work has committed its success with its version: nothing is written over that.
        return
    match final:
        case JobPaused():
            workspace.jobs.finish(final.job_id, JobState.PAUSED)
        case JobSucceeded():
            workspace.jobs.finish(final.job_id, JobState.SUCCEEDED)
        case JobFailed():
            workspace.jobs.finish(final.job_id, JobState.FAILED, final.message)
        case JobCancelled():
            workspace.jobs.finish(final.job_id, JobState.CANCELLED)
            shutil.rmtree(workspace.checkpoints_dir(final.job_id), ignore_errors=True)


class _ProgressNotes:
    """Keeps a running job's row up to date, seldom enough to cost nothing."""

    def __init__(self, workspace: Workspace, job_id: int) -> None:
        self._workspace = workspace
        self._job_id = job_id
        self._noted_at = float("-inf")

    def __call__(self, stage: str, fraction: float) -> None:
        now = time.monotonic()
        if now - self._noted_at < NOTE_INTERVAL_SECONDS:
            return
        self._noted_at = now
        try:
            self._workspace.jobs.set_progress(self._job_id, stage, fraction)
        except Exception:  # noqa: BLE001
            # Hours of training must not end because the database was busy for a moment.
            _LOG.warning("The progress of job %d was not noted.", self._job_id, exc_info=True)
