"""Paints a row's part of a graph of ancestors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop_app.widgets.theme import theme

if TYPE_CHECKING:
    from desktop_app.item_models.lane_row import LaneRow

LANE_WIDTH = 16
_RADIUS = 5.5


def paint_lanes(painter: QPainter, row: QRect, left: int, lanes: LaneRow) -> None:
    """Draw lines and node into a row, the first lane beginning at `left`.

    `row` reaches from edge to edge, gaps between rows included, so that lines meet.
    """
    middle = QPointF(_x(left, lanes.lane), row.center().y() + 0.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("chart_old"), 2))
    for lane in lanes.passing:
        x = _x(left, lane)
        painter.drawLine(QPointF(x, row.top()), QPointF(x, row.bottom() + 1))
    for lane in lanes.from_above:
        _paint_bend(painter, QPointF(_x(left, lane), row.top()), middle)
    if lanes.goes_on:
        painter.drawLine(middle, QPointF(middle.x(), row.bottom() + 1))
    _paint_node(painter, middle, lanes.mark)


def _x(left: int, lane: int) -> float:
    return left + LANE_WIDTH * (lane + 0.5)


def _paint_bend(painter: QPainter, start: QPointF, end: QPointF) -> None:
    path = QPainterPath(start)
    half = (start.y() + end.y()) / 2
    path.cubicTo(QPointF(start.x(), half), QPointF(end.x(), half), end)
    painter.drawPath(path)


def _paint_node(painter: QPainter, at: QPointF, mark: str) -> None:
    token = "error" if mark == "cross" else "chart_line"
    painter.setPen(QPen(theme().colour(token), 2))
    painter.setBrush(theme().colour(token if mark == "filled" else "surface"))
    if mark == "ring":
        painter.drawEllipse(at, _RADIUS, _RADIUS)
        painter.setBrush(theme().colour(token))
        painter.drawEllipse(at, 1.5, 1.5)
        return
    painter.drawEllipse(at, _RADIUS, _RADIUS)
    if mark == "cross":
        arm = _RADIUS / 2
        painter.drawLine(at - QPointF(arm, arm), at + QPointF(arm, arm))
        painter.drawLine(at - QPointF(arm, -arm), at + QPointF(arm, -arm))
