"""Drawing a thumbnail and the ground of what is selected, for the delegates of lists and grids."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop_app.widgets.theme import theme
from desktop_app.widgets.thumbnail_loader import thumbnails


def thumbnail(painter: QPainter, file: str, edge: int) -> QPixmap | None:
    """The picture for this painter's pixels; None while it loads, null where there is none."""
    return thumbnails().pixmap(file, round(edge * painter.device().devicePixelRatioF()))


def paint_centred(painter: QPainter, box: QRect, pixmap: QPixmap) -> None:
    """Paint a thumbnail in the middle of its box."""
    scale = painter.device().devicePixelRatioF()
    target = QRect(0, 0, round(pixmap.width() / scale), round(pixmap.height() / scale))
    target.moveCenter(box.center())
    painter.drawPixmap(target, pixmap)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
    """Tint what is selected or under the pointer."""
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("selection" if is_selected else "hover"))
        painter.drawRoundedRect(area, 6, 6)


def paint_ring(painter: QPainter, area: QRect) -> None:
    """The ring around what has the focus."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("focus"), 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
