"""PlainTable: a table to read and to walk through by key, in the theme's measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QAbstractItemModel

_ROW_HEIGHT = 34


class PlainTable(QTableView):
    """Whole rows are selected, one at a time; Tab leaves the table.

    Signals:
        picked: Carries the selected row, -1 for none.
        opened: Carries a row on which the user pressed Enter or clicked twice.
    """

    picked = Signal(int)
    opened = Signal(int)

    def __init__(
        self,
        model: QAbstractItemModel,
        name: str,
        widths: Mapping[int, int],
        stretched: int,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setModel(model)
        self.verticalHeader().hide()
        # Without asking each of thousands of rows for its height.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.horizontalHeader().setFixedHeight(_ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._widths = dict(widths)
        self._stretched = stretched
        model.modelReset.connect(self._set_widths)
        self.activated.connect(self._on_activated)
        self._set_widths()

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = self.selectionModel().selectedRows()
        self.picked.emit(rows[0].row() if rows else -1)

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        if not self.model().columnCount():
            return
        for column, width in self._widths.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setSectionResizeMode(self._stretched, QHeaderView.ResizeMode.Stretch)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())
