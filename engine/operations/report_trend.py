"""The report's charts: every product's retention over the versions, with its interval as a band."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from engine.imaging.contact_sheet import readable_font
from engine.operations.report_figures import figure
from engine.operations.report_page import captioned_cell, paragraph, picture, table
from engine.operations.report_texts import ReportTexts
from engine.registry import Version

_WIDTH, _HEIGHT = 440, 150  # as shown
_FINE = 2  # drawn so many times as large, for paper and fine screens
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 22, 22
_COLUMNS = 2
_MOST_STEPS = 4
# The window's own colours in its light look.
_INK, _MUTED, _GRID, _LINE, _BAND = "#1d232a", "#57616c", "#e3e7eb", "#3f6288", "#dfe7ef"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A product's retention in one version."""

    version_number: int
    text: str
    #: None where it could not be measured.
    value: float | None
    low: float | None = None
    high: float | None = None


def trend_section(texts: ReportTexts, versions: Sequence[Version]) -> Iterator[str]:
    """One chart for each product that more than one version knows; all on one scale."""
    names = dict.fromkeys(name for item in versions for name in item.product_names)
    trends = {name: _trend(texts, versions, name) for name in names}
    trends = {name: points for name, points in trends.items() if len(points) > 1}
    if not trends:
        return
    ticks = _ticks([point for points in trends.values() for point in points])
    cells = [
        captioned_cell(name, picture(_chart(points, ticks), _WIDTH, _told(name, points)))
        for name, points in trends.items()
    ]
    yield paragraph(
        texts.say("The same as lines over the versions; the band is the 95% interval."),
        is_muted=True,
    )
    lines = [cells[start : start + _COLUMNS] for start in range(0, len(cells), _COLUMNS)]
    yield table((), [("", line) for line in lines])


def _trend(texts: ReportTexts, versions: Sequence[Version], name: str) -> list[_Point]:
    points = []
    for version in versions:
        stored = version.metrics.get("products", {}).get(name)
        if stored is None:
            continue
        low, high = stored.get("retention_interval") or (None, None)
        points.append(
            _Point(
                version_number=version.number,
                text=figure(texts, stored, "retention"),
                value=stored.get("retention"),
                low=low,
                high=high,
            )
        )
    return points


def _told(name: str, points: Sequence[_Point]) -> str:
    """For who cannot see the chart."""
    said = ", ".join(f"{point.version_number}: {point.text}" for point in points)
    return f"{name} ({said})"


def _ticks(points: Sequence[_Point]) -> list[float]:
    """Round shares from below all points and bands to above them."""
    ends = [e for point in points for e in (point.value, point.low, point.high) if e is not None]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    least = max(high - low, 0.04) / _MOST_STEPS
    scale = 10.0 ** math.floor(math.log10(least))
    step = next(scale * nice for nice in (1, 2, 5, 10) if scale * nice >= least)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * number for number in range(first, max(last, first + 1) + 1)]


def _chart(points: Sequence[_Point], ticks: Sequence[float]) -> NDArray[np.uint8]:
    """(2 H, 2 W, 3) pixels."""
    sheet = Image.new("RGB", (_FINE * _WIDTH, _FINE * _HEIGHT), "#ffffff")
    pen = ImageDraw.Draw(sheet)
    font = readable_font(_FINE * 11)
    left, right = _FINE * _LEFT, _FINE * (_WIDTH - _RIGHT)
    top, bottom = _FINE * _TOP, _FINE * (_HEIGHT - _BOTTOM)
    step = (right - left) / len(points)
    places = [left + step * (number + 0.5) for number in range(len(points))]

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    for value in ticks:
        pen.line([(left, y(value)), (right, y(value))], fill=_GRID, width=_FINE)
        share = f"{100 * value:.0f}%"
        pen.text((left - 6 * _FINE, y(value)), share, font=font, fill=_MUTED, anchor="rm")
    for run in _runs(points):
        below = [(places[n], y(_or(points[n].low, points[n].value))) for n in run]
        above = [(places[n], y(_or(points[n].high, points[n].value))) for n in run]
        if len(run) > 1:
            pen.polygon([*above, *reversed(below)], fill=_BAND)
            line = [(places[n], y(points[n].value or 0.0)) for n in run]
            pen.line(line, fill=_LINE, width=2 * _FINE, joint="curve")
        else:
            pen.line([above[0], below[0]], fill=_BAND, width=8 * _FINE)
    for point, x in zip(points, places, strict=True):
        number = str(point.version_number)
        pen.text((x, bottom + 5 * _FINE), number, font=font, fill=_MUTED, anchor="ma")
        if point.value is None:
            pen.text((x, (top + bottom) / 2), point.text, font=font, fill=_MUTED, anchor="mm")
            continue
        size = 4 * _FINE
        middle = y(point.value)
        pen.ellipse([x - size, middle - size, x + size, middle + size], fill=_LINE)
        pen.text((x, middle - 6 * _FINE), point.text, font=font, fill=_INK, anchor="md")
    return np.asarray(sheet, dtype=np.uint8)


def _or(end: float | None, value: float | None) -> float:
    return (value or 0.0) if end is None else end


def _runs(points: Sequence[_Point]) -> list[list[int]]:
    """Places of neighbouring points that have values."""
    runs: list[list[int]] = []
    for place, point in enumerate(points):
        if point.value is None:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
