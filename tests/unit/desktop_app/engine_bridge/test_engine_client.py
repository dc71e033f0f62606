from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from desktop_app.engine_bridge.bridge_settings import BridgeSettings
from desktop_app.engine_bridge.engine_client import EngineClient
from desktop_app.engine_bridge.notices import (
    ActivityRead,
    EngineClosed,
    JobQueued,
    PicturesRead,
    RequestRefused,
    SettingsChanged,
)
from desktop_app.engine_bridge.requests import (
    CancelAny,
    ChangeSettings,
    Close,
    JudgePictures,
    MoveWorkspace,
    OpenWorkspace,
    PauseRunning,
    ReadActivity,
    ReadPictures,
    Refresh,
    ResumeStopped,
    RetireProduct,
    RunSpec,
    SubmitUpdate,
)
from engine.contract.errors import UserFixableError
from engine.contract.events import (
    CheckpointSaved,
    Event,
    JobCancelled,
    JobFailed,
    JobNoted,
    JobPaused,
    JobProgressed,
    JobStarted,
    JobSucceeded,
    SampleSaved,
    WorkerStarted,
    WorkerStopped,
)
from engine.contract.job_states import JobState
from engine.contract.results import VerifyResult
from engine.contract.specs import UpdateSpec, VerifySpec
from engine.registry import Workspace, current_process
from engine.registry.picture_judgements import Judgement
from tests.support.fake_engine_client import FakeEngineClient

EVENTS: tuple[tuple[str, Event], ...] = (
    ("worker_started", WorkerStarted(process_id=9, process_started_at=1.0)),
    ("job_started", JobStarted(job_id=1)),
    (
        "job_progressed",
        JobProgressed(
            job_id=1,
            stage="teacher",
            stage_index=0,
            stage_count=1,
            step=5_000_000_000,
            step_count=9_000_000_000,
            fraction=0.5,
            elapsed_seconds=1.0,
        ),
    ),
    ("sample_saved", SampleSaved(job_id=1, step=1, file="見本.png", caption="Bracket")),
    ("checkpoint_saved", CheckpointSaved(job_id=1, stage="teacher", step=1)),
    ("job_noted", JobNoted(job_id=1, message="slower")),
    ("job_paused", JobPaused(job_id=1)),
    (
        "job_succeeded",
        JobSucceeded(
            job_id=1,
            result=VerifyResult(ok=True, problems=(), artifacts_checked=1, log_entries_checked=1),
        ),
    ),
    ("job_failed", JobFailed(job_id=1, is_user_fixable=True, message="No.")),
    ("job_cancelled", JobCancelled(job_id=1)),
    ("worker_stopped", WorkerStopped(exit_code=-9, job_id=1, reason="killed")),
)


def test_every_event_has_its_signal(qapp: QObject) -> None:
    assert {type(event) for _, event in EVENTS} == set(get_args(Event))
    client = FakeEngineClient()
    for name, event in EVENTS:
        received: list[Event] = []
        getattr(client, name).connect(received.append)
        client.receive(event)
        assert received == [event]
        assert received[0] is event


def test_a_client_that_was_never_asked_for_anything_closes_without_an_engine(qtbot) -> None:
    client = EngineClient()
    with qtbot.waitSignal(client.closed):
        client.shutdown()
    assert client.wait_closed()


def test_every_notice_has_its_signal(qapp: QObject) -> None:
    client = FakeEngineClient()
    for name, notice in (
        ("job_queued", JobQueued(request_id=-1, job_id=1)),
        ("request_refused", RequestRefused(action="open", is_user_fixable=True, message="No.")),
        ("settings_changed", SettingsChanged(request_id=-1)),
        ("activity_read", ActivityRead(root=Path("/w"), after=0, entries=())),
        ("pictures_read", PicturesRead(root=Path("/w"), pictures=())),
        ("closed", EngineClosed()),
    ):
        received: list[object] = []
        getattr(client, name).connect(received.append)
        client.notify(notice)
        assert received == [notice]


