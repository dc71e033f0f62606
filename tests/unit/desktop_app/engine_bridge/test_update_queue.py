"""Which job starts when; the worker is replaced by a list of what it was given."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop_app.engine_bridge.bridge_settings import BridgeSettings
from desktop_app.engine_bridge.registry_gateway import RegistryGateway
from desktop_app.engine_bridge.update_queue import UpdateQueue
from desktop_app.engine_bridge.worker_supervisor import WorkerSupervisor
from engine.contract.commands import StartJob
from engine.contract.events import JobStarted
from engine.contract.job_states import JobState
from engine.contract.specs import UpdateSpec
from engine.registry.entities import JobRecord, WorkspaceFacts


def job(job_id: int, state: JobState = JobState.QUEUED) -> JobRecord:
    return JobRecord(
        id=job_id,
        kind="update",
        state=state,
        spec=UpdateSpec(seed=job_id),
        product_names=(),
        fraction=0.0,
        stage="",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        started_at=None,
        finished_at=None,
        process_id=None,
        process_started_at=None,
        error=None,
        version_number=None,
    )


def facts(*jobs: JobRecord) -> WorkspaceFacts:
    return WorkspaceFacts(
        root=Path("/w"), products=(), versions=(), active_number=None, jobs=jobs, activations=()
    )


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Job ids that the worker was given."""
    given: list[int] = []

    def start_job(self: WorkerSupervisor, command: StartJob) -> None:
        assert command.workspace == str(Path("/w"))
        given.append(command.job_id)

    monkeypatch.setattr(WorkerSupervisor, "start_job", start_job)
    return given


@pytest.fixture
def parent(qapp: QObject) -> QObject:
    return QObject()


@pytest.fixture
def queue(parent: QObject) -> UpdateQueue:
    return UpdateQueue(RegistryGateway(), BridgeSettings(), parent)


def test_oldest_of_our_jobs_starts(queue: UpdateQueue, given: list[int]) -> None:
    queue.add(3)
    queue.add(2)
    queue.consider(facts(job(1), job(2), job(3)))
    assert given == [2]


def test_what_waits_in_a_workspace_that_is_opened_starts(
    queue: UpdateQueue, given: list[int]
) -> None:
    queue.adopt_waiting(facts(job(1, JobState.PAUSED), job(2)))
    assert given == [2]


def test_job_of_another_program_is_not_ours(queue: UpdateQueue, given: list[int]) -> None:
    queue.adopt_waiting(facts())
    queue.consider(facts(job(1)))
    assert given == []


def test_nothing_starts_while_another_program_is_at_a_job(
    queue: UpdateQueue, given: list[int]
) -> None:
    queue.add(2)
    queue.consider(facts(job(1, JobState.RUNNING), job(2)))
    assert given == []
    queue.consider(facts(job(1, JobState.SUCCEEDED), job(2)))
    assert given == [2]


def test_job_that_could_not_be_taken_is_not_tried_again_until_something_changes(
    queue: UpdateQueue, given: list[int]
) -> None:
    queue.add(1)
    for _ in range(3):
        queue.consider(facts(job(1)))
    assert given == [1]
    queue.consider(facts(job(1), job(2)))
    assert given == [1, 1]


def test_job_that_was_resumed_with_nothing_else_changed_starts(
    queue: UpdateQueue, given: list[int]
) -> None:
    queue.add(1)
    queue.consider(facts(job(1)))
    queue._on_event(JobStarted(job_id=1))
    queue.consider(facts(replace(job(1), fraction=0.5)))
    queue.add(1)
    queue.consider(facts(job(1)))
    assert given == [1, 1, 1]


def test_nothing_starts_while_closing(queue: UpdateQueue, given: list[int]) -> None:
    emptied: list[bool] = []
    queue.emptied.connect(lambda: emptied.append(True))
    queue.add(1)
    queue.stop()
    queue.consider(facts(job(1)))
    assert given == []
    assert emptied == [True]
