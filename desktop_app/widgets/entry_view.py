"""EntryView: a list whose rows have a picture, two lines of text and a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop_app.item_models.entry_list_model import EntryRole
from desktop_app.widgets.lane_painting import LANE_WIDTH, paint_lanes
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

    from desktop_app.widgets.thumbnail_loader import LoadedImage

_PAD = 10
_PICTURE = 48
_ICON = 18
_BOX = 18
#: Between two rows.
_GAP = 2
#: More lanes than this would leave no room for the texts.
_MOST_LANES = 5


class EntryView(QListView):
    """Shows an EntryListModel; `picked` follows the selection.

    Signals:
        picked: Carries the key of the row the user has gone to.
    """

    picked = Signal(str)

    def __init__(
        self, model: QAbstractItemModel, name: str, *, pictures: bool = True, ticks: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setModel(model)
        self.setItemDelegate(_EntryDelegate(self, pictures=pictures, ticks=ticks))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSpacing(_GAP)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if ticks:
            self.setSelectionMode(QListView.SelectionMode.NoSelection)
        thumbnails().loaded.connect(self._on_loaded)

    def select_key(self, key: str) -> None:
        """Select the row of this key."""
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if index.data(EntryRole.KEY) == key:
                if self.currentIndex() != index:
                    self.setCurrentIndex(index)
                return

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        indexes = selected.indexes()
        if indexes:
            self.picked.emit(indexes[0].data(EntryRole.KEY))

    def _on_loaded(self, _loaded: LoadedImage) -> None:
        self.viewport().update()


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, *, pictures: bool, ticks: bool) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._ticks = ticks

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        lines = 1 + str(index.data(EntryRole.SUBTITLE) or "").count("\n") + 1
        text = QFontMetrics(option.font).height() * lines
        return QSize(180, max(_PICTURE if self._pictures else 0, text) + 2 * _PAD)

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
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if self._ticks:
            self._paint_tick(painter, area, index.data(Qt.ItemDataRole.CheckStateRole))
            area.setLeft(area.left() + _BOX + _PAD)
        lanes = index.data(EntryRole.LANES)
        if lanes is not None:
            # Into the gaps between rows, so that the lines meet.
            row = option.rect.adjusted(0, -_GAP, 0, _GAP)
            paint_lanes(painter, row, area.left() - _PAD // 2, lanes)
            area.setLeft(area.left() + self._lanes_width(index))
        if self._pictures:
            self._paint_picture(painter, area, index.data(EntryRole.PICTURE))
            area.setLeft(area.left() + _PICTURE + _PAD)
        self._paint_texts(painter, area, option.font, index)
        painter.restore()

    def _lanes_width(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """As wide as the widest row needs, so that all texts begin below each other."""
        model = index.model()
        rows = (model.index(row, 0).data(EntryRole.LANES) for row in range(model.rowCount()))
        widest = max((lanes.width for lanes in rows if lanes is not None), default=0)
        return LANE_WIDTH * min(widest, _MOST_LANES) + _PAD // 2

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        area = option.rect.adjusted(3, 1, -3, -1)
        paint_ground(painter, option, area)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, area)

    def _paint_tick(self, painter: QPainter, area: QRect, state: object) -> None:
        box = QRect(area.left(), area.center().y() - _BOX // 2, _BOX, _BOX)
        is_ticked = state in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        painter.setPen(QPen(theme().colour("primary" if is_ticked else "border_strong"), 1))
        painter.setBrush(theme().colour("primary" if is_ticked else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if is_ticked:
            painter.setPen(QPen(theme().colour("on_primary"), 2))
            left, top = box.left(), box.top()
            painter.drawPolyline(
                _points((left + 4, top + 9), (left + 8, top + 13), (left + 14, top + 5))
            )

    def _paint_picture(self, painter: QPainter, area: QRect, file: object) -> None:
        box = QRect(area.left(), area.center().y() - _PICTURE // 2, _PICTURE, _PICTURE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("sunken"))
        painter.drawRoundedRect(box, 5, 5)
        pixmap = thumbnail(painter, str(file or ""), _PICTURE)
        if pixmap is None or pixmap.isNull():
            painter.drawPixmap(
                box.center().x() - 11,
                box.center().y() - 11,
                theme().pixmap("image", 24, "faint", painter.device().devicePixelRatioF()),
            )
            return
        paint_centred(painter, box, pixmap)

    def _paint_texts(
        self,
        painter: QPainter,
        area: QRect,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        metrics = QFontMetrics(font)
        height = metrics.height()
        lines = str(index.data(EntryRole.SUBTITLE) or "").split("\n")
        top = area.center().y() - height * (1 + len(lines)) // 2
        badge = str(index.data(EntryRole.BADGE) or "")
        badge_width = 0
        if badge:
            badge_width = self._paint_badge(painter, area, top, font, index)
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme().colour("text"))
        title_width = area.width() - badge_width - _PAD
        title = QFontMetrics(bold).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, title_width
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(area.left(), top, title_width, height), flags, title)
        painter.setFont(font)
        painter.setPen(theme().colour("muted"))
        for number, text in enumerate(lines, start=1):
            place = QRect(area.left(), top + number * height, area.width(), height)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(place, flags, shown)

    def _paint_badge(
        self,
        painter: QPainter,
        area: QRect,
        top: int,
        font: QFont,
        index: QModelIndex | QPersistentModelIndex,
    ) -> int:
        text = str(index.data(EntryRole.BADGE))
        tone = str(index.data(EntryRole.TONE) or "muted")
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(text)
        height = metrics.height()
        painter.setFont(font)
        painter.setPen(theme().colour(tone))
        place = QRect(area.right() - width, top, width + 1, height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        scale = painter.device().devicePixelRatioF()
        icon = theme().pixmap(str(index.data(EntryRole.ICON)), _ICON, tone, scale)
        painter.drawPixmap(place.left() - _ICON - 5, top + (height - _ICON) // 2, icon)
        return width + _ICON + 8


def _points(*pairs: tuple[int, int]) -> list[QPoint]:
    return [QPoint(x, y) for x, y in pairs]
