"""The queue of updates and the engine's settings, under a user's hands."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTabWidget, QWidget

from desktop_app.engine_bridge.requests import MoveQueued, RunSpec, SubmitUpdate
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.number_box import DecimalBox
from engine.contract.events import JobProgressed, JobSucceeded
from engine.contract.job_states import JobState
from engine.contract.plan_settings import PlanSetting
from engine.contract.specs import PreflightSpec
from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui

_SETTINGS = (
    PlanSetting(name="teacher_steps", value=2000, default=2000, is_whole=True),
    PlanSetting(name="ema_decay", value=0.995, default=0.995, is_whole=False, is_share=True),
)


def _preflight(desk, **changes):
    runs = desk.client.requests
    asked = [r for r in runs if isinstance(r, RunSpec) and isinstance(r.spec, PreflightSpec)]
    report = made_up.preflight_report(settings=_SETTINGS, strategies=("pilotline", "replay"))
    desk.client.receive(JobSucceeded(job_id=asked[-1].job_id, result=replace(report, **changes)))
    return asked[-1].spec.update


def _wait_for_preflights(desk, count):
    def count_of():
        runs = [r for r in desk.client.requests if isinstance(r, RunSpec)]
        return sum(isinstance(r.spec, PreflightSpec) for r in runs)

    desk.qtbot.waitUntil(lambda: count_of() == count, timeout=3000)


def test_every_setting_is_marked_and_can_be_reset(desk):
    desk.window.go_to("update")
    _wait_for_preflights(desk, 1)
    _preflight(desk)
    desk.click("advancedButton")
    steps = desk.find(DecimalBox, "edit_teacher_steps")
    assert desk.find(QLabel, "engineState_teacher_steps").text() == "Default"
    steps.setValue(300)
    assert desk.find(QLabel, "engineState_teacher_steps").text() == "Modified (default 2,000)"
    assert desk.find(QLabel, "engineSettingsSummary").text() == "1 setting modified"
    # The estimate is another one now.
    _wait_for_preflights(desk, 2)
    assert _preflight(desk).overrides == (("teacher_steps", 300),)
    desk.find(DecimalBox, "edit_seed").setValue(7)
    desk.click("updateButton")
    request = desk.client.last_request
    assert isinstance(request, SubmitUpdate)
    assert (request.spec.overrides, request.spec.seed) == ((("teacher_steps", 300),), 7)
    desk.click("engineReset_teacher_steps")
    assert steps.value() == 2000
    desk.click("resetEngineSettings")
    assert desk.find(DecimalBox, "edit_seed").value() == 0
    assert desk.find(QLabel, "engineSettingsSummary").text() == "Every setting is the default"


def test_what_the_gate_demands_stands_beside_the_verdict(desk):
    desk.window.go_to("update")
    said = [text.text() for text in desk.find(QWidget, "preflightPolicy").findChildren(QLabel)]
    assert said[:2] == ["Least retention", "at least 80%"]
    desk.click("policyButton")
    assert desk.window.current_page == "settings"


def _publish_queue(desk, *turns):
    running = made_up.job(JobState.RUNNING)
    waiting = [
        made_up.job(JobState.QUEUED, ("Gear",), id=number, position=position)
        for number, position in turns
    ]
    desk.client.publish(replace(desk.client.facts, jobs=(running, *waiting)))


def _keys(desk):
    model = desk.find(EntryView, "queueList").model()
    return [model.entry(row).key for row in range(model.rowCount())]


def test_the_queue_is_seen_and_changed_with_mouse_and_keys(desk):
    desk.window.go_to("update")
    _publish_queue(desk, (4, 4), (5, 5))
    assert desk.find(QLabel, "jobTitle").text().startswith("Running")
    tabs = desk.find(QTabWidget, "jobTabs")
    assert tabs.tabText(2) == "Queue (2)"
    tabs.setCurrentIndex(2)
    assert _keys(desk) == ["4", "5"]
    assert not desk.find(QPushButton, "queueUp").isEnabled()
    desk.click("queueDown")
    assert desk.client.last_request == MoveQueued(job_id=4, places=1)
    _publish_queue(desk, (4, 5), (5, 4))
    assert _keys(desk) == ["5", "4"]
    view = desk.find(EntryView, "queueList")
    assert view.currentIndex().row() == 1
    view.setFocus()
    desk.qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert desk.client.last_request == MoveQueued(job_id=4, places=-1)


def test_another_update_is_queued_while_one_runs(desk):
    desk.window.go_to("update")
    _publish_queue(desk)
    desk.client.publish(
        replace(
            desk.client.facts,
            products=(*desk.client.facts.products, made_up.product("Hinge", id=8)),
        )
    )
    assert not desk.find(QPushButton, "backToJobButton").isVisible()
    desk.click("anotherButton")
    choices = desk.find(EntryView, "productChoices")
    assert [choices.model().entry(row).key for row in range(choices.model().rowCount())] == [
        "Hinge"
    ]
    assert desk.find(QPushButton, "updateButton").text() == " Put into the queue"
    desk.click("backToJobButton")
    assert desk.find(QLabel, "jobTitle").isVisible()


def test_the_log_keeps_details_for_those_who_ask(desk):
    desk.window.go_to("update")
    _publish_queue(desk)
    for step in (1, 2, 3):
        desk.client.receive(
            JobProgressed(
                job_id=3,
                stage="teacher",
                stage_index=0,
                stage_count=2,
                step=step,
                step_count=10,
                fraction=step / 20,
                elapsed_seconds=4.0 * step,
                loss=0.5,
            )
        )
    log = desk.find(QPlainTextEdit, "jobLog")
    assert "loss" not in log.toPlainText()
    desk.presenters.job.log.add("Half fits.")
    desk.window.findChild(QWidget, "logDetails").setChecked(True)
    # The first step and then one line every five seconds.
    assert log.toPlainText().count("loss 0.5") == 2
    assert "teacher 3/10" in log.toPlainText()
    desk.find(QPushButton, "copyLogButton").click()
