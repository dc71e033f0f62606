"""LossChart: one falling curve, smoothed, on a logarithmic scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.widgets.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 8, 8, 8
#: Weight of the newest value in the smoothed curve.
_SMOOTHING = 0.08
#: More points than this cannot be told apart on the screen.
_MAX_POINTS = 600


class LossChart(QWidget):
    """Draws what a training stage's loss does; falling is good."""

    def __init__(self, name: str = "lossChart") -> None:
        super().__init__()
        self.setObjectName(name)
        self._values: list[float] = []
        self.setMinimumHeight(70)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_values(self, values: Sequence[float]) -> None:
        """Show these values, oldest first."""
        self._values = [value for value in values if value > 0 and math.isfinite(value)]
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 120)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        curve = _thinned(_smoothed(self._values))
        if len(curve) < 2:
            painter.setPen(theme().colour("faint"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No loss yet"))
            return
        low, high = math.log(min(curve)), math.log(max(curve))
        if high - low < 0.1:
            low, high = low - 0.05, high + 0.05
        self._paint_grid(painter, area, low, high)
        points = [
            QPointF(
                area.left() + area.width() * position / (len(curve) - 1),
                area.top() + area.height() * (high - math.log(value)) / (high - low),
            )
            for position, value in enumerate(curve)
        ]
        self._paint_curve(painter, area, points)

    def _paint_grid(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        for share in (0.0, 0.5, 1.0):
            y = area.top() + area.height() * share
            painter.setPen(QPen(theme().colour("chart_grid"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme().colour("muted"))
            value = math.exp(high - (high - low) * share)
            place = QRectF(0, y - 9, _LEFT - 6, 18)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            font = painter.font()
            font.setPixelSize(11)
            painter.setFont(font)
            painter.drawText(place, flags, f"{value:.2g}")

    def _paint_curve(self, painter: QPainter, area: QRectF, points: list[QPointF]) -> None:
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        filled = QPainterPath(path)
        filled.lineTo(points[-1].x(), area.bottom())
        filled.lineTo(points[0].x(), area.bottom())
        painter.fillPath(filled, theme().colour("chart_fill"))
        painter.setPen(QPen(theme().colour("chart_line"), 2))
        painter.drawPath(path)


def _smoothed(values: list[float]) -> list[float]:
    smoothed: list[float] = []
    for value in values:
        previous = smoothed[-1] if smoothed else value
        smoothed.append(previous + _SMOOTHING * (value - previous))
    return smoothed


def _thinned(values: list[float]) -> list[float]:
    step = max(1, math.ceil(len(values) / _MAX_POINTS))
    return values[::step]
