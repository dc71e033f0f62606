"""Labels in the theme's type sizes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop_app.widgets.theme import theme


def label(text: str = "", role: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label of a role: "title", "section", "strong", "muted", "caption", "figure" or plain."""
    widget = QLabel(text)
    # What users name is shown as it is, never as markup.
    widget.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        widget.setProperty("role", role)
    if name:
        widget.setObjectName(name)
    if wrap:
        widget.setWordWrap(True)
        widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return widget


def icon_label(name: str, size: int = 20, colour: str = "text") -> QLabel:
    """An icon that stands still; the text beside it says the same."""
    widget = QLabel()
    widget.setFixedSize(size, size)
    set_icon(widget, name, size, colour)
    return widget


def set_icon(widget: QLabel, name: str, size: int = 20, colour: str = "text") -> None:
    """Show another icon."""
    widget.setPixmap(theme().pixmap(name, size, colour, widget.devicePixelRatioF()))


def set_tone(widget: QWidget, tone: str) -> None:
    """Colour a label as "ok", "warning", "error" or, with "", plainly."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def line() -> QWidget:
    """A thin horizontal line."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame
