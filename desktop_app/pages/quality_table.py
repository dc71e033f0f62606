"""QualityTable: one row of figures for each product of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from desktop_app.i18n import wording
from desktop_app.item_models.text_table_model import Row, TextTableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from engine.contract.results import Interval, ProductQuality

_ROWS_SHOWN = 8
_ROW, _HIGH_ROW = 34, 50


class QualityTable(QTableView):
    """What a version retained, recognises and draws of each product; as tall as its rows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._height = _ROW
        self._model = TextTableModel(self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Quality of every product"))
        self.verticalHeader().hide()
        self.setToolTip(self.tr("Below each figure its 95% interval, where one was measured"))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setFixedHeight(_ROW)

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
                _share(item.accuracy, item.accuracy_interval),
                _share(item.assigned_share, item.assigned_share_interval),
                _share(item.usefulness, item.usefulness_interval),
                _share(item.recall, None),
                _distance(item),
            )
            for item in qualities
        ]
        self._model.set_table(headings, rows, figure_columns=range(1, len(headings)))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        has_intervals = any("\n" in cell for cells in rows for cell in cells)
        height = _HIGH_ROW if has_intervals else _ROW
        self.verticalHeader().setDefaultSectionSize(height)
        self._height = _ROW + height * min(len(rows), _ROWS_SHOWN) + 4
        self._fit_columns()
        self.setVisible(bool(rows))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """The product takes the room that is left; where there is too little, one can scroll."""
        count = self._model.columnCount()
        if not count:
            return
        header = self.horizontalHeader()
        wanted = sum(
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(count)
        )
        fits = wanted <= self.viewport().width()
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.ResizeToContents
        if header.sectionResizeMode(0) != mode:
            header.setSectionResizeMode(0, mode)
        bar = 0 if fits else self.horizontalScrollBar().sizeHint().height()
        if self.height() != self._height + bar:
            self.setFixedHeight(self._height + bar)

    def _retention(self, item: ProductQuality) -> str:
        if item.is_new:
            return self.tr("New")
        return _share(item.retention, item.retention_interval)


def _share(value: float | None, interval: Interval | None) -> str:
    """With the 95 % interval below it, where one is recorded."""
    if value is None or interval is None:
        return wording.percent(value)
    low, high = (100 * end for end in interval)
    return f"{wording.percent(value)}\n{low:.0f}–{high:.0f}%"


def _distance(item: ProductQuality) -> str:
    text = wording.number(item.fidelity, 1)
    if item.fidelity is None or item.fidelity_interval is None:
        return text
    low, high = (wording.number(end, 1) for end in item.fidelity_interval)
    return f"{text}\n{low}–{high}"
