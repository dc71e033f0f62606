"""PictureCanvas: one picture, or two laid over each other, to zoom into and to move about."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.widgets.theme import theme
from desktop_app.widgets.thumbnail_loader import FULL_SIZE, thumbnails

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QWheelEvent

    from desktop_app.widgets.picture_lens import PictureLens
    from desktop_app.widgets.thumbnail_loader import LoadedImage

_WHEEL_NOTCH = 120.0
_ZOOM_PER_NOTCH = 1.25
#: From so many screen pixels to a pixel on, its edges are shown instead of blurred.
_SEES_PIXELS = 6.0
#: How near to the swipe's line the pointer takes hold of it.
_REACH = 12
_DOUBLINGS = 2


class Overlay(StrEnum):
    """How the second picture is laid over the first."""

    NONE = "none"
    SWIPE = "swipe"
    ONION = "onion"
    DIFFERENCE = "difference"


class PictureCanvas(QWidget):
    """Both pictures fill the same square frame, so that equal places lie over each other.

    Signals:
        blend_changed: Carries the new blend, 0 to 1, when the pointer has moved the swipe's line.
        opened: Double click.
    """

    blend_changed = Signal(float)
    opened = Signal()

    def __init__(self, lens: PictureLens, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._lens = lens
        self._first = ""
        self._second = ""
        self.overlay = Overlay.NONE
        self.blend = 0.5
        self._held: QPointF | None = None
        self._holds_line = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        lens.changed.connect(self.update)
        thumbnails().loaded.connect(self._on_loaded)

    def show_files(self, first: str, second: str = "") -> None:
        """Show these; "" for none."""
        self._first, self._second = first, second
        self.update()

    def show_overlay(self, overlay: Overlay, blend: float) -> None:
        """Lay the second picture over the first so; the blend is 0 for the first alone."""
        self.overlay, self.blend = overlay, blend
        self.update()

    @property
    def frame(self) -> QRectF:
        """The square that the pictures are fitted into, in this widget's coordinates."""
        edge = min(self.width(), self.height()) * self._lens.magnification
        frame = QRectF(QPointF(), QSizeF(edge, edge))
        frame.moveTopLeft(QRectF(self.rect()).center() - self._lens.centre * edge)
        return frame

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("sunken"))
        first, second = (thumbnails().pixmap(f, FULL_SIZE) for f in (self._first, self._second))
        if self.overlay is Overlay.NONE:
            self._paint(painter, first)
        elif self.overlay is Overlay.SWIPE:
            self._paint_swipe(painter, first, second)
        elif self.overlay is Overlay.ONION:
            self._paint(painter, first)
            painter.setOpacity(self.blend)
            self._paint(painter, second)
            painter.setOpacity(1.0)
        else:
            self._paint_difference(painter, first, second)
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint(self, painter: QPainter, pixmap: QPixmap | None) -> None:
        if pixmap is None:
            return
        if pixmap.isNull():
            painter.setPen(theme().colour("muted"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("The picture cannot be read.")
            )
            return
        place = self._place(pixmap)
        is_fine = place.width() < pixmap.width() * _SEES_PIXELS
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_fine)
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))

    def _place(self, pixmap: QPixmap) -> QRectF:
        frame = self.frame
        size = QSizeF(pixmap.size()).scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(), size)
        place.moveCenter(frame.center())
        return place

    def _paint_swipe(
        self, painter: QPainter, first: QPixmap | None, second: QPixmap | None
    ) -> None:
        line = self._line()
        for pixmap, left, right in ((first, 0.0, line), (second, line, float(self.width()))):
            painter.save()
            painter.setClipRect(QRectF(left, 0, right - left, self.height()))
            self._paint(painter, pixmap)
            painter.restore()
        painter.setPen(QPen(theme().colour("focus"), 2))
        painter.drawLine(QPointF(line, 0), QPointF(line, self.height()))

    def _paint_difference(
        self, painter: QPainter, first: QPixmap | None, second: QPixmap | None
    ) -> None:
        if first is None or second is None or first.isNull() or second.isNull():
            return
        # Off the screen: the modes below are sure to work on an opaque picture alone.
        drawn = QPixmap(self.size() * self.devicePixelRatioF())
        drawn.setDevicePixelRatio(self.devicePixelRatioF())
        drawn.fill(Qt.GlobalColor.black)
        inner = QPainter(drawn)
        self._paint(inner, first)
        inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        self._paint(inner, second)
        inner.end()
        for _ in range(_DOUBLINGS):
            again = QPixmap(drawn)
            inner = QPainter(drawn)
            inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
            inner.drawPixmap(0, 0, again)
            inner.end()
        painter.setClipRect(self._place(first).united(self._place(second)))
        painter.drawPixmap(0, 0, drawn)
        painter.setClipping(False)

    def _line(self) -> float:
        """Where the swipe's line stands: in the part of the frame that is seen."""
        seen = self.frame.intersected(QRectF(self.rect()))
        return seen.left() + self.blend * seen.width()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        frame = self.frame
        offset = event.position() - frame.topLeft()
        at = QPointF(offset.x() / frame.width(), offset.y() / frame.height())
        self._lens.zoom(_ZOOM_PER_NOTCH ** (event.angleDelta().y() / _WHEEL_NOTCH), at)
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._held = event.position()
            self._holds_line = self._is_at_line(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            shape = Qt.CursorShape.ArrowCursor
            if self._is_at_line(event.position()):
                shape = Qt.CursorShape.SplitHCursor
            elif self._lens.magnification > 1:
                shape = Qt.CursorShape.OpenHandCursor
            self.setCursor(shape)
            return
        if self._holds_line:
            seen = self.frame.intersected(QRectF(self.rect()))
            share = (event.position().x() - seen.left()) / max(seen.width(), 1.0)
            self.blend = min(max(share, 0.0), 1.0)
            self.update()
            self.blend_changed.emit(self.blend)
            return
        moved = event.position() - self._held
        self._held = event.position()
        self._lens.move(-moved / self.frame.width())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._holds_line = False

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def _is_at_line(self, point: QPointF) -> bool:
        return self.overlay is Overlay.SWIPE and abs(point.x() - self._line()) < _REACH

    def _on_loaded(self, loaded: LoadedImage) -> None:
        if loaded.file in (self._first, self._second):
            self.update()
