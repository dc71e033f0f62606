"""ShareBars: a few names with bars as long as their shares, and the shares as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from desktop_app.widgets.layouts import NORMAL, clear
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence


class ShareBars(QWidget):
    """Name, bar and text in each row."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(NORMAL)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[tuple[str, float, str], ...] = ()

    def set_shares(self, shares: Sequence[tuple[str, float, str]]) -> None:
        """Show these: name, share 0..1, text."""
        if tuple(shares) == self._shown:
            return
        self._shown = tuple(shares)
        clear(self._grid)
        for number, (name, share, text) in enumerate(shares):
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setRange(0, 1000)
            bar.setValue(round(1000 * share))
            bar.setAccessibleName(f"{name}: {text}")
            figure = label(text)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(label(name), number, 0)
            self._grid.addWidget(bar, number, 1)
            self._grid.addWidget(figure, number, 2)
