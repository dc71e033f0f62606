"""The records page, driven by real clicks."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)

from desktop_app.engine_bridge.notices import ActivityRead
from desktop_app.engine_bridge.requests import ReadActivity
from desktop_app.widgets.plain_table import PlainTable
from engine.contract.events import JobProgressed, JobSucceeded
from engine.contract.results import VerifyResult
from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui


@pytest.fixture
def records(desk):
    entries = made_up.activity_entries()
    desk.client.publish(replace(desk.client.facts, last_activity=entries[0].sequence))
    desk.window.go_to("records")
    assert ReadActivity(after=0) in desk.client.requests
    desk.client.notify(ActivityRead(root=desk.client.facts.root, after=0, entries=entries))
    desk.qtbot.waitUntil(lambda: not desk.presenters.records.activity.is_telling)
    return desk


def _table(desk):
    return desk.find(PlainTable, "activityTable")


def _choose(desk, name, key):
    box = desk.find(QComboBox, name)
    box.setCurrentIndex(box.findData(key))


def test_the_log_is_filtered_by_text_action_and_person(records):
    table = _table(records)
    assert table.model().rowCount() == 15
    field = records.find(QLineEdit, "filterText")
    records.qtbot.keyClicks(field, "gear")
    records.qtbot.keyClick(field, Qt.Key.Key_Return)
    found = table.model().rowCount()
    assert 0 < found < 15
    assert records.find(QLabel, "activityCount").text() == f"{found} of 15 lines"
    records.click("filterClear")
    assert table.model().rowCount() == 15
    _choose(records, "filterAction", "product.registered")
    assert table.model().rowCount() == 3
    _choose(records, "filterPerson", "kimura")
    assert table.model().rowCount() == 0
    assert records.find(QLabel, "activityNone").text() == "No line fits the filter."


def test_days_are_asked_for_only_when_they_count(records):
    assert not records.find(QWidget, "filterFirst").isVisible()
    _choose(records, "filterPeriod", "days")
    assert records.find(QWidget, "filterFirst").isVisible()
    _choose(records, "filterPeriod", "today")
    assert not records.find(QWidget, "filterFirst").isVisible()
    assert _table(records).model().rowCount() == 0


def test_a_selected_line_is_shown_in_full(records):
    table = _table(records)
    table.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        records.qtbot.keyClick(table, key)
    detail = records.find(QWidget, "activityLine")
    assert detail.isVisible()
    said = "\n".join(label.text() for label in detail.findChildren(QLabel))
    assert "Product registered: Bracket" in said
    assert f"{15:064x}" in said.replace("\u200b", "")


def test_verifying_shows_how_far_it_is_and_ends_with_a_sentence(records):
    records.click("verifyButton")
    assert not records.find(QPushButton, "verifyButton").isEnabled()
    job_id = records.client.last_request.job_id
    records.client.receive(
        JobProgressed(
            job_id=job_id,
            stage="verify",
            stage_index=0,
            stage_count=1,
            step=1,
            step_count=2,
            fraction=0.5,
            elapsed_seconds=1.0,
        )
    )
    bar = records.find(QWidget, "verifyProgress")
    assert bar.isVisible()
    assert bar.value() == 500
    result = VerifyResult(ok=True, problems=(), artifacts_checked=84, log_entries_checked=15)
    records.client.receive(JobSucceeded(job_id=job_id, result=result))
    assert records.find(QLabel, "recordMessageText").text().startswith("Verified: 15 lines")
    assert not bar.isVisible()
    records.click("closeRecordMessage")
    assert not records.find(QLabel, "recordMessageText").isVisible()


@pytest.mark.parametrize(("kind", "start"), [("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF")])
def test_what_is_shown_is_exported(records, tmp_path, kind, start):
    _choose(records, "filterAction", "product.registered")
    records.click(f"{kind}Button")
    dialog = records.find(QFileDialog, f"{kind}Dialog")
    assert dialog.defaultSuffix() == kind
    path = tmp_path / f"記録.{kind}"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    records.qtbot.waitUntil(path.exists, timeout=20_000)
    records.qtbot.waitUntil(lambda: records.presenters.records.activity.message is not None)
    assert path.read_bytes().startswith(start)
    if kind == "csv":
        assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 4


def test_the_log_outlives_another_language_with_its_filter(records):
    _choose(records, "filterAction", "product.registered")
    records.window.use_language("ja")
    records.qtbot.waitUntil(lambda: not records.presenters.records.activity.is_telling)
    table = _table(records)
    assert table.model().rowCount() == 3
    assert table.model().index(0, 2).data() == "製品の登録"
    assert records.find(QComboBox, "filterAction").currentData() == "product.registered"


def test_what_was_live_leads_to_the_version(records):
    records.find(QTabWidget, "recordTabs").setCurrentIndex(1)
    first = records.client.facts.activations[0]
    asked = records.find(QDateTimeEdit, "liveAt")
    asked.setDateTime(_local(first.at + timedelta(minutes=1)))
    assert "version 1 was live" in records.find(QLabel, "liveAnswer").text()
    records.click("liveVersion")
    assert records.window.current_page == "versions"
    assert records.presenters.versions.selected.number == 1


def test_before_the_first_activation_nothing_was_live(records):
    records.find(QTabWidget, "recordTabs").setCurrentIndex(1)
    first = records.client.facts.activations[0]
    records.find(QDateTimeEdit, "liveAt").setDateTime(_local(first.at - timedelta(minutes=1)))
    assert records.find(QLabel, "liveAnswer").text().startswith("Nothing was live at")
    assert not records.find(QPushButton, "liveVersion").isVisible()


def _local(at):
    return QDateTime.fromSecsSinceEpoch(int(at.astimezone(UTC).timestamp()))
