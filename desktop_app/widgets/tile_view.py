"""TileView: a grid of pictures that stays smooth with thousands of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop_app.item_models.tile_model import TileRole
from desktop_app.widgets.theme import theme
from desktop_app.widgets.thumbnail_loader import thumbnails
from desktop_app.widgets.thumbnail_painting import (
    paint_centred,
    paint_ground,
    paint_ring,
    thumbnail,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QItemSelection
    from PySide6.QtWidgets import QWidget

    from desktop_app.widgets.thumbnail_loader import LoadedImage

_PAD = 6
_BETWEEN = 3


class TileView(QListView):
    """Shows a TileModel as plain tiles, or as old|new pairs.

    Signals:
        opened: Carries the row of a tile the user wants to see large.
        selection_changed: The set of selected tiles has changed.
    """

    opened = Signal(int)
    selection_changed = Signal()

    def __init__(
        self, model: QAbstractItemModel, name: str, *, edge: int = 112, pairs: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        delegate = _TileDelegate(self, edge, pairs=pairs)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        # In one go this takes milliseconds for thousands, because every tile is of one size.
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSpacing(4)
        self.setMouseTracking(True)
        self.activated.connect(self._on_activated)
        thumbnails().loaded.connect(self._on_loaded)

    @property
    def selected_rows(self) -> list[int]:
        """Rows of the selected tiles, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _on_loaded(self, _loaded: LoadedImage) -> None:
        self.viewport().update()


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, edge: int, *, pairs: bool) -> None:
        super().__init__(parent)
        self._edge = edge
        self._pairs = pairs

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        pictures = 2 * self._edge + _BETWEEN if self._pairs else self._edge
        text = QFontMetrics(option.font).height()
        return QSize(pictures + 2 * _PAD, self._edge + text + 2 * _PAD)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        left, top = option.rect.left() + _PAD, option.rect.top() + _PAD
        first = QRect(left, top, self._edge, self._edge)
        self._paint_picture(painter, first, str(index.data(TileRole.FILE) or ""))
        if self._pairs:
            second = first.translated(self._edge + _BETWEEN, 0)
            self._paint_picture(painter, second, str(index.data(TileRole.SECOND_FILE) or ""))
        metrics = QFontMetrics(option.font)
        place = QRect(left, first.bottom() + 1, option.rect.width() - 2 * _PAD, metrics.height())
        text = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(theme().colour("muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        paint_ground(painter, option, option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_ring(painter, option.rect)

    def _paint_picture(self, painter: QPainter, box: QRect, file: str) -> None:
        painter.fillRect(box, theme().colour("sunken"))
        pixmap = thumbnail(painter, file, self._edge)
        if pixmap is not None and not pixmap.isNull():
            paint_centred(painter, box, pixmap)
        elif not file or pixmap is not None:
            # Nothing to show: the old version does not know the class, or the file is gone.
            painter.setPen(theme().colour("faint"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
