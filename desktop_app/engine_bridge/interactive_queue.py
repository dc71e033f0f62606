"""InteractiveQueue: everything but updates, one after another in a worker that is kept warm."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.engine_bridge.exit_reason import exit_reason
from desktop_app.engine_bridge.worker_supervisor import WorkerEnded, WorkerSupervisor
from engine.contract.events import (
    Event,
    JobCancelled,
    JobFailed,
    JobSucceeded,
    WorkerStopped,
)
from engine.worker.launch import WorkerRole

if TYPE_CHECKING:
    from desktop_app.engine_bridge.bridge_settings import BridgeSettings
    from engine.contract.commands import StartJob


class InteractiveQueue(QObject):
    """Lives on the engine thread; the worker starts with the first request.

    Signals:
        event_received: What the worker, or its supervisor, has to tell.
        changed: A job has ended, so that the workspace may have changed.
        emptied: The answer to `stop`: no worker process is left.
        rested: The answer to `rest`: no worker process is there until the next request.
    """

    event_received = Signal(object)
    changed = Signal()
    emptied = Signal()
    rested = Signal()

    def __init__(self, settings: BridgeSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._supervisor = WorkerSupervisor(WorkerRole.INTERACTIVE, settings, self)
        self._supervisor.event_received.connect(self._on_event)
        self._supervisor.ended.connect(self._on_ended)
        self._waiting: deque[StartJob] = deque()
        self._is_stopping = False
        self._is_resting = False

    @property
    def is_busy(self) -> bool:
        """Whether anything is being done or waits."""
        return self._supervisor.job_id is not None or bool(self._waiting)

    def submit(self, command: StartJob) -> None:
        """Do this once everything asked for before is done."""
        self._waiting.append(command)
        self._advance()

    def cancel(self, job_id: int) -> None:
        """Give up a request; one that has ended meanwhile is left alone."""
        if self._supervisor.job_id == job_id:
            self._supervisor.cancel_job()
            return
        for command in self._waiting:
            if command.job_id == job_id:
                self._waiting.remove(command)
                self.event_received.emit(JobCancelled(job_id=job_id))
                return

    def rest(self) -> None:
        """End the worker while there is nothing to do; `rested` answers."""
        self._is_resting = True
        if self._supervisor.is_up:
            self._supervisor.stop()
        else:
            self._tell_rested()

    def stop(self) -> None:
        """Give up what waits, let the worker end; `emptied` answers."""
        self._is_stopping = True
        for command in self._waiting:
            self.event_received.emit(JobCancelled(job_id=command.job_id))
        self._waiting.clear()
        if self._supervisor.is_up:
            self._supervisor.stop()
        else:
            self.emptied.emit()

    def _advance(self) -> None:
        if self._waiting and self._supervisor.is_free and not self._is_stopping:
            self._supervisor.start_job(self._waiting.popleft())

    def _on_event(self, event: Event) -> None:
        self.event_received.emit(event)
        if isinstance(event, JobSucceeded | JobFailed | JobCancelled):
            self.changed.emit()
            self._advance()

    def _on_ended(self, ended: WorkerEnded) -> None:
        if ended.job_id is not None:
            self.event_received.emit(self._last_word(ended.job_id, ended))
        self.event_received.emit(WorkerStopped(exit_code=ended.exit_code, job_id=None))
        self.changed.emit()
        if self._is_resting:
            self._tell_rested()
        if self._is_stopping:
            self.emptied.emit()
        else:
            # What waits was asked for by the user and has not been tried: a new worker takes it.
            self._advance()

    def _tell_rested(self) -> None:
        self._is_resting = False
        self.rested.emit()

    def _last_word(self, job_id: int, ended: WorkerEnded) -> JobCancelled | JobFailed:
        if ended.was_cancelled or self._is_stopping:
            return JobCancelled(job_id=job_id)
        reason = exit_reason(ended.exit_code)
        return JobFailed(job_id=job_id, is_user_fixable=True, message=reason)
