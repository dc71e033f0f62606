"""Manual, shortcut sheet, command palette and tour, by key and by click."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QToolButton,
    QWidget,
)

from desktop_app.engine_bridge.requests import RunSpec
from desktop_app.help.command_list import CommandList
from desktop_app.help.window_commands import window_commands
from desktop_app.i18n.command_wording import command_texts, english
from desktop_app.item_models.entry_list_model import EntryRole
from desktop_app.settings.user_settings import TOUR_OVER, UserSettingsStore
from desktop_app.widgets.crash_dialog import ReportDialog
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.section_list import SectionList
from desktop_app.widgets.shortcut_table import ShortcutTable
from desktop_app.widgets.theme import theme
from engine.contract.job_states import JobState
from engine.contract.specs import SampleLineSpec
from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui

_PAGES = ("products", "update", "generate", "versions", "quality", "records", "settings")


def _press(desk, key, modifier=Qt.KeyboardModifier.NoModifier):
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.qtbot.keyClick(desk.window, key, modifier)


def _palette(desk, query=""):
    desk.help.help("palette")
    dialog = desk.find(QDialog, "commandPalette")
    field = dialog.findChild(QLineEdit, "paletteQuery")
    desk.qtbot.keyClicks(field, query)
    return dialog, field


def _rows(dialog):
    model = dialog.findChild(EntryView, "paletteList").model()
    return [model.entry(row) for row in range(model.rowCount())]


@pytest.mark.parametrize("key", _PAGES)
def test_f1_opens_the_manual_at_the_page_in_sight(desk, key):
    desk.window.go_to(key)
    _press(desk, Qt.Key.Key_F1)
    manual = desk.find(QWidget, "manualWindow")
    assert manual.isVisible()
    assert manual.page_key == key


def _open_trash(desk):
    desk.client.publish(replace(desk.client.facts, trash=(made_up.product("Valve"),)))
    desk.click("trashButton")


def _open_workspace_dialog(desk):
    desk.window.ask_for_workspace()


def _open_report(desk):
    ReportDialog(desk.window, title="It failed", remark="", report="details").open()


def _open_rollback(desk):
    desk.window.go_to("versions")
    desk.presenters.versions.select(1)
    desk.click("rollbackButton")


@pytest.mark.parametrize(
    ("open_dialog", "name", "page"),
    [
        (_open_trash, "trashDialog", "products"),
        (_open_rollback, "confirmDialog", "versions"),
        (_open_workspace_dialog, "workspaceDialog", "settings"),
        (_open_report, "reportDialog", "trouble"),
    ],
)
def test_f1_in_a_dialog_opens_the_manual_where_it_can_be_used(desk, open_dialog, name, page):
    desk.window.activateWindow()
    open_dialog(desk)
    dialog = desk.find(QDialog, name)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_F1)
    manual = desk.find(QWidget, "manualWindow")
    desk.qtbot.waitUntil(manual.isVisible)
    assert manual.page_key == page
    close = manual.findChild(QPushButton, "manualClose")
    place = close.mapTo(manual, close.rect().center())
    # Through the window, as a mouse comes: what a dialog blocks does not hear it.
    QTest.mouseClick(
        manual.windowHandle(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        place,
    )
    desk.qtbot.waitUntil(lambda: not manual.isVisible())
    assert dialog.isVisible()
    dialog.reject()
    _press(desk, Qt.Key.Key_F1)
    assert manual.isVisible(), "the dialog has not taken the manual with it"


def test_the_manual_follows_the_language_and_stays_at_its_page(desk):
    desk.help.help("manual:update")
    manual = desk.find(QWidget, "manualWindow")
    assert manual._view.toPlainText().startswith("Update\n")
    desk.window.use_language("ja")
    assert manual.page_key == "update"
    assert manual._view.toPlainText().startswith("更新\n")
    assert manual.windowTitle() == "マニュアル – Pilotline"


def test_links_lead_on_and_back_and_forward_follow(desk):
    desk.help.help("manual:idea")
    manual = desk.find(QWidget, "manualWindow")
    manual._view.anchorClicked.emit(QUrl("products.md"))
    manual._view.anchorClicked.emit(QUrl("update.md"))
    manual.go_back()
    assert manual.page_key == "products"
    manual.go_back()
    assert manual.page_key == "idea"
    assert not manual.findChild(QPushButton, "manualBack").isEnabled()
    manual.go_forward()
    assert manual.page_key == "products"
    manual._view.anchorClicked.emit(QUrl("quality.md"))
    assert not manual.findChild(QPushButton, "manualForward").isEnabled()


def test_searching_the_manual_leads_to_the_section_and_marks_the_word(desk):
    desk.help.help("manual")
    manual = desk.find(QWidget, "manualWindow")
    desk.qtbot.waitUntil(manual.isActiveWindow)
    desk.qtbot.keyClick(manual, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = manual.findChild(QLineEdit, "manualSearch")
    assert field.hasFocus()
    desk.qtbot.keyClicks(field, "checkpoint")
    contents = manual.findChild(EntryView, "manualContents")
    assert contents.model().rowCount() > 1
    contents.setCurrentIndex(contents.model().index(0, 0))
    assert manual.page_key in {"update", "trouble"}
    assert manual._view.extraSelections()
    field.setText("zebra")
    assert manual.findChild(QLabel, "manualNothingFound").isVisible()
    desk.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert manual.isVisible()
    desk.qtbot.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_the_manual_takes_the_colours_of_the_theme(desk):
    desk.help.help("manual:products")
    desk.window.use_theme("dark")
    manual = desk.find(QWidget, "manualWindow")
    palette = manual._view.palette()
    assert palette.base().color() == theme().colour("surface")
    assert palette.text().color() == theme().colour("text")


def test_the_sheet_and_the_settings_show_the_same_table(desk):
    _press(desk, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    sheet = desk.find(QDialog, "shortcutSheet")
    assert sheet.isVisible()
    first = sheet.findChild(ShortcutTable).model()
    desk.presenters.settings.section = "shortcuts"
    desk.window.go_to("settings")
    second = desk.find(QWidget, "shortcutSection").findChild(ShortcutTable).model()
    cells = [
        [model.index(row, column).data() for row in range(model.rowCount()) for column in range(3)]
        for model in (first, second)
    ]
    assert cells[0] == cells[1]
    assert "F1" in cells[0]
    desk.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QDialog, "shortcutSheet") is None)


def test_the_help_menu_names_every_way_with_its_keys(desk):
    texts = [desk.find(QAction, f"help_{key}").text() for key in ("manual", "shortcuts", "palette")]
    assert [text.split("\t")[1] for text in texts] == ["F1", "Ctrl+/", "Ctrl+K"]
    desk.find(QAction, "help_tour").trigger()
    desk.qtbot.waitUntil(desk.find(QWidget, "tourCard").isVisible)


def test_every_command_has_texts_and_every_text_a_command(desk):
    commands = window_commands(desk.window, desk.presenters, desk.help.help)
    keys = [command.key for command in commands]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(command_texts(english))
    for command in commands:
        assert not theme().icon(command.icon).isNull()
    assert {f"go_{key}" for key in _PAGES} <= set(keys)


@pytest.mark.parametrize("code", ["en", "ja"])
@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("versions", "go_versions"),
        ("バージョン", "go_versions"),
        ("dark", "theme_dark"),
        ("暗い", "theme_dark"),
        ("undo", "roll_back"),
        ("もどす", "roll_back"),
        ("ストレージ", "set_storage"),
        ("gtq", "go_quality"),
        ("まにゅある", "manual"),
        ("demo", "sample_line"),
    ],
)
def test_actions_are_found_in_both_languages_whatever_the_window_speaks(desk, code, query, key):
    desk.window.use_language(code)
    commands = CommandList(window_commands(desk.window, desk.presenters, desk.help.help))
    assert key in [entry.key for entry in commands.find(query)[:3]]


def test_the_palette_is_used_by_keys_alone(desk):
    _press(desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.find(QDialog, "commandPalette")
    field = dialog.findChild(QLineEdit, "paletteQuery")
    desk.qtbot.keyClicks(field, "go to")
    desk.qtbot.keyClick(field, Qt.Key.Key_Down)
    chosen = dialog.findChild(EntryView, "paletteList").currentIndex()
    assert chosen.row() == 1
    assert str(chosen.data()) in field.accessibleDescription()
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    target = str(chosen.data(EntryRole.KEY)).removeprefix("go_")
    desk.qtbot.waitUntil(lambda: desk.window.current_page == target)


def test_what_cannot_be_done_says_why_and_is_not_done(desk):
    dialog, field = _palette(desk, "pause")
    entry = _rows(dialog)[0]
    assert entry.key == "pause_update"
    assert entry.subtitle == "No update is running."
    assert entry.badge == "Not now"
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    desk.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert desk.window.current_page == "products"


def test_the_palette_pauses_an_update_by_the_pages_own_button(desk):
    desk.client.publish(replace(desk.client.facts, jobs=(made_up.job(JobState.RUNNING),)))
    _, field = _palette(desk, "pause")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.presenters.job.waiting_for == "pause")
    assert desk.window.current_page == "update"


def test_the_palette_opens_the_dialog_that_asks_before_a_rollback(desk):
    desk.presenters.versions.select(1)
    _, field = _palette(desk, "roll back")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QDialog, "confirmDialog") is not None)
    desk.find(QDialog, "confirmDialog").reject()


def test_the_palette_leads_to_sections_and_tabs(desk):
    _, field = _palette(desk, "storage")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.current_page == "settings")
    assert desk.find(SectionList, "settingsList").currentItem().text() == "Storage"
    _, field = _palette(desk, "side by side")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.current_page == "versions")
    assert desk.find(QTabWidget, "versionTabs").currentIndex() == 1


def test_the_palette_changes_the_language_under_which_it_was_opened(desk):
    _, field = _palette(desk, "japanese")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.languages.code == "ja")
    assert desk.find(QToolButton, "nav_update").accessibleName() == "更新"


def test_a_banner_of_trouble_leads_to_the_manual(desk):
    desk.client.publish(replace(desk.client.facts, jobs=(made_up.job(JobState.INTERRUPTED),)))
    desk.click("bannerHelp")
    assert desk.find(QWidget, "manualWindow").page_key == "trouble"
    desk.window.go_to("update")
    desk.help.help("manual:idea")
    desk.click("jobHelp")
    assert desk.find(QWidget, "manualWindow").page_key == "trouble"


@pytest.mark.parametrize("desk", [made_up.facts], indirect=True)
def test_a_fresh_workspace_is_offered_the_tour_once(desk, tmp_path):
    assert desk.find(QWidget, "tourCard").isVisible()
    desk.click("tourDecline")
    assert not desk.find(QWidget, "tourCard").isVisible()
    assert UserSettingsStore(tmp_path / "window.json").current.tour == TOUR_OVER
    desk.window.use_language("ja")
    card = desk.window.findChild(QWidget, "tourCard")
    assert card is None or not card.isVisible()


@pytest.mark.parametrize("desk", [made_up.facts], indirect=True)
def test_the_offer_goes_when_the_user_begins_alone(desk):
    assert desk.find(QWidget, "tourCard").isVisible()
    desk.client.publish(replace(desk.client.facts, products=(made_up.product("Gear"),)))
    assert not desk.find(QWidget, "tourCard").isVisible()


@pytest.mark.parametrize("desk", [made_up.facts], indirect=True)
def test_the_tour_walks_through_the_pages_and_stops_nothing(desk, tmp_path):
    desk.click("tourStart")
    assert desk.find(QLabel, "tourPlace").text() == "Step 1 of 7"
    desk.click("sampleLineButton")
    request = desk.client.last_request
    assert isinstance(request, RunSpec)
    assert isinstance(request.spec, SampleLineSpec)
    seen = [desk.window.current_page]
    for _ in range(6):
        desk.click("tourNext")
        seen.append(desk.window.current_page)
    assert seen == ["products", "products", "update", "versions", "generate", "quality", "products"]
    assert desk.find(QPushButton, "tourNext").text() == "Finish"
    desk.click("tourNext")
    assert not desk.find(QWidget, "tourCard").isVisible()
    assert UserSettingsStore(tmp_path / "window.json").current.tour == TOUR_OVER


@pytest.mark.parametrize("desk", [made_up.facts], indirect=True)
def test_a_step_says_when_it_is_done_and_marks_what_to_press(desk):
    desk.click("tourStart")
    ring = desk.find(QWidget, "tourRing")
    desk.qtbot.waitUntil(ring.isVisible)
    button = desk.find(QPushButton, "sampleLineButton")
    assert ring.geometry().contains(button.mapTo(desk.window, button.rect().center()))
    assert ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not desk.find(QWidget, "tourDone").isVisible()
    desk.client.publish(replace(desk.client.facts, products=(made_up.product("Gear"),)))
    assert desk.find(QWidget, "tourDone").isVisible()
    assert not ring.isVisible()


def test_the_tour_goes_on_where_it_was_in_another_language_and_after_leaving_the_page(desk):
    desk.help.help("tour")
    desk.help.tour.go_on()
    desk.help.tour.go_on()
    assert desk.window.current_page == "update"
    desk.window.go_to("records")
    desk.click("tourShowPage")
    assert desk.window.current_page == "update"
    desk.window.use_language("ja")
    assert desk.find(QLabel, "tourTitle").text() == "学習させる"
    desk.window.use_theme("dark")
    desk.click("tourEnd")
    assert desk.help.tour.step is None


@pytest.mark.parametrize("code", ["en", "ja"])
def test_the_smallest_window_has_room_for_the_tour(desk, code):
    desk.window.use_language(code)
    desk.help.help("tour")
    for _ in range(6):
        desk.help.tour.go_on()
    for key in _PAGES:
        desk.window.go_to(key)
    assert desk.window.minimumSizeHint().width() <= 1280
    assert desk.window.minimumSizeHint().height() <= 720


def test_the_strip_shows_the_machine_and_warns_by_icon_and_word(desk):
    from tests.unit.desktop_app.presenters.test_machine_line import _CALM

    desk.window.show_machine(_CALM)
    shown = desk.find(QLabel, "statusMachine")
    assert shown.text().startswith("CPU 37%")
    assert shown.property("tone") in (None, "")
    desk.window.show_machine(replace(_CALM, disk_free_bytes=2**30))
    assert shown.property("tone") == "warning"
    assert "nearly full" in shown.toolTip()
    desk.window.use_language("ja")
    assert desk.find(QLabel, "statusMachine").text().startswith("CPU 37% · メモリー")


def test_nothing_of_the_help_is_loaded_before_it_is_asked_for():
    code = (
        "import sys, desktop_app.application\n"
        "early = [n for n in sys.modules if n.startswith('desktop_app.help')]\n"
        "assert not early, early\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
