"""CompareCard: the same seeds drawn by an older version and by this one, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QProgressBar

from desktop_app.i18n import wording
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton
from desktop_app.widgets.layouts import NORMAL, column, holder, row
from desktop_app.widgets.texts import label
from desktop_app.widgets.tile_view import TileView

if TYPE_CHECKING:
    from desktop_app.presenters.compare_presenter import ComparePresenter
    from desktop_app.presenters.versions_presenter import VersionsPresenter


class CompareCard(QFrame):
    """Old left, new right, drawn on demand."""

    def __init__(self, versions: VersionsPresenter, compare: ComparePresenter) -> None:
        super().__init__()
        self.setObjectName("compareCard")
        self.setProperty("role", "card")
        self._versions = versions
        self._compare = compare
        self._other = QComboBox()
        self._other.setObjectName("compareOther")
        self._other.setAccessibleName(self.tr("Version to compare with"))
        self._other.activated.connect(self._on_other)
        self._draw = ReasonedButton(
            self.tr("Draw both"), icon="compare", name="compareButton", beside=True
        )
        self._draw.clicked.connect(compare.draw)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._message = Banner("compareMessage")
        self._tiles = TileView(compare.tiles, "compareGrid", edge=112, pairs=True)
        self._tiles.setAccessibleName(self.tr("Pairs of pictures, old left, new right"))
        caption = label(self.tr("Same seeds, old left, new right"), "strong")
        self._with = label(self.tr("Compared with"), "muted")
        head = row(self._with, self._other, self._draw)
        head.setStretch(2, 1)
        head.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._hint = label(
            self.tr(
                "Draws the same seeds with both versions, so that they can be told apart by eye."
            ),
            "muted",
            wrap=True,
        )
        whole = column(
            caption,
            holder(head),
            self._bar,
            self._message,
            self._hint,
            self._tiles,
            margins=NORMAL + 4,
        )
        whole.addStretch(0)
        whole.setStretch(5, 1)
        self.setLayout(whole)
        versions.selected_changed.connect(self._show_others)
        versions.changed.connect(self._retell_others)
        compare.changed.connect(self._show)
        self._show_others()

    def _show_others(self) -> None:
        """Offer every other version, the parent first."""
        selected = self._versions.selected
        self._fill()
        if selected is None:
            return
        position = self._other.findData(selected.parent_number)
        self._other.setCurrentIndex(max(position, 0))
        self._on_other()

    def _retell_others(self) -> None:
        """Say anew what the other versions are, which an approval changes; the choice stays."""
        chosen = self._other.currentData()
        self._fill()
        self._other.setCurrentIndex(max(self._other.findData(chosen), 0))
        if self._other.currentData() != chosen:
            self._on_other()
        else:
            self._show()

    def _fill(self) -> None:
        selected = self._versions.selected
        self._other.clear()
        if selected is None:
            return
        for item in reversed(self._versions.versions):
            if item.number != selected.number:
                state = wording.version_state(item.state, is_active=item.is_active)
                text = self.tr("Version {number} ({state})").format(number=item.number, state=state)
                self._other.addItem(text, item.number)

    def _on_other(self) -> None:
        selected = self._versions.selected
        other = self._other.currentData()
        if selected is not None and other is not None:
            old, new = sorted((int(other), selected.number))
            self._compare.show(old, new)
        self._show()

    def _show(self) -> None:
        has_other = self._other.count() > 0
        self._other.setVisible(has_other)
        self._with.setVisible(has_other)
        compare = self._compare
        has_tiles = has_other and compare.tiles.rowCount() > 0
        self._tiles.setVisible(has_tiles)
        self._hint.setVisible(has_other and not has_tiles)
        self._bar.setVisible(compare.is_drawing)
        self._bar.setValue(round((compare.fraction or 0.0) * 1000))
        message = compare.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        if not has_other:
            self._draw.set_reason(self.tr("There is no other version to compare with yet."))
        elif compare.is_drawing:
            self._draw.set_reason(self.tr("Both versions are drawing the same seeds…"))
        else:
            self._draw.set_reason("")
