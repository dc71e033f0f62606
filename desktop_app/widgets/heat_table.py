"""HeatTable: figures on grounds of different depth, with a mark on those that are worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from desktop_app.item_models.heat_table_model import HeatRole
from desktop_app.widgets.theme import theme
from desktop_app.widgets.thumbnail_painting import paint_ring

if TYPE_CHECKING:
    from desktop_app.item_models.heat_table_model import HeatTableModel

_ROW = 36
_HEAD = 48
_ICON = 14
#: At most this much of the fill's colour, so that the figure on it stays readable.
_DEEPEST = 0.42
#: The ground of a fault is at least this deep, since few faults matter too.
_PALEST_FAULT = 0.35
_WIDEST_NAME = 260


class HeatTable(QTableView):
    """Shows a HeatTableModel; arrow keys go from cell to cell.

    Signals:
        row_picked: Carries the row that the user has gone to.
    """

    row_picked = Signal(int)

    def __init__(self, model: HeatTableModel, name: str, *, column: int = 92) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "heat")
        self.setItemDelegate(_HeatDelegate(self))
        self.setModel(model)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setDefaultSectionSize(column)
        across.setFixedHeight(_HEAD)
        across.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(_ROW)
        down.setMaximumWidth(_WIDEST_NAME)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setHighlightSections(False)
        model.modelReset.connect(self._fit_height)
        self._fit_height()

    def _fit_height(self) -> None:
        """No taller than its rows; what it cannot show of them is scrolled."""
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setMaximumHeight(_HEAD + max(1, self.model().rowCount()) * _ROW + bar + 4)

    def pick_row(self, row: int) -> None:
        """Go to a row without leaving the column."""
        here = self.currentIndex()
        if row != here.row() and 0 <= row < self.model().rowCount():
            column = max(here.column(), 0) if here.isValid() else self.model().columnCount() - 1
            self.setCurrentIndex(self.model().index(row, column))

    @override
    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.row_picked.emit(current.row())


class _HeatDelegate(QStyledItemDelegate):
    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(option.fontMetrics.horizontalAdvance(str(index.data())) + 28, _ROW)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(2, 2, -2, -2)
        level = index.data(HeatRole.LEVEL)
        is_fault = bool(index.data(HeatRole.IS_FAULT))
        if level is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            depth = max(float(level), _PALEST_FAULT) if is_fault else float(level)
            painter.setBrush(_ground(depth, "warning" if is_fault else "chart_line"))
            painter.drawRoundedRect(area, 4, 4)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_ring(painter, area)
        text = str(index.data() or "")
        painter.setPen(theme().colour("muted" if level is None else "text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        if is_fault:
            scale = painter.device().devicePixelRatioF()
            wide = option.fontMetrics.horizontalAdvance(text)
            left = max(area.left() + 3, area.center().x() - wide // 2 - _ICON - 4)
            place = QRect(left, area.center().y() - _ICON // 2, _ICON, _ICON)
            painter.drawPixmap(place, theme().pixmap("warning", _ICON, "warning", scale))
        painter.restore()


def _ground(level: float, token: str) -> QColor:
    """The surface with as much of the token's colour in it as the level says."""
    share = _DEEPEST * min(max(level, 0.0), 1.0)
    plain, full = theme().colour("surface"), theme().colour(token)
    mixed = [
        round(a + (b - a) * share)
        for a, b in (
            (plain.red(), full.red()),
            (plain.green(), full.green()),
            (plain.blue(), full.blue()),
        )
    ]
    return QColor(*mixed)
