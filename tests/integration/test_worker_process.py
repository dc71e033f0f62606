"""The bridge with real worker processes: what runs, stops, dies, and what is left of it."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop_app.engine_bridge.bridge_settings import BridgeSettings
from desktop_app.engine_bridge.engine_client import EngineClient
from desktop_app.engine_bridge.notices import RequestRefused
from engine.contract.events import (
    Event,
    JobCancelled,
    JobFailed,
    JobNoted,
    JobPaused,
    JobProgressed,
    JobStarted,
    JobSucceeded,
    WorkerStarted,
    WorkerStopped,
)
from engine.contract.job_states import JobState
from engine.registry import JobRecord, Workspace
from engine.registry.process_identity import current_process
from tests.support.stub_runner import RUNNER, count, request, stubbed

pytestmark = pytest.mark.integration

SETTINGS = BridgeSettings(runner=RUNNER, poll_seconds=0.5, facts_interval_seconds=0.05)


class Watcher:
    """A client with a workspace open, and everything it has said."""

    def __init__(self, client: EngineClient, qtbot: QtBot, root: Path) -> None:
        self.client = client
        self.qtbot = qtbot
        self.root = root
        self.events: list[Event] = []
        self.notices: list[object] = []
        for signal_of_event in (
            client.worker_started,
            client.job_started,
            client.job_progressed,
            client.job_noted,
            client.job_paused,
            client.job_succeeded,
            client.job_failed,
            client.job_cancelled,
            client.worker_stopped,
        ):
            signal_of_event.connect(self.events.append)
        for signal_of_notice in (client.job_queued, client.request_refused, client.closed):
            signal_of_notice.connect(self.notices.append)

    def until(self, condition: Callable[[], object], seconds: float = 30.0) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=round(seconds * 1000))

    def submit(self, spec) -> int:
        request_id = self.client.submit_update(spec)
        self.until(lambda: any(getattr(n, "request_id", 0) == request_id for n in self.notices))
        return self.notices[-1].job_id

    def of(self, kind: type, job_id: int | None = None) -> list:
        return [
            event
            for event in self.events
            if isinstance(event, kind) and (job_id is None or event.job_id == job_id)
        ]

    def wait_for(self, kind: type, job_id: int | None = None):
        self.until(lambda: self.of(kind, job_id))
        return self.of(kind, job_id)[-1]

    def job(self, job_id: int) -> JobRecord:
        return next(job for job in self.client.facts.jobs if job.id == job_id)

    def wait_for_state(self, job_id: int, state: JobState) -> None:
        self.until(lambda: any(j.id == job_id and j.state is state for j in self.client.facts.jobs))

    @property
    def worker_pid(self) -> int:
        return self.of(WorkerStarted)[-1].process_id


@pytest.fixture
def watcher(qtbot: QtBot, tmp_path: Path) -> Iterator[Watcher]:
    yield from _watch(qtbot, tmp_path / "作業場", SETTINGS)


@pytest.fixture
def hasty(qtbot: QtBot, tmp_path: Path) -> Iterator[Watcher]:
    settings = BridgeSettings(
        runner=RUNNER,
        poll_seconds=0.5,
        facts_interval_seconds=0.05,
        grace_seconds=0.5,
        cancel_seconds=0.5,
    )
    yield from _watch(qtbot, tmp_path / "workspace", settings)


def _watch(qtbot: QtBot, root: Path, settings: BridgeSettings) -> Iterator[Watcher]:
    client = EngineClient(settings=settings)
    watcher = Watcher(client, qtbot, root)
    client.open_workspace(root)
    watcher.until(lambda: client.facts is not None)
    yield watcher
    assert client.wait_closed()
    client.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_update_runs_and_its_worker_exits(watcher: Watcher) -> None:
    job_id = watcher.submit(count(0.5))
    watcher.wait_for(JobSucceeded, job_id)
    stopped = watcher.wait_for(WorkerStopped)
    watcher.wait_for_state(job_id, JobState.SUCCEEDED)
    kinds = [type(event) for event in watcher.events]
    assert kinds[:2] == [WorkerStarted, JobStarted]
    assert kinds[-2:] == [JobSucceeded, WorkerStopped]
    assert kinds[-3] is JobProgressed
    assert watcher.of(JobProgressed)[-1].fraction == 1.0
    assert len(watcher.of(JobProgressed)) < 15
    assert stopped == WorkerStopped(exit_code=0, job_id=None)


def test_queue_goes_on_after_success_failure_and_cancel(watcher: Watcher) -> None:
    ids = [watcher.submit(spec) for spec in (stubbed("fail"), count(30), count(0.1))]
    watcher.wait_for(JobStarted, ids[1])
    watcher.client.cancel(ids[1])
    watcher.wait_for(JobSucceeded, ids[2])
    watcher.wait_for_state(ids[2], JobState.SUCCEEDED)
    assert [watcher.job(i).state for i in ids] == [
        JobState.FAILED,
        JobState.CANCELLED,
        JobState.SUCCEEDED,
    ]
    assert len({event.process_id for event in watcher.of(WorkerStarted)}) == 3


def test_paused_update_frees_its_process_and_resumes_where_it_was(watcher: Watcher) -> None:
    job_id = watcher.submit(count(1.0))
    watcher.wait_for(JobProgressed, job_id)
    watcher.client.pause(job_id)
    watcher.wait_for(JobPaused, job_id)
    watcher.wait_for(WorkerStopped)
    watcher.wait_for_state(job_id, JobState.PAUSED)
    assert not psutil.pid_exists(watcher.worker_pid)
    watcher.client.resume(job_id)
    watcher.wait_for(JobSucceeded, job_id)
    counted_from = [int(note.message.split()[-1]) for note in watcher.of(JobNoted)]
    assert counted_from[0] == 0
    assert counted_from[1] > 0


def test_queue_goes_on_after_a_pause(watcher: Watcher) -> None:
    first, second = watcher.submit(count(30)), watcher.submit(count(0.1))
    watcher.wait_for(JobProgressed, first)
    watcher.client.pause(first)
    watcher.wait_for(JobSucceeded, second)
    watcher.wait_for_state(first, JobState.PAUSED)


def test_cancel_during_pause_reports_cancelled(watcher: Watcher) -> None:
    job_id = watcher.submit(count(30, checkpoint_seconds=1.0))
    watcher.wait_for(JobProgressed, job_id)
    watcher.client.pause(job_id)
    watcher.client.cancel(job_id)
    watcher.wait_for(JobCancelled, job_id)
    watcher.wait_for_state(job_id, JobState.CANCELLED)
    assert not watcher.of(JobPaused)
    assert not (watcher.root / "checkpoints" / f"job-{job_id:06d}").exists()


def test_cancel_of_a_paused_update_deletes_its_checkpoint(watcher: Watcher) -> None:
    job_id = watcher.submit(count(30))
    watcher.wait_for(JobProgressed, job_id)
    watcher.client.pause(job_id)
    watcher.wait_for_state(job_id, JobState.PAUSED)
    folder = watcher.root / "checkpoints" / f"job-{job_id:06d}"
    assert folder.exists()
    watcher.client.cancel(job_id)
    watcher.wait_for_state(job_id, JobState.CANCELLED)
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_worker_leaves_an_interrupted_job_that_resumes(watcher: Watcher) -> None:
    first, second = watcher.submit(count(1.5)), watcher.submit(count(0.1))
    watcher.wait_for(JobProgressed, first)
    os.kill(watcher.worker_pid, signal.SIGKILL)
    stopped = watcher.wait_for(WorkerStopped)
    assert stopped.exit_code == -signal.SIGKILL
    assert stopped.job_id == first
    assert "memory" in stopped.reason
    watcher.wait_for_state(first, JobState.INTERRUPTED)
    # Nothing starts by itself, the job behind it neither.
    watcher.qtbot.wait(1200)
    assert watcher.job(second).state is JobState.QUEUED
    assert len(watcher.of(WorkerStarted)) == 1
    watcher.client.resume(first)
    watcher.wait_for(JobSucceeded, first)
    watcher.wait_for(JobSucceeded, second)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signal")
def test_worker_that_the_system_ends_writes_its_checkpoint(watcher: Watcher) -> None:
    job_id = watcher.submit(count(30))
    watcher.wait_for(JobProgressed, job_id)
    os.kill(watcher.worker_pid, signal.SIGTERM)
    watcher.wait_for(JobPaused, job_id)
    watcher.wait_for_state(job_id, JobState.PAUSED)


@pytest.mark.expects_log_warnings
def test_update_that_ignores_cancel_is_ended(hasty: Watcher) -> None:
    job_id = hasty.submit(stubbed("ignore requests"))
    hasty.wait_for(JobNoted, job_id)
    hasty.client.cancel(job_id)
    hasty.wait_for(JobCancelled, job_id)
    hasty.wait_for_state(job_id, JobState.CANCELLED)


def test_requests_wait_for_one_another_and_share_a_process(watcher: Watcher) -> None:
    ids = [watcher.client.run(request("echo", seed)) for seed in range(3)]
    assert all(job_id < 0 for job_id in ids)
    answers = [watcher.wait_for(JobSucceeded, job_id).result for job_id in ids]
    assert [event.job_id for event in watcher.of(JobSucceeded)] == ids
    assert len({answer.version_number for answer in answers}) == 1
    assert {answer.runtime for answer in answers} == {""}


def test_request_runs_while_an_update_does(watcher: Watcher) -> None:
    update = watcher.submit(count(30))
    watcher.wait_for(JobProgressed, update)
    watcher.wait_for(JobSucceeded, watcher.client.run(request("echo")))
    assert watcher.job(update).state is JobState.RUNNING
    assert not watcher.client.is_running_elsewhere(update)


def test_waiting_and_running_requests_are_cancelled(watcher: Watcher) -> None:
    running, waiting = [watcher.client.run(request("count", seed)) for seed in range(2)]
    watcher.client.cancel(waiting)
    watcher.wait_for(JobCancelled, waiting)
    watcher.wait_for(JobSucceeded, running)
    assert not watcher.of(JobStarted, waiting)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_request_whose_worker_dies_fails_and_the_next_gets_a_new_worker(watcher: Watcher) -> None:
    dying, next_one = watcher.client.run(request("die")), watcher.client.run(request("echo"))
    failed = watcher.wait_for(JobFailed, dying)
    assert failed.is_user_fixable
    assert "ended from outside" in failed.message
    watcher.wait_for(JobSucceeded, next_one)
    assert watcher.of(WorkerStopped)[0].job_id is None


@pytest.mark.parametrize(
    ("behaviour", "is_user_fixable", "words"),
    [
        ("fail", False, "壊れた"),
        ("refuse", True, "Register a product first."),
        ("tamper", False, "Artifact abc is missing."),
        ("run out of memory", True, "memory of this workstation ran out"),
        ("leave", False, "SystemExit"),
    ],
)
def test_failure_is_told_in_plain_words(
    watcher: Watcher, behaviour: str, is_user_fixable: bool, words: str
) -> None:
    job_id = watcher.submit(stubbed(behaviour))
    failed = watcher.wait_for(JobFailed, job_id)
    assert failed.is_user_fixable is is_user_fixable
    assert words in failed.message
    assert bool(failed.traceback) is not is_user_fixable
    watcher.wait_for_state(job_id, JobState.FAILED)
    assert words in watcher.job(job_id).error
    watcher.wait_for(WorkerStopped)
    assert words in (watcher.root / "logs" / "engine.log").read_text(encoding="utf-8")


def test_success_that_was_committed_is_not_written_over(watcher: Watcher) -> None:
    job_id = watcher.submit(stubbed("commit"))
    watcher.wait_for(WorkerStopped)
    watcher.wait_for_state(job_id, JobState.SUCCEEDED)


def test_update_of_another_program_is_left_alone(watcher: Watcher) -> None:
    with Workspace.open(watcher.root) as workspace:
        other = workspace.jobs.enqueue(count(9))
        watcher.until(lambda: len(watcher.client.facts.jobs) == 1)
        watcher.qtbot.wait(700)
        assert not watcher.of(WorkerStarted)
        identity = current_process()
        workspace.jobs.start(other.id, identity.process_id, identity.started_at)
        watcher.wait_for_state(other.id, JobState.RUNNING)
        assert watcher.client.is_running_elsewhere(other.id)
        ours = watcher.submit(count(0.1))
        watcher.client.cancel(other.id)
        watcher.until(lambda: getattr(watcher.notices[-1], "action", "") == "cancel")
        assert watcher.notices[-1].is_user_fixable
        watcher.qtbot.wait(700)
        assert not watcher.of(WorkerStarted)
        workspace.jobs.finish(other.id, JobState.SUCCEEDED)
        watcher.wait_for(JobSucceeded, ours)


def test_closing_checkpoints_the_update_and_ends_every_process(watcher: Watcher) -> None:
    job_id = watcher.submit(count(30))
    watcher.client.run(request("echo"))
    watcher.wait_for(JobSucceeded)
    watcher.wait_for(JobProgressed, job_id)
    watcher.client.shutdown()
    watcher.until(lambda: type(watcher.notices[-1]).__name__ == "EngineClosed")
    assert not multiprocessing.active_children()
    with Workspace.open(watcher.root) as workspace:
        assert workspace.jobs.get(job_id).state is JobState.PAUSED
    assert (watcher.root / "checkpoints" / f"job-{job_id:06d}" / "step.txt").exists()


def test_the_workspace_moves_although_a_worker_was_warm(watcher: Watcher) -> None:
    watcher.wait_for(JobSucceeded, watcher.client.run(request("echo")))
    target = watcher.root.with_name("moved")
    watcher.client.move_workspace(target)
    watcher.until(lambda: watcher.client.facts.root == target)
    assert not watcher.root.exists()
    # The next request starts a worker in the new place.
    watcher.wait_for(JobSucceeded, watcher.client.run(request("echo")))


def test_the_workspace_stays_while_something_is_done_in_it(watcher: Watcher) -> None:
    job_id = watcher.client.run(request("count"))
    watcher.client.move_workspace(watcher.root.with_name("moved"))
    watcher.wait_for(JobSucceeded, job_id)
    [refused] = [n for n in watcher.notices if isinstance(n, RequestRefused)]
    assert refused.action == "move"
    assert watcher.root.exists()


@pytest.mark.expects_log_warnings
def test_closing_does_not_wait_for_an_update_that_hangs(hasty: Watcher) -> None:
    job_id = hasty.submit(stubbed("ignore requests"))
    hasty.wait_for(JobNoted, job_id)
    began_at = time.monotonic()
    assert hasty.client.wait_closed()
    assert time.monotonic() - began_at < 5
    with Workspace.open(hasty.root) as workspace:
        assert workspace.jobs.get(job_id).state is JobState.INTERRUPTED


@pytest.mark.skipif(sys.platform != "linux", reason="reads nice values and glibc's settings")
def test_training_gives_way_and_has_its_allocator_settings(watcher: Watcher) -> None:
    before = dict(os.environ)
    update = watcher.submit(stubbed("environment"))
    training = watcher.wait_for(JobSucceeded, update).result.runtime.split()
    interactive = watcher.wait_for(
        JobSucceeded, watcher.client.run(request("environment"))
    ).result.runtime.split()
    assert int(training[0]) == int(interactive[0]) + 5 or int(training[0]) == 19
    assert training[1] == "1"
    assert int(training[2]) > 1 << 20
    assert int(training[3]) >= 1
    assert dict(os.environ) == before
