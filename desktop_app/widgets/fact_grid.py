"""FactGrid: labels on the left, values on the right; and FigureTiles for a few large figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.widgets.layouts import WIDE, card, clear, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence


class FactGrid(QWidget):
    """Pairs of label and value, one below the other."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        if name:
            self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._facts: tuple[tuple[str, str], ...] = ()

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these pairs."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        clear(self._grid)
        for number, (name, value) in enumerate(facts):
            shown = label(_breakable(value), wrap=True)
            shown.setToolTip(value)
            shown.setAccessibleName(f"{name}: {value}")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label(name, "muted"), number, 0, top)
            self._grid.addWidget(shown, number, 1, top)


def _breakable(value: str) -> str:
    """Paths and file names have no spaces to break at: let them break after their separators."""
    return re.sub(r"(?<=[/\\_.\-])(?=\w)", "\u200b", value)


class FigureTiles(QWidget):
    """A few large figures side by side, each with a caption and a remark."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        if name:
            self.setObjectName(name)
        self._row = row()
        self.setLayout(self._row)
        self._figures: tuple[tuple[str, str, str], ...] = ()

    def set_figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Show these: caption, figure, remark."""
        if tuple(figures) == self._figures:
            return
        self._figures = tuple(figures)
        clear(self._row)
        for caption, figure, remark in figures:
            tile = card(
                label(caption, "caption"),
                label(figure, "figure"),
                label(remark, "caption", wrap=True),
                None,
                spacing=0,
                role="inset",
            )
            self._row.addWidget(tile, 1)
