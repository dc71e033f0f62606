"""TrendChart: one figure over the versions, with its interval as a band."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.widgets.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.item_models.trend_point import TrendPoint

_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 24, 20, 26
_DOT = 4.0
_MOST_STEPS = 4


class TrendChart(QWidget):
    """Draws points from left to right; where one is missing, the line stops and a word says so."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._points: tuple[TrendPoint, ...] = ()
        self._axis: Callable[[float], str] = str
        self.setMinimumHeight(130)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_trend(
        self, points: Sequence[TrendPoint], axis: Callable[[float], str], title: str
    ) -> None:
        """Show these points; `axis` writes a value of the axis."""
        self._points, self._axis = tuple(points), axis
        self.setAccessibleName(title)
        told = "; ".join(f"{point.label}: {point.text}" for point in points)
        self.setAccessibleDescription(told)
        self.setToolTip(told.replace("; ", "\n"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 170)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        area = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        if not self._points:
            return
        ticks = _ticks(self._points)
        low, high = ticks[0], ticks[-1]
        self._paint_grid(painter, area, ticks)
        places = [self._place(number, point, area, low, high) for number, point in self._numbered]
        for run in _runs(self._points):
            self._paint_band(painter, area, run, low, high)
            self._paint_line(painter, [places[number] for number in run])
        for (_, point), place in zip(self._numbered, places, strict=True):
            self._paint_point(painter, area, point, place)

    @property
    def _numbered(self) -> list[tuple[int, TrendPoint]]:
        return list(enumerate(self._points))

    def _x(self, number: int, area: QRectF) -> float:
        if len(self._points) == 1:
            return area.center().x()
        # Half a step of room on both sides, so that labels stand below their points.
        step = area.width() / len(self._points)
        return area.left() + step * (number + 0.5)

    def _place(
        self, number: int, point: TrendPoint, area: QRectF, low: float, high: float
    ) -> QPointF:
        value = low if point.value is None else point.value
        return QPointF(self._x(number, area), _y(value, area, low, high))

    def _paint_grid(self, painter: QPainter, area: QRectF, ticks: list[float]) -> None:
        for value in ticks:
            y = _y(value, area, ticks[0], ticks[-1])
            painter.setPen(QPen(theme().colour("chart_grid"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme().colour("muted"))
            place = QRectF(0, y - 9, _LEFT - 8, 18)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, self._axis(value))

    def _paint_band(
        self, painter: QPainter, area: QRectF, run: list[int], low: float, high: float
    ) -> None:
        ends: list[tuple[float, float, float]] = []
        for number in run:
            point = self._points[number]
            value = point.value or 0.0
            below = value if point.low is None else point.low
            above = value if point.high is None else point.high
            x = self._x(number, area)
            ends.append((x, _y(below, area, low, high), _y(above, area, low, high)))
        if len(ends) == 1:
            x, below, above = ends[0]
            painter.setPen(QPen(theme().colour("chart_fill"), 8))
            painter.drawLine(QPointF(x, below), QPointF(x, above))
            return
        path = QPainterPath(QPointF(ends[0][0], ends[0][2]))
        for x, _, above in ends[1:]:
            path.lineTo(x, above)
        for x, below, _ in reversed(ends):
            path.lineTo(x, below)
        path.closeSubpath()
        painter.fillPath(path, theme().colour("chart_fill"))

    def _paint_line(self, painter: QPainter, places: list[QPointF]) -> None:
        painter.setPen(QPen(theme().colour("chart_line"), 2))
        painter.drawPolyline(places)

    def _paint_point(
        self, painter: QPainter, area: QRectF, point: TrendPoint, place: QPointF
    ) -> None:
        width = area.width() / max(1, len(self._points))
        below = QRectF(place.x() - width / 2, area.bottom() + 5, width, 18)
        painter.setPen(theme().colour("muted"))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, point.label)
        if point.value is None:
            painter.setPen(theme().colour("faint"))
            middle = QRectF(place.x() - width / 2, area.center().y() - 9, width, 18)
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, point.text)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("chart_line"))
        painter.drawEllipse(place, _DOT, _DOT)
        painter.setPen(theme().colour("text"))
        above = QRectF(place.x() - width / 2, place.y() - 24, width, 18)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, point.text)


def _ticks(points: Sequence[TrendPoint]) -> list[float]:
    """Round values from below all points and bands to above them."""
    ends = [
        end for point in points for end in (point.value, point.low, point.high) if end is not None
    ]
    if not ends:
        return [0.0, 1.0]
    low, high = min(ends), max(ends)
    least = (high - low or 0.1 * abs(high) or 1.0) / _MOST_STEPS
    scale = 10.0 ** math.floor(math.log10(least))
    step = next(scale * nice for nice in (1, 2, 5, 10) if scale * nice >= least)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        last += 1
    return [step * number for number in range(first, last + 1)]


def _runs(points: Sequence[TrendPoint]) -> list[list[int]]:
    """Numbers of neighbouring points that have values."""
    runs: list[list[int]] = []
    before = -2
    for number, point in enumerate(points):
        if point.value is None:
            continue
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
        before = number
    return runs


def _y(value: float, area: QRectF, low: float, high: float) -> float:
    return area.bottom() - area.height() * (value - low) / max(high - low, 1e-9)
