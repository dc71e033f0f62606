"""SpeedCard: how long student, teacher and recogniser take on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.pages.measure_card import MeasureCard
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.fact_grid import FigureTiles
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.speed_presenter import SpeedPresenter


class SpeedCard(MeasureCard):
    """Milliseconds per picture with their spread."""

    def __init__(self, presenter: SpeedPresenter) -> None:
        super().__init__(
            presenter,
            title=self.tr("Speed on this machine"),
            action=self.tr("Measure the speed"),
            icon="clock",
            name="speed",
        )
        self._speed = presenter
        self.explanation.setText(
            self.tr(
                "Times the active version’s networks through the runtime that draws and recognises "
                "here. Takes some seconds to a few minutes."
            )
        )
        self._caution = Banner("speedCaution")
        self._figures = FigureTiles("speedFigures")
        self._remark = label("", "muted", wrap=True, name="speedRemark")
        for widget in (self._caution, self._figures, self._remark):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        self.show_state()

    @override
    def show_state(self) -> None:
        super().show_state()
        self._caution.tell("warning", self._speed.caution)
        self._figures.set_figures(self._speed.figures)
        self._remark.setText(self._speed.remark)
        self._remark.setVisible(bool(self._speed.remark))
