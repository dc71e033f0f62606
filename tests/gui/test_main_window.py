"""The frame of the window: rail, status, language, theme, closing."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QToolButton, QWidget

from desktop_app.engine_bridge.notices import RequestRefused
from desktop_app.settings.user_settings import UserSettingsStore
from desktop_app.widgets.theme import theme
from engine.contract.job_states import JobState
from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui

_PAGES = ("products", "update", "generate", "versions", "quality", "records", "settings")


def test_the_rail_leads_to_every_page(desk):
    for key in _PAGES:
        desk.click(f"nav_{key}", QToolButton)
        assert desk.window.current_page == key
        assert desk.find(QWidget, f"{key}Page").isVisible()


def test_the_language_changes_everywhere_at_once_and_is_remembered(desk, tmp_path):
    action = desk.find(QAction, "language_ja")
    action.trigger()
    desk.qtbot.waitUntil(lambda: desk.languages.code == "ja")
    assert desk.find(QToolButton, "nav_update").accessibleName() == "更新"
    assert desk.find(QLabel, "statusActive").text() == "稼働中：バージョン 2"
    assert UserSettingsStore(tmp_path / "window.json").current.language == "ja"
    for key in _PAGES:
        desk.window.go_to(key)
    desk.window.use_language("en")
    assert desk.find(QToolButton, "nav_update").accessibleName() == "Update"


def test_the_theme_changes_and_is_remembered(desk, tmp_path):
    desk.find(QAction, "theme_dark").trigger()
    desk.qtbot.waitUntil(lambda: theme().name == "dark")
    assert UserSettingsStore(tmp_path / "window.json").current.theme == "dark"


def test_every_button_has_a_name_for_those_who_cannot_see_it(desk):
    for key in _PAGES:
        desk.window.go_to(key)
    for widget in desk.window.findChildren(QAbstractButton):
        # Qt's own, inside tables and the like, are not ours to name.
        if widget.objectName().startswith("qt_") or type(widget).__name__ == "QTableCornerButton":
            continue
        if isinstance(widget, (QPushButton, QToolButton)) and not widget.isHidden():
            assert widget.accessibleName() or widget.text(), widget.objectName()


def test_every_disabled_button_says_why(desk):
    for key in _PAGES:
        desk.window.go_to(key)
        for widget in desk.window.findChildren(QPushButton):
            if widget.isVisible() and not widget.isEnabled():
                reason = desk.find(QLabel, f"{widget.objectName()}Reason")
                assert reason.text() == widget.toolTip() != ""


def test_closing_during_an_update_asks_first(desk):
    desk.client.publish(replace(desk.client.facts, jobs=(made_up.job(JobState.RUNNING),)))
    closings = []
    desk.window.closing.connect(lambda: closings.append(True))
    desk.window.close()
    assert desk.window.isVisible()
    assert not closings
    desk.click("confirmButton")
    assert not desk.window.isVisible()
    assert closings


def test_a_refusal_is_a_banner_that_can_be_closed(desk):
    notice = RequestRefused(action="open", is_user_fixable=True, message="It is a file.")
    desk.client.notify(notice)
    assert desk.find(QLabel, "engineBannerText").text() == "It is a file."
    desk.click("bannerClose")
    assert not desk.find(QLabel, "engineBannerText").isVisible()


@pytest.mark.parametrize("code", ["en", "ja"])
def test_the_smallest_window_has_room_for_every_page(desk, code):
    desk.window.use_language(code)
    for key in _PAGES:
        desk.window.go_to(key)
    assert desk.window.minimumSizeHint().width() <= 1280
    assert desk.window.minimumSizeHint().height() <= 720


def test_keys_reach_the_pages(desk):
    desk.window.activateWindow()
    button = desk.find(QToolButton, "nav_versions")
    button.setFocus()
    desk.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert desk.window.current_page == "versions"


def test_the_window_stays_free_of_heavy_libraries():
    code = (
        "import sys, desktop_app.application\n"
        "heavy = {'torch', 'cv2', 'onnxruntime', 'numpy', 'diffusers'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
