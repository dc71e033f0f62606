"""The update page, driven by real clicks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar, QPushButton, QRadioButton

from desktop_app.engine_bridge.notices import JobQueued
from desktop_app.engine_bridge.requests import (
    CancelAny,
    PauseRunning,
    ResumeStopped,
    RunSpec,
    SubmitUpdate,
)
from desktop_app.widgets.entry_view import EntryView
from engine.contract.events import (
    JobFailed,
    JobNoted,
    JobProgressed,
    JobSucceeded,
    SampleSaved,
    WorkerStopped,
)
from engine.contract.job_states import JobState
from engine.contract.specs import PreflightSpec, Preset
from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui


def _preflights(desk):
    return [
        r
        for r in desk.client.requests
        if isinstance(r, RunSpec) and isinstance(r.spec, PreflightSpec)
    ]


def _agree(desk, **changes):
    desk.qtbot.waitUntil(lambda: bool(_preflights(desk)), timeout=3000)
    report = made_up.preflight_report(**changes)
    desk.client.receive(JobSucceeded(job_id=_preflights(desk)[-1].job_id, result=report))


def _run(desk):
    desk.client.publish(replace(desk.client.facts, jobs=(made_up.job(JobState.RUNNING),)))


@pytest.mark.parametrize("desk", [made_up.facts], indirect=True)
def test_without_products_the_page_points_to_them(desk):
    desk.window.go_to("update")
    from desktop_app.widgets.empty_state import EmptyState

    assert desk.find(EmptyState, "updateEmpty").isVisible()


def test_choices_preflight_and_one_button_start_the_update(desk):
    desk.window.go_to("update")
    start = desk.find(QPushButton, "updateButton")
    reason = desk.find(QLabel, "updateButtonReason")
    assert not start.isEnabled()
    assert reason.isVisible()
    _agree(desk)
    assert desk.find(QLabel, "preflightTime").text() == "4 to 7 min"
    desk.click("presetChoice_quick", QRadioButton)
    assert not start.isEnabled()
    desk.qtbot.waitUntil(lambda: len(_preflights(desk)) == 2, timeout=3000)
    _agree(desk)
    desk.click("updateButton")
    request = desk.client.last_request
    assert isinstance(request, SubmitUpdate)
    assert request.spec.preset is Preset.QUICK
    assert request.spec.product_names == ("Bracket",)
    desk.client.notify(JobQueued(request_id=request.request_id, job_id=3))


def test_unticking_everything_disables_with_a_reason(desk):
    desk.window.go_to("update")
    view = desk.find(EntryView, "productChoices")
    spot = view.visualRect(view.model().index(0, 0))
    place = QPoint(spot.left() + 18, spot.center().y())
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.find(QLabel, "updateButtonReason").text() == "Tick at least one product."


def test_a_running_update_is_watched_paused_resumed_and_given_up(desk, tmp_path):
    desk.window.go_to("update")
    _run(desk)
    client = desk.client
    client.receive(
        JobProgressed(
            job_id=3,
            stage="teacher",
            stage_index=0,
            stage_count=2,
            step=5,
            step_count=10,
            fraction=0.25,
            elapsed_seconds=3.0,
            eta_low_seconds=60.0,
            eta_high_seconds=120.0,
            loss=0.7,
        )
    )
    client.receive(JobNoted(job_id=3, message="Half the batch fits."))
    client.receive(SampleSaved(job_id=3, step=5, file=str(tmp_path / "none.png"), caption="Gear"))
    assert desk.find(QLabel, "jobTitle").text() == "Running: teaching Bracket"
    assert desk.find(QProgressBar, "jobProgress").value() == 250
    assert "Half the batch fits." in desk.find(QPlainTextEdit, "jobLog").toPlainText()
    assert desk.find(QLabel, "sampleSheetCaption").text() == "Gear, step 5"
    desk.click("pauseButton")
    assert client.last_request == PauseRunning(job_id=3)
    assert not desk.find(QPushButton, "pauseButton").isEnabled()
    client.publish(replace(client.facts, jobs=(made_up.job(JobState.PAUSED, fraction=0.25),)))
    desk.click("resumeButton")
    assert client.last_request == ResumeStopped(job_id=3)
    desk.click("giveUpButton")
    desk.click("confirmButton")
    assert client.last_request == CancelAny(job_id=3)


def test_an_update_of_another_program_cannot_be_paused_here(desk):
    desk.client.elsewhere = {3}
    desk.window.go_to("update")
    _run(desk)
    assert not desk.find(QPushButton, "pauseButton").isEnabled()
    assert "another program" in desk.find(QLabel, "jobDetail").text()


def test_a_dead_worker_is_one_banner_with_resume(desk):
    _run(desk)
    desk.client.receive(WorkerStopped(exit_code=-9, job_id=3, reason="Memory ran out."))
    assert desk.find(QLabel, "engineBannerText").text().startswith("Memory ran out.")
    desk.click("bannerResume")
    assert desk.client.last_request == ResumeStopped(job_id=3)


def test_why_the_engine_stopped_is_told_in_the_language_of_the_window(desk):
    _run(desk)
    reason = (
        "The engine was ended from outside, most likely by the system because memory ran out. "
        "Everything up to its last checkpoint is kept."
    )
    desk.window.use_language("ja")
    desk.client.receive(WorkerStopped(exit_code=-9, job_id=3, reason=reason))
    assert desk.find(QLabel, "engineBannerText").text().startswith("エンジンが外部から")
    desk.window.use_language("en")
    assert desk.find(QLabel, "engineBannerText").text().startswith(reason)


def test_the_outcome_leads_to_the_versions(desk):
    desk.window.go_to("update")
    _run(desk)
    desk.client.publish(made_up.with_candidate(desk.client.facts))
    assert desk.find(QLabel, "outcomeTitle").text().startswith("Version 3 passed the gate")
    desk.click("seeVersionsButton")
    assert desk.window.current_page == "versions"
    assert desk.find(QLabel, "versionTitle").text() == "Version 3"


def test_a_failed_update_has_its_details_and_a_report_beside_it(desk):
    desk.window.go_to("update")
    _run(desk)
    desk.client.receive(
        JobFailed(job_id=3, is_user_fixable=True, message="The disk is full.", traceback="Trace 1")
    )
    assert "The disk is full." in desk.find(QLabel, "jobMessageText").text()
    desk.click("jobReportButton")
    report = desk.find(QPlainTextEdit, "crashDetails").toPlainText()
    assert "Trace 1" in report
    assert "The disk is full." in report
    desk.click("crashCopy")
    desk.click("crashClose")
