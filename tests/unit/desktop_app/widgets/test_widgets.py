"""Widgets by themselves: theme, pictures, choices, charts."""

import json
import os
import re
import sys

import psutil
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.settings.locations import assets_dir
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton
from desktop_app.widgets.choice_group import ChoiceGroup
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.crash_dialog import CrashDialog, DamageDialog
from desktop_app.widgets.layouts import column
from desktop_app.widgets.loss_chart import LossChart
from desktop_app.widgets.picture_lens import PictureLens
from desktop_app.widgets.sleep_guard import SleepGuard
from desktop_app.widgets.stage_list import StageList
from desktop_app.widgets.theme import THEMES, app_icon, theme
from desktop_app.widgets.thumbnail_loader import FULL_SIZE, ThumbnailLoader, read_image

pytestmark = pytest.mark.gui


def _tokens(name):
    return json.loads((assets_dir() / "theme" / "tokens.json").read_text("utf-8"))[name]


def _luminance(colour):
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first, second):
    light, dark = sorted((_luminance(QColor(first)), _luminance(QColor(second))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_knows_every_token_it_uses(qapp, name):
    theme().apply(qapp, name)
    assert "@" not in theme()._style_sheet()
    assert _tokens("light").keys() == _tokens("dark").keys()


@pytest.mark.parametrize("name", THEMES)
def test_texts_can_be_read(name):
    tokens = _tokens(name)
    pairs = [("text", "window"), ("text", "surface"), ("muted", "surface"), ("muted", "window")]
    pairs += [("faint", "surface"), ("on_primary", "primary"), ("text", "selection")]
    pairs += [(tone, f"{tone}_surface") for tone in ("ok", "warning", "error", "info")]
    pairs += [("muted", "rail"), ("text", "raised"), ("muted", "raised")]
    poor = [p for p in pairs if _contrast(tokens[p[0]], tokens[p[1]]) < 4.5]
    assert poor == []


@pytest.mark.parametrize("name", THEMES)
def test_marks_can_be_told_from_their_ground(name):
    """Icons, lines and borders that carry meaning: at least 3:1 (WCAG 2.1, 1.4.11)."""
    tokens = _tokens(name)
    pairs = [
        (mark, ground) for mark in ("ok", "warning", "error") for ground in ("surface", "window")
    ]
    pairs += [("focus", ground) for ground in ("surface", "window", "raised", "rail", "selection")]
    pairs += [("chart_line", "surface"), ("chart_line", "raised"), ("chart_line", "selection")]
    pairs += [("primary", "surface"), ("primary", "window"), ("primary", "selection")]
    poor = [p for p in pairs if _contrast(tokens[p[0]], tokens[p[1]]) < 3.0]
    assert poor == []


def test_every_icon_that_is_named_is_drawn(qapp):
    named = set()
    sources = [*(assets_dir().parent / "desktop_app").rglob("*.py")]
    for file in sources:
        named |= set(re.findall(r'icon="([a-z-]+)"', file.read_text("utf-8")))
    assert named
    missing = [n for n in named if not (assets_dir() / "icons" / f"{n}.svg").is_file()]
    assert missing == []
    assert not app_icon().pixmap(32, 32).isNull()
    assert not theme().pixmap("ok", 24).toImage().allGray()


def test_pictures_are_read_in_the_background_and_kept(qtbot, tmp_path):
    file = tmp_path / "弁.png"
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    picture.save(str(file))
    loader = ThumbnailLoader()
    with qtbot.waitSignal(loader.loaded, timeout=5000):
        assert loader.pixmap(str(file), 100) is None
    assert loader.pixmap(str(file), 100).size().toTuple() == (100, 50)
    loader.stop()


def test_an_unreadable_picture_is_null_and_asked_for_once(qtbot, tmp_path):
    loader = ThumbnailLoader()
    with qtbot.waitSignal(loader.loaded, timeout=5000):
        loader.pixmap(str(tmp_path / "none.png"), 64)
    assert loader.pixmap(str(tmp_path / "none.png"), 64).isNull()
    assert read_image(str(tmp_path / "none.png"), 64).isNull()
    loader.stop()


def test_at_full_size_a_picture_keeps_its_pixels(qtbot, tmp_path):
    file = str(tmp_path / "a.png")
    QImage(31, 17, QImage.Format.Format_RGB32).save(file)
    loader = ThumbnailLoader()
    with qtbot.waitSignal(loader.loaded, timeout=5000):
        loader.pixmap(file, FULL_SIZE)
    assert loader.pixmap(file, FULL_SIZE).size().toTuple() == (31, 17)
    loader.stop()


def test_who_scrolls_fast_gets_what_is_in_sight_and_the_rest_is_dropped(qtbot, tmp_path):
    file = tmp_path / "a.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(file))
    loader, read = ThumbnailLoader(), []
    loader.loaded.connect(lambda loaded: read.append(loaded.edge))
    # Before the readers have begun, as if all came within one frame.
    with loader._lock:
        loader._readers = 2
    edges = range(1, 2001)
    for edge in edges:
        loader.pixmap(str(file), edge)
    assert len(loader._waiting) <= 256
    with loader._lock:
        loader._readers = 0
    loader.pixmap(str(file), edges[-1])
    qtbot.waitUntil(lambda: len(read) >= 256, timeout=20000)
    assert read[0] > 1990, "the latest first"
    assert min(read) > 1700
    loader.stop()


def test_the_memory_of_thumbnails_is_bounded_in_bytes(qtbot, tmp_path):
    file = tmp_path / "a.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(file))
    loader = ThumbnailLoader()
    for edge in range(1500, 1512):
        with qtbot.waitSignal(loader.loaded, timeout=5000):
            loader.pixmap(str(file), edge)
    assert loader._known_bytes <= 64 << 20
    assert len(loader._known) == 7
    assert loader.pixmap(str(file), 1511) is not None
    loader.stop()


def test_the_lens_keeps_the_point_under_the_pointer_and_never_leaves_the_picture(qapp):
    lens = PictureLens()
    at = QPointF(0.6, 0.45)
    lens.zoom(4.0, at)
    # Where the point stands on the screen, in widths of the view: as before.
    assert (at.x() - lens.centre.x()) * 4 == pytest.approx(at.x() - 0.5)
    lens.move(QPointF(-5, 5))
    assert lens.centre.toTuple() == (0.125, 0.875)
    lens.zoom(0.01)
    assert (lens.magnification, lens.centre.toTuple()) == (1.0, (0.5, 0.5))
    lens.zoom(1e6)
    assert lens.magnification == 32


def test_a_button_with_a_reason_is_disabled_and_says_it_twice(qtbot):
    widget = ReasonedButton("Go", name="go")
    qtbot.addWidget(widget)
    widget.show()
    widget.set_reason("Not yet.")
    assert not widget.button.isEnabled()
    assert widget.button.toolTip() == widget.reason == "Not yet."
    widget.set_reason("")
    with qtbot.waitSignal(widget.clicked):
        qtbot.mouseClick(widget.button, Qt.MouseButton.LeftButton)


def test_a_button_that_is_disabled_when_pressed_gets_the_focus_back(qtbot):
    window = QWidget()
    first, last = QLineEdit(), QLineEdit()
    widget = ReasonedButton("Draw", name="draw")
    window.setLayout(column(first, widget, last))
    qtbot.addWidget(window)
    window.show()
    widget.clicked.connect(lambda: widget.set_reason("Drawing…"))
    widget.button.setFocus()
    qtbot.keyClick(widget.button, Qt.Key.Key_Space)
    assert not widget.button.isEnabled()
    assert window.focusWidget() is widget
    widget.set_reason("")
    assert window.focusWidget() is widget.button
    last.setFocus()
    widget.set_reason("Drawing…")
    widget.set_reason("")
    assert window.focusWidget() is last, "who has gone on is left in peace"


def test_a_click_anywhere_on_a_choice_takes_it(qtbot):
    group = ChoiceGroup([("a", "A", "first"), ("b", "B", "second")], "a", "letters")
    qtbot.addWidget(group)
    group.show()
    with qtbot.waitSignal(group.chosen) as caught:
        qtbot.mouseClick(group._cards["b"], Qt.MouseButton.LeftButton)
    assert caught.args == ["b"]
    assert group._cards["a"].property("chosen") == "false"


def test_a_confirmation_gives_the_reason(qtbot):
    from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ConfirmDialog(parent, title="Sure?", consequence="It is gone.", action="Do it")
    dialog.open()
    dialog.findChild(QLineEdit, "confirmReason").setText("  because ")
    with qtbot.waitSignal(dialog.confirmed) as caught:
        dialog.findChild(QPushButton, "confirmButton").click()
    assert caught.args == ["because"]


def test_a_crash_is_told_with_a_report_to_copy_and_save(qtbot, tmp_path):
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

    dialog = CrashDialog(None, "KeyError: 3", "Traceback ...", "the whole report")
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    dialog.findChild(QPushButton, "crashCopy").click()
    assert QGuiApplication.clipboard().text() == "the whole report"
    dialog.findChild(QPushButton, "crashSave").click()
    saving = dialog.findChild(QFileDialog, "reportFileDialog")
    for file in (tmp_path / "報告.txt", tmp_path / "none" / "r.txt"):
        saving.fileSelected.emit(str(file))
    assert (tmp_path / "報告.txt").read_text("utf-8") == "the whole report"
    assert "could not be written" in dialog.findChild(QLabel, "reportTold").text()
    saving.close()
    dialog.findChild(QPushButton, "crashClose").click()


def test_damage_is_not_called_a_fault_of_the_program(qtbot):
    from PySide6.QtWidgets import QLabel

    dialog = DamageDialog(None, "Artifact abc is missing.", "Traceback ...")
    qtbot.addWidget(dialog)
    said = " ".join(text.text() for text in dialog.findChildren(QLabel))
    assert "Artifact abc is missing. Nothing was changed." in said
    assert "fault" not in said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a call, not a program, keeps Windows awake")
def test_the_machine_is_kept_awake_by_a_program_that_ends_in_time(qapp, qtbot):
    guard = SleepGuard(command=(sys.executable, "-c", "import time; time.sleep(60)"))
    guard.hold()
    guard.hold()
    qtbot.waitUntil(lambda: guard._process.processId() > 0)
    process = psutil.Process(guard._process.processId())
    assert guard.is_held
    guard.release()
    assert not guard.is_held
    qtbot.waitUntil(lambda: not process.is_running(), timeout=5000)


def test_a_machine_without_such_a_program_is_no_fault(qapp, qtbot):
    for command in ((), ("no-such-program-anywhere",)):
        guard = SleepGuard(command=command)
        guard.hold()
        process = guard._process
        if process is not None:
            qtbot.waitUntil(lambda process=process: process.processId() == 0)
        guard.release()
        assert not guard.is_held


def test_the_chart_survives_what_a_loss_can_be(qtbot):
    chart = LossChart()
    qtbot.addWidget(chart)
    for values in ([], [0.5], [float("nan"), float("inf"), -1.0], [1.0] * 5000, [3, 2, 1]):
        chart.set_values(values)
        assert not chart.grab().isNull()


def test_stages_come_and_go_without_leaving_rows_behind(qtbot):
    stages = StageList()
    qtbot.addWidget(stages)
    stages.show()
    stages.set_stages([("One", "done", ""), ("Two", "current", "step 1"), ("Three", "ahead", "")])
    stages.set_stages([("One", "current", "")])
    assert [row[1].isVisible() for row in stages._rows] == [True, False, False]


def test_a_banner_hides_when_there_is_nothing_to_say(qtbot):
    banner = Banner("news")
    qtbot.addWidget(banner)
    banner.tell("warning", "Careful.")
    assert banner.text == "Careful."
    assert not banner.isHidden()
    banner.tell("info", "")
    assert banner.isHidden()
