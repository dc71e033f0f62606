"""The versions page, driven by real clicks."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QWidget,
)

from desktop_app.engine_bridge.requests import RunSpec
from desktop_app.pages.quality_table import QualityTable
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.tile_view import TileView
from engine.contract.events import JobProgressed, JobSucceeded
from engine.contract.results import ActivationResult, ComparePair, CompareResult, ExportResult
from engine.contract.specs import ApproveSpec, CompareSpec, ExportSpec, RollbackSpec, StorageSpec
from engine.contract.upkeep import StorageResult, VersionCost
from engine.registry.entities import VersionState
from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui


@pytest.fixture
def versions(desk):
    desk.client.publish(made_up.with_candidate(desk.client.facts))
    desk.window.go_to("versions")
    return desk


def _show(desk, row):
    view = desk.find(EntryView, "versionTimeline")
    view.setCurrentIndex(view.model().index(row, 0))


def test_a_candidate_is_approved_with_a_reason(versions):
    _show(versions, 0)
    assert versions.find(QLabel, "versionState").text() == "Candidate"
    assert versions.find(QualityTable, "versionQualities").model().rowCount() == 3
    versions.click("approveButton")
    versions.qtbot.keyClicks(versions.find(QLineEdit, "confirmReason"), "looks right")
    versions.click("confirmButton")
    request = versions.client.last_request
    assert isinstance(request, RunSpec)
    assert request.spec == ApproveSpec(version_number=3, reason="looks right")
    assert not versions.find(QPushButton, "approveButton").isEnabled()


def test_the_active_version_says_why_it_cannot_be_gone_back_to(versions):
    _show(versions, 1)
    assert not versions.find(QPushButton, "rollbackButton").isEnabled()
    reason = versions.find(QLabel, "rollbackButtonReason")
    assert reason.isVisible()
    assert reason.text() == "This version is active already."


def test_going_back_shows_consequence_and_checks(versions):
    _show(versions, 2)
    versions.click("rollbackButton")
    versions.click("confirmButton")
    request = versions.client.last_request
    assert request.spec == RollbackSpec(version_number=1)
    result = ActivationResult(
        version_number=1, previous_number=2, verified=True, checks=("All equal.",), seconds=1.0
    )
    versions.client.receive(JobSucceeded(job_id=request.job_id, result=result))
    text = versions.find(QLabel, "activationMessageText").text()
    assert "Version 1 is active" in text
    assert "All equal." in text
    versions.click("closeActivation")
    assert not versions.find(QLabel, "activationMessageText").isVisible()


def test_an_approval_can_be_taken_back_from_its_message(versions):
    _show(versions, 0)
    versions.click("approveButton")
    versions.click("confirmButton")
    versions.qtbot.waitUntil(lambda: versions.window.findChild(QDialog, "confirmDialog") is None)
    facts = versions.client.facts
    states = {3: VersionState.APPROVED}
    now = tuple(
        replace(item, is_active=item.number == 3, state=states.get(item.number, item.state))
        for item in facts.versions
    )
    assert not versions.find(QPushButton, "goBackButton").isVisible()
    result = ActivationResult(
        version_number=3, previous_number=2, verified=True, checks=(), seconds=1.0
    )
    job_id = versions.client.last_request.job_id
    versions.client.publish(replace(facts, versions=now))
    versions.client.receive(JobSucceeded(job_id=job_id, result=result))
    other = versions.find(QComboBox, "compareOther")
    assert other.currentText() == "Version 2 (Approved)", "no longer the active one"
    assert versions.find(QPushButton, "goBackButton").text().strip() == "Go back to version 2…"
    versions.click("goBackButton")
    versions.qtbot.keyClicks(versions.find(QLineEdit, "confirmReason"), "station 4 complains")
    versions.click("confirmButton")
    spec = versions.client.last_request.spec
    assert spec == RollbackSpec(version_number=2, reason="station 4 complains")
    assert versions.find(QLabel, "versionTitle").text() == "Version 3", "it stays in sight"


def test_both_versions_draw_the_same_seeds_old_left_new_right(versions):
    _show(versions, 0)
    versions.find(QTabWidget, "versionTabs").setCurrentIndex(1)
    versions.click("compareButton")
    request = versions.client.last_request
    assert request.spec == CompareSpec(old_number=2, new_number=3)
    pair = ComparePair(
        product_name="Gear", class_name="good", seed=0, old_file=None, new_file="/new.png"
    )
    result = CompareResult(old_number=2, new_number=3, pairs=(pair,))
    versions.client.receive(JobSucceeded(job_id=request.job_id, result=result))
    grid = versions.find(TileView, "compareGrid")
    assert grid.isVisible()
    assert grid.model().rowCount() == 1


def test_what_changed_is_told_against_the_parent(versions):
    _show(versions, 0)
    told = [text.text() for text in versions.find(QWidget, "versionChanges").findChildren(QLabel)]
    assert told[:2] == ["New", "Bracket (good, crack, scratch)"]
    assert "retention 95% → 92%; accuracy 96% → 94%" in " ".join(told).replace("\u200b", "")
    assert versions.find(QLabel, "versionChangesTitle").text() == "Against version 2"


def test_the_verification_is_watched_step_by_step(versions):
    _show(versions, 2)
    versions.click("rollbackButton")
    versions.click("confirmButton")
    request = versions.client.last_request
    bar = versions.find(QProgressBar, "activationProgress")
    for step, words in ((2, "File 3 of 5"), (5, "canary pictures are drawn again")):
        versions.client.receive(
            JobProgressed(
                job_id=request.job_id,
                stage="verify",
                stage_index=0,
                stage_count=1,
                step=step,
                step_count=6,
                fraction=step / 6,
                elapsed_seconds=1.0,
            )
        )
        assert words in versions.find(QLabel, "activationMessageText").text()
        assert bar.isVisible()
        assert bar.value() == round(1000 * step / 6)


def test_a_version_is_exported_into_a_folder(versions, tmp_path):
    _show(versions, 1)
    versions.find(QPushButton, "exportButton").menu().actions()[0].trigger()
    dialog = versions.find(QFileDialog, "exportDialog")
    dialog.fileSelected.emit(str(tmp_path))
    request = versions.client.last_request
    assert request.spec == ExportSpec(version_number=2, format="onnx", output_dir=str(tmp_path))
    assert not versions.find(QPushButton, "exportButton").isEnabled()
    result = ExportResult(files=("a", "b"), largest_difference=2e-6)
    versions.client.receive(JobSucceeded(job_id=request.job_id, result=result))
    said = versions.find(QLabel, "exportMessageText").text()
    assert said.startswith(f"2 files written to {tmp_path}.")
    assert "2.0e-06" in said
    versions.click("closeExport")
    assert not versions.find(QWidget, "exportMessage").isVisible()
    dialog.close()


def test_what_a_version_takes_on_disk_is_looked_up_once(versions):
    asked = [r for r in versions.client.requests if isinstance(r, RunSpec)]
    storage = [r for r in asked if isinstance(r.spec, StorageSpec)]
    assert len(storage) == 1
    costs = (VersionCost(number=2, size_bytes=18 << 20, own_bytes=5 << 20, teacher_bytes=0),)
    result = StorageResult(parts=(), freed_bytes=None, disk_free_bytes=0, versions=costs)
    versions.client.receive(JobSucceeded(job_id=storage[0].job_id, result=result))
    _show(versions, 1)
    record = versions.find(QWidget, "versionFacts").findChildren(QLabel)
    said = " ".join(text.text() for text in record).replace("\u200b", "")
    assert "18.0 MB, of which 5.0 MB belong to no other version" in said
    assert "no update can build on this version" in said
