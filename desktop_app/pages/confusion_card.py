"""ConfusionCard: which class is taken for which, as a table and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.pages.measure_card import MeasureCard
from desktop_app.widgets.heat_table import HeatTable
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.confusion_presenter import ConfusionPresenter


class ConfusionCard(MeasureCard):
    """Rows are what is shown, columns what the recogniser answers."""

    def __init__(self, presenter: ConfusionPresenter) -> None:
        super().__init__(
            presenter,
            title=self.tr("What is taken for what"),
            action=self.tr("Ask the recogniser"),
            icon="quality",
            name="confusion",
        )
        self._confusion = presenter
        self.explanation.setText(
            self.tr(
                "The recogniser of the active version is shown every sealed photograph without "
                "being told the product. Rows are what is shown, columns, by the same numbers, "
                "what it answers; the warning sign marks mistakes."
            )
        )
        self._headline = label("", "strong", wrap=True, name="confusionHeadline")
        self._remark = label("", "muted", wrap=True, name="confusionRemark")
        self._mix_ups = label("", wrap=True, name="confusionMixUps")
        self._table = HeatTable(presenter.table, "confusionTable", column=56)
        self._table.setAccessibleName(self.tr("Shown classes by answered classes"))
        for widget in (self._headline, self._remark, self._mix_ups, self._table):
            self.content.addWidget(widget)
        self.content.addStretch(0)
        self.content.setStretch(3, 1)
        self.show_state()

    @override
    def show_state(self) -> None:
        super().show_state()
        presenter = self._confusion
        has_result = presenter.result is not None
        self._headline.setText(presenter.headline)
        self._headline.setVisible(bool(presenter.headline))
        self._remark.setText(presenter.remark)
        self._remark.setVisible(bool(presenter.remark))
        mix_ups = presenter.mix_ups
        told = "\n".join(f"· {sentence}" for sentence in mix_ups)
        self._mix_ups.setText(told or self.tr("No mistakes."))
        self._mix_ups.setVisible(has_result)
        self._table.setVisible(has_result)
