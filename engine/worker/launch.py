"""Starting a worker process; the desktop process imports this, so nothing heavy may stand here."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.context import SpawnProcess
from typing import Protocol

import psutil

from engine.operations.process_environment import missing_settings

#: Two workers that start at once must not restore each other's environment.
_ENVIRONMENT_LOCK = threading.Lock()


class WorkerRole(StrEnum):
    """What a worker is there for."""

    #: Updates, one after another; gives way to everything else on the machine.
    TRAINING = "training"
    #: Everything the operator waits for.
    INTERACTIVE = "interactive"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    """What a worker must know before its first command."""

    role: WorkerRole
    #: The function that carries a spec out, as "module:function".
    runner: str = "engine.operations.dispatch:run_spec"
    #: How long running work may take to reach its checkpoint once the worker is to end.
    wind_down_seconds: float = 18.0


class Pipe(Protocol):
    """One end of the pipe; the class that implements it differs between Windows and the rest."""

    def send(self, obj: object, /) -> None:
        """Send one message."""

    def recv(self) -> object:
        """Wait for one message; raises EOFError once the other side is gone."""

    def poll(self, timeout: float | None = 0.0, /) -> bool:
        """Whether a message, or the end, waits to be received."""

    def fileno(self) -> int:
        """What the operating system calls this end."""

    def close(self) -> None:
        """Let go of this end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerProcess:
    """A worker that has been started, and our end of its pipe."""

    process: SpawnProcess
    pipe: Pipe


def start_worker(settings: WorkerSettings) -> WorkerProcess:
    """Start a worker and return at once; `WorkerStarted` is the first event it sends."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=True)
    # A daemon: should the window's process end without its `shutdown`, waiting for a child that
    # itself waits for the pipe to close would never end.
    process = context.Process(
        target=_serve, args=(theirs, settings), name=f"pilotline-{settings.role}", daemon=True
    )
    with _environment(_worker_environment()):
        process.start()
    # From now on the child alone holds its end: when it dies, ours reads the end of the file.
    theirs.close()
    return WorkerProcess(process=process, pipe=ours)


def _serve(pipe: Pipe, settings: WorkerSettings) -> None:
    from engine.worker.service import serve

    serve(pipe, settings)


def _worker_environment() -> dict[str, str]:
    """What the child needs before its first import; what the user has set stays."""
    wanted = dict(missing_settings(os.environ))
    if sys.platform.startswith("linux"):
        # Jobs run beside the main thread. glibc would give them an arena whose pieces cannot grow
        # past 64 MB: larger tensors would be mapped anew each time (measured: twice the page
        # faults).
        wanted["MALLOC_ARENA_MAX"] = "1"
    wanted["OMP_NUM_THREADS"] = str(_usable_cores())
    return {name: value for name, value in wanted.items() if name not in os.environ}


def _usable_cores() -> int:
    """Physical cores, or fewer where this process may not use all of them."""
    physical: int | None = psutil.cpu_count(logical=False)
    allowed = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return max(1, min(physical or 1, allowed or 1))


@contextmanager
def _environment(added: Mapping[str, str]) -> Iterator[None]:
    with _ENVIRONMENT_LOCK:
        os.environ.update(added)
        try:
            yield
        finally:
            for name in added:
                os.environ.pop(name, None)
