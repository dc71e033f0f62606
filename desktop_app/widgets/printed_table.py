"""A table on paper and as a file for spreadsheets; both may be made on any thread."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[str, ...]

#: Where a spreadsheet would see a formula in what a person has typed.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_LONG_WORD = re.compile(r"[!-~]{18,}")
_PIECE = 6

_DPI = 150
_FAMILY = "Pilotline Sans"
_TEXT_POINTS = 8
_TITLE_POINTS = 14
_CELL_MARGIN = 5
_INK = Qt.GlobalColor.black
_FAINT = Qt.GlobalColor.gray


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """What stands on the pages."""

    title: str
    #: Lines below the title.
    remarks: tuple[str, ...]
    headings: Row
    rows: Sequence[Row]
    #: Shares of the page's width.
    widths: tuple[float, ...]
    #: At the foot of each page; {page} and {pages} stand for their numbers.
    footer: str


def write_csv(path: Path, headings: Row, rows: Sequence[Row]) -> None:
    """Write a table that Excel opens as it is, in Japan too: UTF-8 with its mark at the start.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings)
        writer.writerows(tuple(_harmless(cell) for cell in row) for row in rows)


def write_pdf(path: Path, table: PrintedTable) -> None:
    """Write a table on A4 pages, with its headings at the top of each.

    Raises:
        OSError: If the file cannot be written.
    """
    # Qt would only fail silently.
    path.open("wb").close()
    pages = _Pages(table)
    pages.lay_out()
    pages.write(path)


def _breakable(cell: str) -> str:
    """Paths and hashes have no spaces to break at, and words of a language are shorter."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(_pieces(word[0])), cell)


def _pieces(word: str) -> list[str]:
    return [word[start : start + _PIECE] for start in range(0, len(word), _PIECE)]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


class _Pages:
    """Lays rows out one by one, so that a thread that draws the window can go on between them."""

    def __init__(self, table: PrintedTable) -> None:
        self._table = replace(table, rows=[tuple(map(_breakable, row)) for row in table.rows])
        size = QPageSize(QPageSize.PageSizeId.A4)
        self._layout = QPageLayout(
            size,
            QPageLayout.Orientation.Landscape,
            QMarginsF(12, 12, 12, 12),
            QPageLayout.Unit.Millimeter,
        )
        self._area = self._layout.paintRectPixels(_DPI)
        self._text = _font(_TEXT_POINTS)
        self._bold = _font(_TEXT_POINTS, is_bold=True)
        self._title = _font(_TITLE_POINTS, is_bold=True)
        self._metrics = QFontMetrics(self._text)
        #: For each page its rows with their heights.
        self._pages: list[list[tuple[Row, int]]] = []

    def lay_out(self) -> None:
        """Share the rows out among pages."""
        heading = self._height(self._table.headings)
        footer = 2 * self._metrics.height()
        room = self._area.height() - footer - heading
        left = room - self._head_height()
        page: list[tuple[Row, int]] = []
        for row in self._table.rows:
            # A row longer than a page ends where the page ends.
            height = min(self._height(row), room)
            if height > left:
                self._pages.append(page)
                page, left = [], room
            page.append((row, height))
            left -= height
        self._pages.append(page)

    def write(self, path: Path) -> None:
        """Draw every page."""
        writer = QPdfWriter(str(path))
        writer.setResolution(_DPI)
        writer.setPageLayout(self._layout)
        writer.setTitle(self._table.title)
        painter = QPainter()
        if not painter.begin(writer):
            raise OSError(f"{path} cannot be drawn on")
        for number, page in enumerate(self._pages, start=1):
            if number > 1:
                writer.newPage()
            top = self._draw_head(painter) if number == 1 else 0
            top = self._draw_row(painter, self._table.headings, top, self._bold)
            for row, height in page:
                self._draw_row(painter, row, top, self._text, height)
                top += height
            self._draw_footer(painter, number)
        if not painter.end():
            raise OSError(f"{path} cannot be written")

    def _head_height(self) -> int:
        title = QFontMetrics(self._title).height()
        return title + (len(self._table.remarks) + 1) * self._metrics.height()

    def _draw_head(self, painter: QPainter) -> int:
        painter.setPen(_INK)
        painter.setFont(self._title)
        width, top = self._area.width(), QFontMetrics(self._title).height()
        painter.drawText(QRect(0, 0, width, top), Qt.AlignmentFlag.AlignLeft, self._table.title)
        painter.setFont(self._text)
        for remark in self._table.remarks:
            place = QRect(0, top, width, self._metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, remark)
            top += self._metrics.height()
        return top + self._metrics.height()

    def _draw_row(
        self, painter: QPainter, row: Row, top: int, font: QFont, height: int | None = None
    ) -> int:
        height = height or self._height(row)
        painter.setFont(font)
        painter.setPen(_INK)
        for cell, place in zip(row, self._places(top, height), strict=True):
            painter.drawText(place, _FLAGS, cell)
        painter.setPen(QPen(_FAINT, 1))
        painter.drawLine(0, top + height, self._area.width(), top + height)
        return top + height

    def _draw_footer(self, painter: QPainter, number: int) -> None:
        painter.setFont(self._text)
        painter.setPen(_FAINT)
        height = self._metrics.height()
        place = QRect(0, self._area.height() - height, self._area.width(), height)
        text = self._table.footer.format(page=number, pages=len(self._pages))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, text)

    def _places(self, top: int, height: int) -> list[QRect]:
        places, left = [], 0
        whole = sum(self._table.widths)
        for share in self._table.widths:
            width = round(self._area.width() * share / whole)
            places.append(
                QRect(
                    left + _CELL_MARGIN,
                    top + _CELL_MARGIN,
                    width - 2 * _CELL_MARGIN,
                    height - 2 * _CELL_MARGIN,
                )
            )
            left += width
        return places

    def _height(self, row: Row) -> int:
        tallest = max(
            self._metrics.boundingRect(QRect(0, 0, place.width(), 0), _FLAGS, cell).height()
            for cell, place in zip(row, self._places(0, 0), strict=True)
        )
        return tallest + 2 * _CELL_MARGIN


_FLAGS = int(
    (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop).value | Qt.TextFlag.TextWordWrap.value
)


def _font(points: int, *, is_bold: bool = False) -> QFont:
    font = QFont(_FAMILY)
    font.setPixelSize(round(points * _DPI / 72))
    font.setBold(is_bold)
    return font
