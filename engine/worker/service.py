"""The worker's two threads: this one reads commands, the other does the job."""

import faulthandler
import logging
import multiprocessing
import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, assert_never, cast

import psutil

from engine.contract.commands import CancelJob, Command, PauseJob, Shutdown, StartJob
from engine.contract.errors import UserFixableError
from engine.contract.events import WorkerStarted
from engine.contract.job_context import JobContext
from engine.contract.results import Result
from engine.contract.specs import Spec
from engine.registry.process_identity import current_process
from engine.worker.engine_log import EngineLog
from engine.worker.failure import failure_event
from engine.worker.job_run import run_job
from engine.worker.launch import Pipe, WorkerRole, WorkerSettings
from engine.worker.outbox import Outbox
from engine.worker.pipe_context import PipeContext

_LOG = logging.getLogger(__name__)

#: Enough for a few events through a pipe that somebody reads.
_FLUSH_SECONDS = 2.0


def serve(pipe: Pipe, settings: WorkerSettings) -> None:
    """Be a worker until told to shut down, or until the other side is gone."""
    # Ctrl+C in a terminal reaches every process in it; the window decides when we end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if settings.role is WorkerRole.TRAINING:
        _give_way()
    Service(pipe, settings).run()


class Service:
    """One worker: a job thread, an outbox, and the loop that obeys commands."""

    def __init__(self, pipe: Pipe, settings: WorkerSettings) -> None:
        self._pipe = pipe
        self._settings = settings
        #: What may wake us: a command, and each sign that it is time to go.
        self._sources: list[Any] = [pipe, *_signs_of_the_end()]
        self._log = EngineLog(settings.role)
        self._outbox = Outbox(pipe.send)
        self._jobs: queue.SimpleQueue[tuple[StartJob, PipeContext] | None] = queue.SimpleQueue()
        #: The job at hand; set by the thread that reads commands, cleared by the one that works.
        self._current: PipeContext | None = None
        # One thread for all jobs: OpenMP would start new helper threads for each new one. A daemon,
        # so that a kernel that hangs cannot keep the process.
        self._job_thread = threading.Thread(target=self._work, name="job", daemon=True)

    def run(self) -> None:
        """Obey until the end, then let running work reach its checkpoint."""
        identity = current_process()
        self._outbox.put(
            WorkerStarted(process_id=identity.process_id, process_started_at=identity.started_at)
        )
        self._job_thread.start()
        while (command := self._next_command()) is not None and not isinstance(command, Shutdown):
            self._obey(command)
        self._wind_down()

    def _next_command(self) -> Command | None:
        """Wait for a command; None when the other side is gone, or the system ends us."""
        try:
            ready = wait(self._sources)
            if self._pipe not in ready:
                return None
            return cast("Command", self._pipe.recv())
        except (EOFError, OSError):
            return None

    def _obey(self, command: StartJob | PauseJob | CancelJob) -> None:
        current = self._current
        match command:
            case StartJob():
                self._start(command)
            case PauseJob():
                # A request for any other job has crossed that job's last event on the way.
                if current is not None and current.job_id == command.job_id:
                    current.request_pause()
            case CancelJob():
                if current is not None and current.job_id == command.job_id:
                    current.request_cancel()
            case _:
                assert_never(command)

    def _start(self, command: StartJob) -> None:
        if self._current is not None:
            busy = UserFixableError("The worker is busy. Wait until it has finished.")
            self._outbox.put(failure_event(command.job_id, busy))
            return
        context = PipeContext(command.job_id, self._outbox.put)
        self._current = context
        self._jobs.put((command, context))

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            command, context = job
            # Where the folder cannot be written to, the job itself will say so.
            with suppress(OSError):
                self._log.follow(Path(command.workspace))
            final = run_job(command, context, self._run_spec, self._outbox.put)
            # Before the final event leaves: it may be answered at once with the next job.
            self._current = None
            self._outbox.put(final)

    def _run_spec(self, workspace: Path, spec: Spec, context: JobContext, job_id: int) -> Result:
        module_name, _, name = self._settings.runner.partition(":")
        result: Result = getattr(import_module(module_name), name)(workspace, spec, context, job_id)
        return result

    def _wind_down(self) -> None:
        limit = self._settings.wind_down_seconds
        if self._log.faults is not None:
            # Fires even while native code holds the interpreter's lock.
            faulthandler.dump_traceback_later(
                limit + 2 * _FLUSH_SECONDS, exit=True, file=self._log.faults
            )
        if (current := self._current) is not None:
            current.request_pause()
        self._jobs.put(None)
        self._job_thread.join(limit)
        has_ended = not self._job_thread.is_alive()
        has_told = self._outbox.close(_FLUSH_SECONDS)
        if not (has_ended and has_told):
            _LOG.error("The job did not reach a step within %.0f seconds; giving up.", limit)
            logging.shutdown()
            os._exit(1)
        faulthandler.cancel_dump_traceback_later()


def _signs_of_the_end() -> list[int]:
    """What becomes readable when our parent dies, or when the system asks us to end."""
    signs = []
    if (parent := multiprocessing.parent_process()) is not None:
        # The pipe's end tells too, unless some other child of our parent has inherited its side.
        signs.append(parent.sentinel)
    if sys.platform != "win32":
        # Logging out and shutting down send this to every process; it must not cost the checkpoint.
        readable, writable = os.pipe()
        os.set_blocking(writable, False)
        signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, lambda *_: None)
        signs.append(readable)
    return signs


def _give_way() -> None:
    """Let the window, and whatever else the operator uses, go first."""
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(5)