def test_methods_become_requests_with_ids_of_their_own(qapp: QObject) -> None:
    client = FakeEngineClient()
    update, run = client.submit_update(UpdateSpec()), client.run(VerifySpec())
    assert update < 0
    assert run < 0
    assert update != run
    client.open_workspace(Path("/w"))
    client.pause(1)
    client.resume(1)
    client.cancel(1)
    client.retire_product("Bracket")
    client.move_workspace(Path("/new"))
    change = client.change_settings({"attempts": 3}, "trial")
    client.read_activity(after=7)
    client.read_pictures()
    client.judge_pictures(["/w/a.png"], Judgement(rating=2))
    client.refresh()
    client.shutdown()
    assert change < run
    assert client.requests == [
        SubmitUpdate(request_id=update, spec=UpdateSpec()),
        RunSpec(job_id=run, spec=VerifySpec()),
        OpenWorkspace(root=Path("/w")),
        PauseRunning(job_id=1),
        ResumeStopped(job_id=1),
        CancelAny(job_id=1),
        RetireProduct(name="Bracket"),
        MoveWorkspace(target=Path("/new")),
        ChangeSettings(request_id=change, values=(("attempts", 3),), reason="trial"),
        ReadActivity(after=7),
        ReadPictures(),
        JudgePictures(files=("/w/a.png",), judgement=Judgement(rating=2)),
        Refresh(),
        Close(),
    ]
    assert client.last_request == Close()


def test_update_cannot_run_beside_the_queue(qapp: QObject) -> None:
    with pytest.raises(TypeError, match="submit_update"):
        FakeEngineClient().run(UpdateSpec())


def test_update_with_another_process_runs_elsewhere(qapp: QObject, tmp_path: Path) -> None:
    here = current_process()
    with Workspace.create(tmp_path / "workspace") as workspace:
        job = workspace.jobs.enqueue(UpdateSpec())
        workspace.jobs.start(job.id, here.process_id, here.started_at)
        facts = workspace.facts()
    client = EngineClient()
    assert not client.is_running_elsewhere(job.id)
    client._on_facts(facts)
    assert client.is_running_elsewhere(job.id)
    client._on_event(WorkerStarted(process_id=here.process_id, process_started_at=1.0))
    assert not client.is_running_elsewhere(job.id)
    client._on_facts(replace(facts, jobs=(replace(job, state=JobState.PAUSED),)))
    assert not client.is_running_elsewhere(job.id)


def test_client_that_was_never_used_needs_no_closing(qapp: QObject) -> None:
    assert EngineClient().wait_closed()


