"""LoupeView: one picture large, to zoom into and to move about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.widgets.buttons import icon_button
from desktop_app.widgets.layouts import TIGHT, column, row
from desktop_app.widgets.picture_canvas import PictureCanvas
from desktop_app.widgets.picture_lens import PictureLens
from desktop_app.widgets.texts import label
from desktop_app.widgets.thumbnail_loader import FULL_SIZE, thumbnails
from desktop_app.widgets.zoom_bar import ZoomBar


class LoupeView(QWidget):
    """The picture, what it is, and the way to its neighbours.

    Signals:
        moved: Carries 1 for the next and -1 for the picture before.
        left: Double click: enough seen.
    """

    moved = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("loupe")
        self.lens = PictureLens(self)
        self.canvas = PictureCanvas(self.lens, "loupeCanvas")
        self.canvas.setAccessibleName(self.tr("Large picture"))
        self.canvas.opened.connect(self.left)
        self._caption = label("", "muted", name="loupeCaption")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption.setMinimumWidth(1)
        self.before = icon_button(
            "chevron-left",
            self.tr("Picture before"),
            lambda: self.moved.emit(-1),
            "loupeBefore",
        )
        self.next = icon_button(
            "chevron-right", self.tr("Next picture"), lambda: self.moved.emit(1), "loupeNext"
        )
        line = row(self.before, self.next, None, ZoomBar(self.lens, "loupe"), spacing=2)
        # On a line of its own: beside the buttons its ends would be cut off.
        box = column(self.canvas, self._caption, line, spacing=TIGHT)
        box.setStretch(0, 1)
        self.setLayout(box)

    def show_picture(self, file: str, caption: str, neighbours: tuple[str, ...]) -> None:
        """Show this; its neighbours are read ahead."""
        for neighbour in neighbours:
            thumbnails().pixmap(neighbour, FULL_SIZE)
        self.canvas.show_files(file)
        self._caption.setText(caption)
        self._caption.setToolTip(caption)
        self.canvas.setAccessibleDescription(caption)
