"""ThumbnailStrip: a row of small pictures, as many as fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.widgets.theme import theme
from desktop_app.widgets.thumbnail_loader import thumbnails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.widgets.thumbnail_loader import LoadedImage

_GAP = 4


class ThumbnailStrip(QWidget):
    """Paints previews side by side; reads them on background threads."""

    def __init__(self, files: Sequence[str] = (), edge: int = 56) -> None:
        super().__init__()
        self._edge = edge
        self._files = tuple(files)
        self.setFixedHeight(edge)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        thumbnails().loaded.connect(self._on_loaded)

    @property
    def files(self) -> tuple[str, ...]:
        """The pictures that are shown, as many as fit."""
        return self._files

    def set_files(self, files: Sequence[str]) -> None:
        """Show these pictures."""
        if tuple(files) != self._files:
            self._files = tuple(files)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(4 * (self._edge + _GAP), self._edge)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._edge, self._edge)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fitting = (self.width() + _GAP) // (self._edge + _GAP)
        scale = self.devicePixelRatioF()
        for position, file in enumerate(self._files[:fitting]):
            box = QRect(position * (self._edge + _GAP), 0, self._edge, self._edge)
            painter.fillRect(box, theme().colour("sunken"))
            pixmap = thumbnails().pixmap(file, round(self._edge * scale))
            if pixmap is None or pixmap.isNull():
                continue
            target = QRect(0, 0, round(pixmap.width() / scale), round(pixmap.height() / scale))
            target.moveCenter(box.center())
            painter.drawPixmap(target, pixmap)

    def _on_loaded(self, loaded: LoadedImage) -> None:
        if loaded.file in self._files:
            self.update()
