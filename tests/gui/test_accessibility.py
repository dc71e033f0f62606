"""Every page can be used with a keyboard and a screen reader, in both languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui

PAGES = ("products", "update", "generate", "versions", "quality", "records", "settings")
_INPUTS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)


def _inputs(page):
    """What a user works with; parts that Qt makes for itself are left out."""
    for widget in page.findChildren(QWidget):
        is_own = not widget.objectName().startswith("qt_")
        inside = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit)
        framed = widget.parentWidget() is not None and widget.parentWidget().inherits(
            "QComboBoxPrivateContainer"
        )
        is_part = isinstance(widget, QHeaderView) or widget.inherits("QTableCornerButton")
        if isinstance(widget, _INPUTS) and is_own and not (inside or framed or is_part):
            yield widget


def _name(widget):
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return (widget.accessibleName() or text).strip()


def _told(widget):
    return f"{type(widget).__name__} {widget.objectName() or '(no name)'}"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("page", PAGES)
def test_everything_to_work_with_has_a_name(desk, page, language):
    desk.client.publish(made_up.with_candidate(desk.client.facts))
    if language != "en":
        desk.window.use_language(language)
    desk.window.go_to(page)
    shown = desk.window._pages[page]
    nameless = [_told(widget) for widget in _inputs(shown) if not _name(widget)]
    assert nameless == []


@pytest.mark.parametrize("page", PAGES)
def test_everything_visible_is_reached_with_the_tab_key(desk, page):
    desk.client.publish(made_up.with_candidate(desk.client.facts))
    desk.window.go_to(page)
    QApplication.processEvents()
    shown = desk.window._pages[page]
    out_of_reach = [
        _told(widget)
        for widget in _inputs(shown)
        if widget.isVisible()
        and widget.isEnabled()
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert out_of_reach == []


@pytest.mark.parametrize("page", PAGES)
def test_a_caption_that_names_a_field_leads_to_it(desk, page):
    desk.client.publish(made_up.with_candidate(desk.client.facts))
    desk.window.go_to(page)
    for label in desk.window._pages[page].findChildren(QLabel):
        buddy = label.buddy()
        if buddy is not None:
            assert buddy.accessibleName(), f"{label.text()} leads to a field without a name"


def test_what_has_the_focus_wears_a_ring():
    from desktop_app.settings.locations import assets_dir

    sheet = (assets_dir() / "theme" / "pilotline.qss").read_text("utf-8")
    for kind in ("QPushButton", "QLineEdit", "QComboBox", "QCheckBox", "QRadioButton"):
        rules = [part for part in sheet.split("}") if ":focus" in part and kind in part]
        assert rules, f"no focus ring for {kind}"
        assert any("@focus" in rule for rule in rules), f"the ring of {kind} has another colour"
