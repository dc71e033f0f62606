"""A worker without a window: a bare pipe on one side, a real process on the other."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.contract.commands import Shutdown, StartJob
from engine.contract.events import JobFailed, JobNoted, JobStarted, WorkerStarted
from engine.registry import Workspace
from engine.worker.launch import WorkerProcess, WorkerRole, WorkerSettings, start_worker
from tests.support.stub_runner import RUNNER, request

pytestmark = pytest.mark.integration


@contextmanager
def worker() -> Iterator[WorkerProcess]:
    settings = WorkerSettings(role=WorkerRole.INTERACTIVE, runner=RUNNER, wind_down_seconds=0.3)
    started = start_worker(settings)
    try:
        yield started
    finally:
        started.pipe.close()
        started.process.join(20)
        started.process.kill()
        started.process.join()


def wait_for(started: WorkerProcess, kind: type) -> object:
    while not isinstance(event := started.pipe.recv(), kind):
        assert not isinstance(event, JobFailed)
    return event


def start(started: WorkerProcess, root: Path, behaviour: str, job_id: int = -1) -> None:
    command = StartJob(job_id=job_id, workspace=str(root), spec=request(behaviour))
    started.pipe.send(command)


def test_idle_worker_shuts_down_cleanly() -> None:
    with worker() as started:
        said = started.pipe.recv()
        assert isinstance(said, WorkerStarted)
        assert said.process_id == started.process.pid
        started.pipe.send(Shutdown())
        started.process.join(20)
        assert started.process.exitcode == 0


def test_worker_that_hangs_ends_itself_once_nobody_listens(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "workspace").close()
    with worker() as started:
        start(started, tmp_path / "workspace", "ignore requests")
        wait_for(started, JobNoted)
        began_at = time.monotonic()
        started.pipe.close()
        started.process.join(20)
        assert started.process.exitcode == 1
        assert time.monotonic() - began_at < 10


def test_second_job_at_the_same_time_is_refused(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "workspace").close()
    with worker() as started:
        start(started, tmp_path / "workspace", "ignore requests")
        wait_for(started, JobStarted)
        start(started, tmp_path / "workspace", "echo", job_id=-2)
        while not isinstance(event := started.pipe.recv(), JobFailed):
            assert isinstance(event, JobNoted)
        assert event.job_id == -2
        assert "busy" in event.message
