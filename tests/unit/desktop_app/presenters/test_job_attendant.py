"""What happens while nobody looks: the machine stays awake, and the end is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.presenters.fault_report import fault_report
from desktop_app.presenters.job_attendant import JobAttendant
from desktop_app.presenters.job_presenter import JobPresenter
from engine.contract.events import JobFailed, JobSucceeded, WorkerStopped
from engine.contract.job_states import JobState
from engine.contract.results import StudentQuality, UpdateResult
from tests.support import window_facts as made_up
from tests.support.fake_engine_client import FakeEngineClient


@pytest.fixture
def client(qapp):
    return FakeEngineClient(made_up.story_facts(Path("/w")))


@pytest.fixture
def told(client):
    attendant = JobAttendant(client, JobPresenter(client), client)
    told = []
    attendant.wakefulness_changed.connect(lambda item: told.append(item.is_needed))
    attendant.ended.connect(told.append)
    return told


def _publish(client, state):
    client.publish(replace(client.facts, jobs=(made_up.job(state),)))


def test_the_machine_stays_awake_exactly_while_an_update_runs_here(client, told):
    for state in (JobState.QUEUED, JobState.RUNNING, JobState.RUNNING, JobState.PAUSED):
        _publish(client, state)
    _publish(client, JobState.RUNNING)
    _publish(client, JobState.INTERRUPTED)
    assert told == [True, False, True, False]


def test_an_update_of_another_program_keeps_its_own_machine_awake(client, told):
    client.elsewhere = {3}
    _publish(client, JobState.RUNNING)
    assert told == []


@pytest.mark.parametrize(
    ("state", "tone", "words"),
    [
        ("candidate", "ok", "waits for approval"),
        ("approved", "ok", "is active"),
        ("rejected", "warning", "rejected version 3"),
    ],
)
def test_the_end_is_told_with_what_came_of_it(client, told, state, tone, words):
    student = StudentQuality(
        parameters=1,
        teacher_parameters=2,
        images_per_second=1.0,
        teacher_images_per_second=1.0,
        fidelity_ratio=1.0,
    )
    result = UpdateResult(
        version_number=3,
        state=state,
        verdict=(),
        seconds=1.0,
        peak_memory_mb=1.0,
        products=(),
        student=student,
    )
    client.receive(JobSucceeded(job_id=3, result=result))
    [notice] = told
    assert notice.tone == tone
    assert words in notice.text


def test_faults_and_deaths_are_told_but_not_those_of_small_work(client, told):
    client.receive(JobFailed(job_id=-4, is_user_fixable=True, message="No such picture."))
    client.receive(WorkerStopped(exit_code=0, job_id=None))
    assert told == []
    client.receive(JobFailed(job_id=3, is_user_fixable=True, message="The disk is full."))
    client.receive(WorkerStopped(exit_code=-9, job_id=3, reason="Memory ran out."))
    assert [item.text for item in told] == ["The disk is full.", "Memory ran out."]


def test_the_report_has_what_is_needed_and_no_picture(tmp_path):
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "engine.log").write_text("old line\n" * 9000 + "the last line\n", encoding="utf-8")
    facts = made_up.story_facts(tmp_path)
    text = fault_report(facts, "CUDA is gone.", "Traceback: here")
    for part in ("CUDA is gone.", "Traceback: here", "the last line", "versions: 2", "Qt 6"):
        assert part in text
    assert len(text) < 40_000
    # Neither folders of photographs nor the database's address, which may hold a password.
    assert "/photos" not in text
    assert "database_url" not in text
    assert "Python" in fault_report(None, "x", "")
