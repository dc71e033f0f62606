"""QualityMatrixCard: a figure of every product in every version, and the trend of one product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame

from desktop_app.widgets.heat_table import HeatTable
from desktop_app.widgets.layouts import NORMAL, TIGHT, column, holder, row
from desktop_app.widgets.texts import label
from desktop_app.widgets.trend_chart import TrendChart

if TYPE_CHECKING:
    from desktop_app.presenters.quality_presenter import QualityPresenter


class QualityMatrixCard(QFrame):
    """Products down, versions across; the row that is gone to is charted below."""

    def __init__(self, presenter: QualityPresenter) -> None:
        super().__init__()
        self.setObjectName("qualityMatrixCard")
        self.setProperty("role", "card")
        self._presenter = presenter
        self._measure = QComboBox()
        self._measure.setObjectName("qualityMeasure")
        self._measure.setAccessibleName(self.tr("Figure shown"))
        for key, name in presenter.measures:
            self._measure.addItem(name, key)
        self._measure.setCurrentIndex(self._measure.findData(presenter.measure))
        self._measure.activated.connect(
            lambda _row: presenter.set_measure(str(self._measure.currentData()))
        )
        shown = label(self.tr("Figure shown"), "muted")
        shown.setBuddy(self._measure)
        self._explanation = label("", "muted", wrap=True, name="qualityExplanation")
        self._table = HeatTable(presenter.matrix, "qualityMatrix")
        self._table.setAccessibleName(self.tr("Products by versions"))
        self._table.row_picked.connect(presenter.select_row)
        self._trend_title = label("", "strong", name="trendTitle")
        self._band = label(self.tr("The band is the 95% interval."), "caption")
        self._chart = TrendChart("qualityTrend")
        trend = column(row(self._trend_title, None, self._band), self._chart, spacing=TIGHT)
        trend.setStretch(1, 1)
        whole = column(
            row(shown, self._measure, None),
            self._explanation,
            self._table,
            holder(trend),
            margins=NORMAL + 4,
        )
        # The table is no taller than its rows; the chart takes what is left.
        whole.setStretch(2, 2)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        self._explanation.setText(presenter.explanation)
        self._trend_title.setText(presenter.trend_title)
        self._chart.set_trend(presenter.trend, presenter.axis_text, presenter.trend_title)
        names = presenter.matrix.names
        if presenter.selected_name in names:
            self._table.pick_row(names.index(presenter.selected_name))
