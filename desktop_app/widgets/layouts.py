"""Rows, columns and cards with the theme's spacing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

TIGHT = 6
NORMAL = 12
WIDE = 20
PAGE = 24

Item = QWidget | QLayout | int | None


def row(*items: Item, spacing: int = NORMAL, margins: int = 0) -> QHBoxLayout:
    """Items side by side; None is a stretch, a number a fixed gap."""
    box = QHBoxLayout()
    _fill(box, items, spacing, margins)
    return box


def column(*items: Item, spacing: int = NORMAL, margins: int = 0) -> QVBoxLayout:
    """Items one above the other; None is a stretch, a number a fixed gap."""
    box = QVBoxLayout()
    _fill(box, items, spacing, margins)
    return box


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A bare widget around a layout, so that it can be hidden as a whole."""
    widget = QWidget()
    widget.setLayout(layout)
    if name:
        widget.setObjectName(name)
    return widget


def card(*items: Item, spacing: int = NORMAL, name: str = "", role: str = "card") -> QFrame:
    """A panel around a column of items."""
    frame = QFrame()
    frame.setProperty("role", role)
    if name:
        frame.setObjectName(name)
    frame.setLayout(column(*items, spacing=spacing, margins=NORMAL + 4))
    return frame


def scrolled(content: QWidget) -> QScrollArea:
    """Content that scrolls up and down when the window is too small for it."""
    content.setObjectName(content.objectName() or "scrolled")
    inner = content.layout()
    if inner is not None and content.property("role") is None:
        # The scroll bar should not touch what it scrolls.
        inner.setContentsMargins(0, 0, TIGHT, 0)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()


def _fill(
    box: QHBoxLayout | QVBoxLayout, items: tuple[Item, ...], spacing: int, margins: int
) -> None:
    box.setSpacing(spacing)
    box.setContentsMargins(margins, margins, margins, margins)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)
