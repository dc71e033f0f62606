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
    """Retention, accuracy, assigned share and distance, as tall as its rows."""

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
            self.tr("Distance"),
        )
        rows: list[Row] = [
            (
                item.product_name,
                wording.percent(item.retention),
                wording.percent(item.accuracy),
                wording.percent(item.assigned_share),
                wording.number(item.fidelity, 1),
            )
            for item in qualities
        ]
        self._model.set_table(headings, rows, figure_columns=(1, 2, 3, 4))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(34 * (1 + min(len(rows), _ROWS_SHOWN)) + 4)
        self.setVisible(bool(rows))