class TestWithItsThread:
    """Real engine thread and workspace, no worker."""

    @pytest.fixture
    def client(self, qtbot: QtBot, tmp_path: Path):
        client = EngineClient(settings=BridgeSettings(poll_seconds=0.2))
        with qtbot.waitSignal(client.facts_changed, timeout=20_000):
            client.open_workspace(tmp_path / "作業場")
        yield client
        assert client.wait_closed()

    def test_facts_arrive_in_the_windows_thread(self, client: EngineClient, qtbot: QtBot) -> None:
        threads: list[QThread] = []
        client.facts_changed.connect(lambda _: threads.append(QThread.currentThread()))
        with Workspace.open(client.facts.root) as workspace:
            workspace.jobs.enqueue(UpdateSpec())
        qtbot.waitUntil(lambda: len(client.facts.jobs) == 1)
        assert threads == [client.thread()]

    @pytest.mark.parametrize(
        ("method", "argument", "action", "request_id"),
        [
            ("pause", 7, "pause", 7),
            ("resume", 7, "resume", 7),
            ("cancel", 7, "cancel", 7),
            ("retire_product", "nowhere", "retire", None),
        ],
    )
    def test_refusal_says_what_and_why(
        self, client: EngineClient, qtbot: QtBot, method, argument, action, request_id
    ) -> None:
        with qtbot.waitSignal(client.request_refused) as blocker:
            getattr(client, method)(argument)
        [refused] = blocker.args
        assert (refused.action, refused.request_id) == (action, request_id)
        assert refused.is_user_fixable
        assert refused.message.endswith(".")
        assert refused.traceback == ""

    @pytest.mark.expects_log_warnings
    def test_error_of_our_own_brings_its_traceback(
        self, client: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise KeyError("row")

        monkeypatch.setattr("engine.registry.job_store.JobStore.enqueue", fail)
        with qtbot.waitSignal(client.request_refused) as blocker:
            request_id = client.submit_update(UpdateSpec())
        [refused] = blocker.args
        assert refused.request_id == request_id
        assert not refused.is_user_fixable
        assert "KeyError" in refused.traceback

    def test_workspace_that_cannot_be_opened_leaves_the_present_one(
        self, client: EngineClient, qtbot: QtBot, tmp_path: Path
    ) -> None:
        (tmp_path / "taken").mkdir()
        (tmp_path / "taken" / "report.docx").touch()
        with qtbot.waitSignal(client.request_refused) as blocker:
            client.open_workspace(tmp_path / "taken")
        assert blocker.args[0].action == "open"
        assert client.facts.root == tmp_path / "作業場"

    def test_settings_change_and_the_log_tells_of_it(
        self, client: EngineClient, qtbot: QtBot
    ) -> None:
        with qtbot.waitSignals([client.settings_changed, client.facts_changed]):
            client.change_settings({"min_retention": 0.7}, "trial week")
        assert client.facts.settings.policy.min_retention == 0.7
        last = client.facts.last_activity
        with qtbot.waitSignal(client.activity_read) as blocker:
            client.read_activity(after=last - 1)
        [read] = blocker.args
        assert read.root == client.facts.root
        assert [(e.subject, e.after, e.reason) for e in read.entries] == [
            ("min_retention", "0.7", "trial week")
        ]

    def test_pictures_are_found_with_what_was_said_of_them(
        self, client: EngineClient, qtbot: QtBot, tmp_path: Path
    ) -> None:
        folder = tmp_path / "作業場" / "generated" / "Gear" / "v0001"
        folder.mkdir(parents=True)
        file = folder / "Gear_good_v0001_s000003.png"
        file.touch()
        client.judge_pictures([str(file)], Judgement(rating=4))
        with qtbot.waitSignal(client.pictures_read) as caught:
            client.read_pictures()
        (picture,) = caught.args[0].pictures
        assert (picture.file, picture.judgement.rating) == (str(file), 4)

    def test_what_is_no_generated_picture_cannot_be_judged(
        self, client: EngineClient, qtbot: QtBot
    ) -> None:
        with qtbot.waitSignal(client.request_refused) as caught:
            client.judge_pictures(["/elsewhere/a.png"], Judgement(rating=4))
        assert caught.args[0].action == "judge"
        assert caught.args[0].is_user_fixable

    def test_a_setting_out_of_range_is_refused(self, client: EngineClient, qtbot: QtBot) -> None:
        with qtbot.waitSignal(client.request_refused) as blocker:
            request_id = client.change_settings({"attempts": 99})
        [refused] = blocker.args
        assert (refused.action, refused.request_id) == ("settings", request_id)
        assert refused.is_user_fixable

    def test_the_workspace_moves_and_is_open_in_its_new_place(
        self, client: EngineClient, qtbot: QtBot, tmp_path: Path
    ) -> None:
        with qtbot.waitSignal(client.facts_changed):
            client.move_workspace(tmp_path / "新")
        assert client.facts.root == tmp_path / "新"
        assert not (tmp_path / "作業場").exists()

    def test_a_move_that_is_refused_leaves_the_workspace_open(
        self, client: EngineClient, qtbot: QtBot, tmp_path: Path
    ) -> None:
        (tmp_path / "taken").mkdir()
        (tmp_path / "taken" / "report.docx").touch()
        with qtbot.waitSignal(client.request_refused) as blocker:
            client.move_workspace(tmp_path / "taken")
        assert blocker.args[0].action == "move"
        with qtbot.waitSignal(client.activity_read):
            client.read_activity()
        assert client.facts.root == tmp_path / "作業場"

    def test_a_workspace_that_must_exist_is_not_made(
        self, client: EngineClient, qtbot: QtBot, tmp_path: Path
    ) -> None:
        with qtbot.waitSignal(client.request_refused) as blocker:
            client.open_workspace(tmp_path / "nothing", must_exist=True)
        assert "There is no workspace in" in blocker.args[0].message
        assert not (tmp_path / "nothing").exists()

    def test_closing_ends_the_thread(self, client: EngineClient, qtbot: QtBot) -> None:
        with qtbot.waitSignal(client.closed):
            client.shutdown()
        assert client._thread.isFinished()
        client.refresh()
        client.shutdown()


def test_work_without_a_workspace_fails_in_plain_words(qtbot: QtBot) -> None:
    client = EngineClient()
    with qtbot.waitSignal(client.job_failed) as blocker:
        job_id = client.run(VerifySpec())
    [failed] = blocker.args
    assert failed.job_id == job_id
    assert failed.is_user_fixable
    assert str(UserFixableError(failed.message)) == "No workspace is open. Open one first."
    assert client.wait_closed()
