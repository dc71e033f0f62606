"""FrontierChart: students by time and distance, the frontier, the target and the choice."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from desktop_app.widgets.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.item_models.frontier_mark import FrontierMark

_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 24, 22, 44
_DOT, _DIAMOND, _RING = 4.5, 8.0, 11.0
_REACH = 14.0  # pixels from a mark within which the pointer means it
_LABEL_ROOM = 46.0  # pixels between the labels of the axis below


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartTexts:
    """What stands on the chart beside its marks."""

    title: str
    across: str
    up: str
    target: str
    teacher: str
    #: Writes a value of either axis.
    axis: Callable[[float], str]


class FrontierChart(QWidget):
    """Both axes are logarithmic: what counts is how many times quicker, how many times better."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._marks: tuple[FrontierMark, ...] = ()
        self._texts: ChartTexts | None = None
        self._target: float | None = None
        self._teacher: float | None = None
        self._selected = -1
        self.setMinimumHeight(230)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_marks(
        self,
        marks: Sequence[FrontierMark],
        texts: ChartTexts,
        *,
        target: float | None,
        teacher: float | None,
    ) -> None:
        """Show these; `target` in milliseconds, `teacher` the distance of its own pictures."""
        self._marks, self._texts = tuple(marks), texts
        self._target, self._teacher = target, teacher
        self._selected = -1
        self.setAccessibleName(texts.title)
        told = [mark.text for mark in marks if mark.is_on_frontier or mark.is_chosen]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def select(self, place: int) -> None:
        """Ring the mark of this place; -1 rings none."""
        if place != self._selected:
            self._selected = place
            self.update()

    def place_of(self, mark: FrontierMark) -> QPointF:
        """Where a mark is painted."""
        return self._at(mark.milliseconds, mark.distance)

    @override
    def sizeHint(self) -> QSize:
        return QSize(520, 280)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell_nearest(event)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._marks or self._texts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        self._paint_axes(painter, self._texts)
        self._paint_lines(painter, self._texts)
        self._paint_frontier(painter)
        for place, mark in enumerate(self._marks):
            self._paint_mark(painter, mark)
            if place == self._selected:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme().colour("focus"), 2))
                painter.drawEllipse(self.place_of(mark), _RING, _RING)

    @property
    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _times(self) -> tuple[float, float]:
        values = [mark.milliseconds for mark in self._marks]
        return _span([*values, self._target] if self._target is not None else values)

    def _distances(self) -> tuple[float, float]:
        values = [mark.distance for mark in self._marks]
        return _span([*values, self._teacher] if self._teacher is not None else values)

    def _at(self, milliseconds: float, distance: float) -> QPointF:
        area = self._area
        x = area.left() + area.width() * _share(milliseconds, self._times())
        y = area.bottom() - area.height() * _share(distance, self._distances())
        return QPointF(x, y)

    def _paint_axes(self, painter: QPainter, texts: ChartTexts) -> None:
        area, muted = self._area, theme().colour("muted")
        low, high = self._distances()
        for value in _ticks(low, high):
            y = self._at(self._times()[0], value).y()
            painter.setPen(QPen(theme().colour("chart_grid"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(muted)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 9, _LEFT - 8, 18), right, texts.axis(value))
        painter.setPen(QPen(theme().colour("border_strong"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(muted)
        taken = -_LABEL_ROOM
        for value in _ticks(*self._times()):
            x = self._at(value, low).x()
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4))
            if x - taken >= _LABEL_ROOM:
                taken = x
                below = QRectF(x - 40, area.bottom() + 5, 80, 16)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, texts.axis(value))
        name = QRectF(area.left(), area.bottom() + 23, area.width(), 18)
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, texts.across)
        above = QRectF(4, 0, area.width(), 18)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(above, left, texts.up)

    def _paint_lines(self, painter: QPainter, texts: ChartTexts) -> None:
        """The target upright, the teacher across."""
        area = self._area
        if self._target is not None:
            x = self._at(self._target, self._distances()[0]).x()
            painter.setPen(QPen(theme().colour("warning"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            self._paint_name(painter, x, texts.target)
        if self._teacher is not None:
            y = self._at(self._times()[0], self._teacher).y()
            painter.setPen(QPen(theme().colour("chart_old"), 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme().colour("muted"))
            place = QRectF(area.left(), y - 18, area.width() - 4, 16)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, texts.teacher)

    def _paint_name(self, painter: QPainter, x: float, name: str) -> None:
        """Beside the target's line, on the side that has room."""
        width = painter.fontMetrics().horizontalAdvance(name) + 6
        left = x + 6 if x + 6 + width < self.width() else x - 6 - width
        painter.drawText(QRectF(left, 0, width, 18), Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_frontier(self, painter: QPainter) -> None:
        """A line in steps: between two points only the slower one's time buys its quality."""
        ends = [self.place_of(mark) for mark in self._marks if mark.is_on_frontier]
        line = QPolygonF()
        for place, end in enumerate(ends):
            if place:
                line.append(QPointF(end.x(), ends[place - 1].y()))
            line.append(end)
        painter.setPen(QPen(theme().colour("chart_line"), 2))
        painter.drawPolyline(line)

    def _paint_mark(self, painter: QPainter, mark: FrontierMark) -> None:
        place = self.place_of(mark)
        if mark.is_chosen:
            painter.setPen(QPen(theme().colour("surface"), 1.5))
            painter.setBrush(theme().colour("primary"))
            painter.drawPolygon(_diamond(place))
            return
        name = "chart_line" if mark.is_on_frontier else "chart_old"
        painter.setPen(QPen(theme().colour(name), 1.5))
        painter.setBrush(theme().colour(name if mark.is_on_frontier else "surface"))
        painter.drawEllipse(place, _DOT, _DOT)

    def _tell_nearest(self, event: QHelpEvent) -> None:
        at = QPointF(event.pos())
        near = [
            (math.hypot(place.x() - at.x(), place.y() - at.y()), mark.text)
            for mark in self._marks
            for place in (self.place_of(mark),)
        ]
        distance, text = min(near, default=(math.inf, ""))
        if distance <= _REACH:
            QToolTip.showText(event.globalPos(), text, self)
        else:
            QToolTip.hideText()


def _diamond(place: QPointF) -> QPolygonF:
    corners = ((0.0, -_DIAMOND), (_DIAMOND, 0.0), (0.0, _DIAMOND), (-_DIAMOND, 0.0))
    return QPolygonF([place + QPointF(x, y) for x, y in corners])


def _span(values: Sequence[float]) -> tuple[float, float]:
    """A little more than the values, above zero."""
    positive = [value for value in values if value > 0] or [1.0]
    low, high = min(positive), max(positive)
    room = max((high / low) ** 0.08, 1.12)
    return low / room, high * room


def _share(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    inside = min(max(value, low), high)
    return math.log(inside / low) / math.log(high / low)


def _ticks(low: float, high: float) -> list[float]:
    """1, 2, 5 and their tenfolds between two values; finer where few of these lie between."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    inside: list[float] = []
    for nice in ((1, 2, 5), (1, 1.5, 2, 3, 4, 5, 6, 8)):
        found = [step * 10.0**decade for decade in decades for step in nice]
        inside = [value for value in found if low <= value <= high]
        if len(inside) >= 3:
            break
    return inside
