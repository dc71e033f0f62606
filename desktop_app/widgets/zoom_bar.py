"""ZoomBar: buttons and a figure for how near a lens looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.widgets.buttons import icon_button
from desktop_app.widgets.layouts import row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.widgets.picture_lens import PictureLens

_STEP = 1.5


class ZoomBar(QWidget):
    """Out, how much, in, whole picture."""

    def __init__(self, lens: PictureLens, name: str) -> None:
        super().__init__()
        self._lens = lens
        self._figure = label("", "muted")
        self._figure.setMinimumWidth(52)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        farther = icon_button(
            "zoom-out", self.tr("Zoom out"), lambda: lens.zoom(1 / _STEP), f"{name}Out"
        )
        nearer = icon_button("zoom-in", self.tr("Zoom in"), lambda: lens.zoom(_STEP), f"{name}In")
        fit = icon_button("zoom-fit", self.tr("Show the whole picture"), lens.fit, f"{name}Fit")
        self.setLayout(row(farther, self._figure, nearer, fit, spacing=2))
        lens.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        text = self.tr("{n} ×").format(n=f"{self._lens.magnification:.1f}")
        self._figure.setText(text)
