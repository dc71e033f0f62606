"""PictureGrid: thumbnails in rows and columns, as quick with a hundred thousand as with ten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from desktop_app.item_models.picture_model import caption
from desktop_app.widgets.theme import theme
from desktop_app.widgets.thumbnail_loader import thumbnails
from desktop_app.widgets.thumbnail_painting import paint_centred, paint_ring, thumbnail
from engine.registry.picture_judgements import PictureFlag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QEvent
    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from desktop_app.item_models.picture_model import PictureModel
    from desktop_app.widgets.thumbnail_loader import LoadedImage
    from engine.registry.generated_pictures import DrawnPicture

_PAD = 6
_MARGIN = 6
_BADGE = 18
_STAR = 12
#: How much of a rejected picture still shows.
_REJECTED_OPACITY = 0.3

Index = QModelIndex | QPersistentModelIndex


class PictureGrid(QAbstractItemView):
    """Shows a PictureModel; where a tile lies is computed, so nothing is laid out beforehand.

    Signals:
        opened: Carries the row of a picture the user wants to see large.
        selection_changed: The selected pictures, or the one the keys act on, have changed.
    """

    opened = Signal(int)
    selection_changed = Signal()

    def __init__(self, model: PictureModel, name: str, edge: int = 112) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "grid")
        self._edge = edge
        self._pictures = model
        text = QFontMetrics(self.font()).height()
        self._tile = QSize(edge + 2 * _PAD, edge + text + 2 * _PAD + 2)
        #: The row under the pointer; -1 if there is none.
        self._hovered = -1
        #: Pictures in sight that are still being read, and their rows.
        self._awaited: dict[str, int] = {}
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setMouseTracking(True)
        self.setModel(model)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        thumbnails().loaded.connect(self._on_loaded)

    @property
    def selected_rows(self) -> list[int]:
        """Rows of the selected pictures, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    @property
    def current_row(self) -> int:
        """The row the keys act on; -1 if there is none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Select this picture alone and bring it into view."""
        if 0 <= row < self._pictures.rowCount():
            self.setCurrentIndex(self._pictures.index(row))

    def select_rows(self, rows: Sequence[int]) -> None:
        """Select these pictures too; rows in order."""
        chosen, index = QItemSelection(), self._pictures.index
        start = 0
        for place, row in enumerate(rows):
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                chosen.append(QItemSelectionRange(index(rows[start]), index(row)))
                start = place + 1
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    @property
    def _columns(self) -> int:
        return max(1, (self.viewport().width() - 2 * _MARGIN) // self._tile.width())

    @property
    def _step(self) -> int:
        """From one column to the next: what is left over is shared among them."""
        return (self.viewport().width() - 2 * _MARGIN) // self._columns

    def _rect(self, row: int) -> QRect:
        line, column = divmod(row, self._columns)
        tile, step = self._tile, self._step
        left = _MARGIN + column * step + (step - tile.width()) // 2
        top = _MARGIN + line * tile.height() - self.verticalOffset()
        return QRect(QPoint(left, top), tile)

    def _rows_in(self, area: QRect) -> range:
        height, columns = self._tile.height(), self._columns
        first = max(0, area.top() + self.verticalOffset() - _MARGIN) // height
        last = max(0, area.bottom() + self.verticalOffset() - _MARGIN) // height
        return range(first * columns, min((last + 1) * columns, self._pictures.rowCount()))

    # What QAbstractItemView asks of its kinds.

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._on_rows_changed)
            model.rowsInserted.connect(self._on_rows_changed)
            model.rowsRemoved.connect(self._on_rows_changed)

    @override
    def visualRect(self, index: Index) -> QRect:
        return self._rect(index.row()) if index.isValid() else QRect()

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        for row in self._rows_in(QRect(point, QSize(1, 1))):
            if self._rect(row).contains(point):
                return self._pictures.index(row)
        return QModelIndex()

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        area, bar = self._rect(index.row()), self.verticalScrollBar()
        if not index.isValid():
            return
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + area.center().y() - self.viewport().height() // 2)
        elif area.top() < 0:
            bar.setValue(bar.value() + area.top() - _MARGIN)
        elif area.bottom() > self.viewport().height():
            bar.setValue(bar.value() + area.bottom() - self.viewport().height() + _MARGIN)

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        last = self._pictures.rowCount() - 1
        if last < 0:
            return QModelIndex()
        row, columns = self.current_row, self._columns
        if row < 0:
            return self._pictures.index(0)
        page = max(1, self.viewport().height() // self._tile.height()) * columns
        actions = QAbstractItemView.CursorAction
        wanted = {
            actions.MoveLeft: row - 1,
            actions.MovePrevious: row - 1,
            actions.MoveRight: row + 1,
            actions.MoveNext: row + 1,
            # Not out of the grid: from the first line up stays where it is.
            actions.MoveUp: row - columns if row >= columns else row,
            actions.MoveDown: row + columns if row + columns <= last else row,
            actions.MovePageUp: row - page if row >= page else row % columns,
            actions.MovePageDown: row + page,
            actions.MoveHome: 0,
            actions.MoveEnd: last,
        }.get(action, row)
        return self._pictures.index(min(max(wanted, 0), last))

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        # Both corners lie in a tile: where the selection began and where it ends, in reading order.
        ends = [self.indexAt(point).row() for point in (rect.topLeft(), rect.bottomRight())]
        known = sorted(row for row in ends if row >= 0)
        chosen = QItemSelection()
        if known:
            chosen.select(self._pictures.index(known[0]), self._pictures.index(known[-1]))
        self.selectionModel().select(chosen, command)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        # Everything: repainting what is in sight is cheap, finding out what of it changed is not.
        return QRegion() if selection.isEmpty() else QRegion(self.viewport().rect())

    @override
    def isIndexHidden(self, _index: Index) -> bool:
        return False

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def keyboardSearch(self, _search: str) -> None:
        """Letters are keys of their own here."""

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.selection_changed.emit()

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        lines = -(-self._pictures.rowCount() // self._columns)
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, lines * self._tile.height() + 2 * _MARGIN - height))
        bar.setPageStep(height)
        bar.setSingleStep(self._tile.height() // 3)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        first = self._rows_in(QRect(0, 0, 1, 1)).start
        super().resizeEvent(event)
        self.updateGeometries()
        if event.oldSize().width() != event.size().width() and event.oldSize().isValid():
            # What was on top stays there, though it may now stand in another line.
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._rect(first).top() - _MARGIN if first else 0)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # What stays in sight is moved, not painted again.
        self.viewport().scroll(0, dy)
        self._hover(self.viewport().mapFromGlobal(self.cursor().pos()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPoint(-1, -1))

    def _hover(self, point: QPoint) -> None:
        is_inside = self.viewport().rect().contains(point)
        row = self.indexAt(point).row() if is_inside else -1
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            for changed in (before, row):
                if changed >= 0:
                    self.viewport().update(self._rect(changed))

    def _on_rows_changed(self) -> None:
        self._awaited.clear()
        self._hovered = -1
        self.updateGeometries()
        self.viewport().update()

    def _on_loaded(self, loaded: LoadedImage) -> None:
        row = self._awaited.pop(loaded.file, None)
        if row is not None:
            self.viewport().update(self._rect(row))

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Gathered once: asked of Qt for every tile, it would take longer than painting.
        selected, current = self.selectionModel(), self.current_row if self.hasFocus() else -1
        has_selection = selected.hasSelection()
        metrics = painter.fontMetrics()
        for row in self._rows_in(event.rect()):
            area = self._rect(row)
            is_selected = has_selection and selected.isSelected(self._pictures.index(row))
            if is_selected or row == self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().colour("selection" if is_selected else "hover"))
                painter.drawRoundedRect(area, 6, 6)
            if row == current:
                paint_ring(painter, area)
            picture = self._pictures.picture(row)
            box = QRect(area.left() + _PAD, area.top() + _PAD, self._edge, self._edge)
            self._paint_picture(painter, box, picture, row)
            text = metrics.elidedText(caption(picture), Qt.TextElideMode.ElideMiddle, self._edge)
            place = QRect(box.left(), box.bottom() + 2, self._edge, metrics.height())
            painter.setPen(theme().colour("muted"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_picture(
        self, painter: QPainter, box: QRect, picture: DrawnPicture, row: int
    ) -> None:
        pixmap = thumbnail(painter, picture.file, self._edge)
        is_rejected = picture.judgement.flag is PictureFlag.REJECTED
        if pixmap is None:
            self._awaited[picture.file] = row
            painter.fillRect(box, theme().colour("sunken"))
        elif not pixmap.isNull():
            if pixmap.width() != pixmap.height():
                painter.fillRect(box, theme().colour("sunken"))
            painter.setOpacity(_REJECTED_OPACITY if is_rejected else 1.0)
            paint_centred(painter, box, pixmap)
            painter.setOpacity(1.0)
        else:
            # Deleted since the gallery was read.
            painter.fillRect(box, theme().colour("sunken"))
            painter.setPen(theme().colour("faint"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
        scale = painter.device().devicePixelRatioF()
        if picture.judgement.flag is not PictureFlag.UNJUDGED:
            name, colour = ("rejected", "error") if is_rejected else ("flag", "ok")
            icon = theme().pixmap(name, _BADGE, colour, scale)
            _paint_chip(painter, box.topLeft() + QPoint(3, 3), [icon], _BADGE)
        if picture.judgement.rating:
            stars = [theme().pixmap("star-filled", _STAR, "text", scale)] * picture.judgement.rating
            corner = QPoint(box.left() + 3, box.bottom() - _STAR - 6)
            _paint_chip(painter, corner, stars, _STAR)


def _paint_chip(painter: QPainter, corner: QPoint, icons: Sequence[QPixmap], size: int) -> None:
    """Icons on a ground of their own, so that they can be seen on any picture."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("surface"))
    painter.drawRoundedRect(QRect(corner, QSize(len(icons) * size + 4, size + 4)), 4, 4)
    for position, icon in enumerate(icons):
        painter.drawPixmap(corner + QPoint(2 + position * size, 2), icon)
