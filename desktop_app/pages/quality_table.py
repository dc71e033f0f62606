"""QualityTable: one row of figures for each product of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop_app.i18n import wording
from desktop_app.item_models.text_table_model import Row, TextTableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contract.results import ProductQuality

_ROWS_SHOWN = 8


class QualityTable(QTableView):
    """What a version retained, recognises and draws of each product; as tall as its rows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._model = TextTableModel(self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Quality of every product"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setFixedHeight(34)

    def set_qualities(self, qualities: Sequence[ProductQuality]) -> None:
        """Show these rows."""
        headings = (
            self.tr("Product"),
            self.tr("Retention"),
            self.tr("Accuracy"),
            self.tr("Assigned as asked"),
            self.tr("Usefulness"),
            self.tr("Coverage"),
            self.tr("Distance"),
        )
        rows: list[Row] = [
            (
                item.product_name,
                self._retention(item),
                wording.percent(item.accuracy),
                wording.percent(item.assigned_share),
                wording.percent(item.usefulness),
                wording.percent(item.recall),
                wording.number(item.fidelity, 1),
            )
            for item in qualities
        ]
        self._model.set_table(headings, rows, figure_columns=range(1, len(headings)))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(34 * (1 + min(len(rows), _ROWS_SHOWN)) + 4)
        self.setVisible(bool(rows))

    def _retention(self, item: ProductQuality) -> str:
        if item.is_new:
            return self.tr("New")
        if item.retention is None or item.retention_interval is None:
            return wording.percent(item.retention)
        low, high = (100 * end for end in item.retention_interval)
        return f"{wording.percent(item.retention)} ({low:.0f}–{high:.0f})"
