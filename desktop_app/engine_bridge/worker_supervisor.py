"""WorkerSupervisor: owns one worker process, from its start to its end."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from engine.contract.commands import CancelJob, Command, PauseJob, Shutdown, StartJob
from engine.contract.events import (
    Event,
    JobCancelled,
    JobFailed,
    JobPaused,
    JobStarted,
    JobSucceeded,
    WorkerStopped,
)
from engine.worker.launch import WorkerProcess, WorkerRole, WorkerSettings, start_worker

if TYPE_CHECKING:
    from desktop_app.engine_bridge.bridge_settings import BridgeSettings

_LOG = logging.getLogger(__name__)

#: Between asking the system to end a process and ending it for good.
_TERMINATE_SECONDS = 1.5
#: A worker closes its pipe only as it exits; one that lingers after that is stuck.
_LINGER_SECONDS = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerEnded:
    """A worker process is gone."""

    exit_code: int
    #: The job whose end it did not report; None when it was idle.
    job_id: int | None
    #: Whether that job had begun.
    was_started: bool
    #: Whether the job was to be cancelled, so that its death is what the user asked for.
    was_cancelled: bool


class WorkerSupervisor(QObject):
    """Starts a worker when there is work, passes commands on, and notices when it dies.

    Lives on the engine thread. A reader thread for each process waits for events, since waiting for
    a pipe together with Qt's own events is possible on no two systems in the same way.

    Signals:
        event_received: An event of the worker, in order.
        ended: Carries WorkerEnded, after the last event of that process.
    """

    event_received = Signal(object)
    ended = Signal(WorkerEnded)
    _arrived = Signal(object)

    def __init__(self, role: WorkerRole, settings: BridgeSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._worker_settings = WorkerSettings(role=role, runner=settings.runner)
        self._worker: WorkerProcess | None = None
        self._job_id: int | None = None
        self._was_started = False
        self._was_cancelled = False
        self._is_stopping = False
        self._last_resort = QTimer(self, singleShot=True)
        self._last_resort.timeout.connect(self._end_for_good)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def job_id(self) -> int | None:
        """The job the worker is at; None when it is idle or not there."""
        return self._job_id

    @property
    def is_free(self) -> bool:
        """Whether `start_job` may be called: no job at hand, and no process on its way out."""
        return self._job_id is None and not self._is_stopping

    @property
    def is_up(self) -> bool:
        """Whether there is a process, be it on its way out."""
        return self._worker is not None

    def start_job(self, command: StartJob) -> None:
        """Give the worker a job, starting the process first if there is none."""
        self._job_id = command.job_id
        self._was_started = False
        self._was_cancelled = False
        if self._worker is None:
            self._worker = start_worker(self._worker_settings)
            name = f"reader-{self._worker_settings.role}"
            threading.Thread(
                target=self._read, args=(self._worker,), name=name, daemon=True
            ).start()
        self._send(command)

    def pause_job(self) -> None:
        """Ask for the checkpoint."""
        if self._job_id is not None:
            self._send(PauseJob(job_id=self._job_id))

    def cancel_job(self) -> None:
        """Ask the job to end; end its process if it does not do so in time."""
        if self._job_id is not None:
            self._was_cancelled = True
            self._send(CancelJob(job_id=self._job_id))
            self._last_resort.start(round(self._settings.cancel_seconds * 1000))

    def stop(self) -> None:
        """Let the worker checkpoint and exit; `ended` follows within the grace time."""
        if self._worker is None or self._is_stopping:
            return
        self._is_stopping = True
        self._send(Shutdown())
        self._last_resort.start(round(self._settings.grace_seconds * 1000))

    def _send(self, command: Command) -> None:
        if self._worker is None:
            return
        try:
            self._worker.pipe.send(command)
        except OSError:
            _LOG.info("The worker is gone; its end is about to be reported.")

    def _read(self, worker: WorkerProcess) -> None:
        """Wait for events and for the end of the process; runs in a thread of its own."""
        try:
            while self._is_readable(worker):
                self._arrived.emit(worker.pipe.recv())
        except (EOFError, OSError):
            pass
        worker.process.join(_LINGER_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        self._arrived.emit(None)

    @staticmethod
    def _is_readable(worker: WorkerProcess) -> bool:
        # The process may be dead with its last events still in the pipe.
        wait([worker.pipe, worker.process.sentinel])  # type: ignore[list-item]
        return worker.pipe.poll() or worker.process.is_alive()

    @Slot(object)
    def _on_arrived(self, message: object) -> None:
        if message is None:
            self._on_process_ended()
            return
        event = cast("Event", message)
        if isinstance(event, JobStarted):
            self._was_started = True
        if isinstance(event, JobPaused | JobSucceeded | JobFailed | JobCancelled | WorkerStopped):
            self._job_id = None
            if not self._is_stopping:
                self._last_resort.stop()
        self.event_received.emit(event)

    def _on_process_ended(self) -> None:
        worker = self._worker
        if worker is None:
            return
        self._last_resort.stop()
        ended = WorkerEnded(
            exit_code=worker.process.exitcode or 0,
            job_id=self._job_id,
            was_started=self._was_started,
            was_cancelled=self._was_cancelled,
        )
        worker.pipe.close()
        worker.process.close()
        self._worker = None
        self._job_id = None
        self._is_stopping = False
        self.ended.emit(ended)

    @Slot()
    def _end_for_good(self) -> None:
        if self._worker is None:
            return
        _LOG.warning("The worker did not end in time and is ended now.")
        self._worker.process.terminate()
        process = self._worker.process
        QTimer.singleShot(round(_TERMINATE_SECONDS * 1000), self, lambda: self._kill(process))

    def _kill(self, process: object) -> None:
        if self._worker is not None and self._worker.process is process:
            self._worker.process.kill()
