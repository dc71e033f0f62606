"""The versions page, driven by real clicks."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTabWidget

from desktop_app.engine_bridge.requests import RunSpec
from desktop_app.pages.quality_table import QualityTable
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.tile_view import TileView
from engine.contract.events import JobSucceeded
from engine.contract.results import ActivationResult, ComparePair, CompareResult
from engine.contract.specs import ApproveSpec, CompareSpec, RollbackSpec
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
