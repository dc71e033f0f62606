"""CopiesCard: generated pictures beside the photographs they are nearest to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.pages.measure_card import MeasureCard
from desktop_app.widgets.fact_grid import FactGrid
from desktop_app.widgets.texts import label
from desktop_app.widgets.tile_view import TileView

if TYPE_CHECKING:
    from desktop_app.presenters.copies_presenter import CopiesPresenter


class CopiesCard(MeasureCard):
    """Generated left, photograph right, nearest pairs first."""

    def __init__(self, presenter: CopiesPresenter) -> None:
        super().__init__(
            presenter,
            title=self.tr("Nearest to a photograph"),
            action=self.tr("Show the nearest pairs"),
            icon="compare",
            name="copies",
        )
        self._copies = presenter
        self._shares = FactGrid("copiedShares")
        self._remark = label("", "muted", wrap=True, name="copiesRemark")
        self._tiles = TileView(presenter.tiles, "copiesGrid", edge=112, pairs=True)
        self._tiles.setAccessibleName(self.tr("Pairs: generated left, nearest photograph right"))
        for widget in (self._shares, self._remark, self._tiles):
            self.content.addWidget(widget)
        self.content.addStretch(0)
        self.content.setStretch(2, 1)
        self.show_state()

    @override
    def show_state(self) -> None:
        super().show_state()
        presenter = self._copies
        self.explanation.setText(presenter.explanation)
        self._shares.set_facts(presenter.shares)
        self._remark.setText(presenter.remark)
        self._remark.setVisible(bool(presenter.remark))
        self._tiles.setVisible(presenter.tiles.rowCount() > 0)
