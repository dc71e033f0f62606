"""UpdateQueue: which queued update starts when, each in a worker process of its own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.engine_bridge.exit_reason import exit_reason
from desktop_app.engine_bridge.worker_supervisor import WorkerEnded, WorkerSupervisor
from engine.contract.commands import StartJob
from engine.contract.events import (
    Event,
    JobCancelled,
    JobFailed,
    JobPaused,
    JobStarted,
    JobSucceeded,
    WorkerStopped,
)
from engine.contract.job_states import JobState
from engine.worker.launch import WorkerRole

if TYPE_CHECKING:
    from desktop_app.engine_bridge.bridge_settings import BridgeSettings
    from desktop_app.engine_bridge.registry_gateway import RegistryGateway
    from engine.registry.entities import JobRecord, WorkspaceFacts

_LOG = logging.getLogger(__name__)


class UpdateQueue(QObject):
    """One update at a time, in the order of their turns; lives on the engine thread.

    The worker exits after every update, paused ones included, so that all its memory is free again.
    Nothing starts by itself after a worker has died: the queue waits until the user asks for
    something.

    Signals:
        event_received: What the worker, or its supervisor, has to tell.
        changed: A job's row may have changed.
        emptied: The answer to `stop`: no worker process is left.
    """

    event_received = Signal(object)
    changed = Signal()
    emptied = Signal()

    def __init__(self, gateway: RegistryGateway, settings: BridgeSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._supervisor = WorkerSupervisor(WorkerRole.TRAINING, settings, self)
        self._supervisor.event_received.connect(self._on_event)
        self._supervisor.ended.connect(self._on_ended)
        #: Jobs that are ours to start. One that another program has queued is its own.
        self._ours: set[int] = set()
        #: The queue as it was when a worker was last given a job, until that job has begun.
        self._given_with: tuple[JobRecord, ...] | None = None
        self._is_held = False
        self._is_stopping = False

    @property
    def running_job_id(self) -> int | None:
        """The update our worker is at."""
        return self._supervisor.job_id

    @property
    def is_up(self) -> bool:
        """Whether a worker process is there."""
        return self._supervisor.is_up

    def adopt_waiting(self, facts: WorkspaceFacts) -> None:
        """A workspace has been opened: what waits in its queue is ours to start."""
        self._ours = {job.id for job in facts.jobs if job.state is JobState.QUEUED}
        self.release()
        self.consider(facts)

    def add(self, job_id: int) -> None:
        """The user has queued this job, or resumed it."""
        self._ours.add(job_id)
        self.release()

    def release(self) -> None:
        """Go on after a worker has died."""
        self._is_held = False
        self._given_with = None

    def consider(self, facts: WorkspaceFacts) -> None:
        """Start the next update if there is one and nothing stands in its way.

        The facts must have been read just now. A worker that could not take its job, since another
        program was quicker, is not started again before something has changed.
        """
        if self._is_held or self._is_stopping or self._supervisor.is_up:
            return
        if facts.jobs == self._given_with:
            return
        if any(job.state is JobState.RUNNING for job in facts.jobs):
            return
        if (job := self._next(facts)) is not None:
            self._given_with = facts.jobs
            self._supervisor.start_job(
                StartJob(job_id=job.id, workspace=str(facts.root), spec=job.spec)
            )

    def pause(self) -> None:
        """Ask the running update for its checkpoint."""
        self._supervisor.pause_job()

    def cancel_running(self) -> None:
        """Give up the running update."""
        self._supervisor.cancel_job()

    def stop(self) -> None:
        """Start no more; let what runs reach its checkpoint; `emptied` answers."""
        self._is_stopping = True
        if self._supervisor.is_up:
            self._supervisor.stop()
        else:
            self.emptied.emit()

    def _next(self, facts: WorkspaceFacts) -> JobRecord | None:
        waiting = (
            job for job in facts.jobs if job.state is JobState.QUEUED and job.id in self._ours
        )
        return min(waiting, key=lambda job: job.turn, default=None)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, JobStarted):
            self._given_with = None
        if isinstance(event, JobPaused | JobSucceeded | JobFailed | JobCancelled):
            self._supervisor.stop()
        self.event_received.emit(event)
        self.changed.emit()

    def _on_ended(self, ended: WorkerEnded) -> None:
        for event in self._settle(ended):
            self.event_received.emit(event)
        self.changed.emit()
        if self._is_stopping:
            self.emptied.emit()

    def _settle(self, ended: WorkerEnded) -> list[Event]:
        """Write down what a worker that died could not; what there is to tell about it."""
        stopped = WorkerStopped(exit_code=ended.exit_code, job_id=None)
        if ended.job_id is None:
            return [stopped]
        reason = exit_reason(ended.exit_code)
        try:
            is_unfinished = self._gateway.interrupt(ended.job_id, reason)
            if is_unfinished and ended.was_cancelled:
                self._gateway.cancel(ended.job_id)
                return [JobCancelled(job_id=ended.job_id), stopped]
        except Exception:  # noqa: BLE001
            # The next reading of the facts finds that nobody works at the job, and marks it.
            _LOG.warning("The end of job %d was not written.", ended.job_id, exc_info=True)
            is_unfinished = True
        if not is_unfinished:
            return [stopped]
        self._is_held = True
        return [WorkerStopped(exit_code=ended.exit_code, job_id=ended.job_id, reason=reason)]
