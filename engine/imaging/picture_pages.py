"""Lays many pictures out on printable pages, each with a caption, under headings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from engine.imaging.contact_sheet import fitted_tile, readable_font, shortened

#: A4 upright at 150 dots per inch.
_WIDTH, _HEIGHT = 1240, 1754
_MARGIN = 60
_COLUMNS = 6
_GAP = 12
_CELL = (_WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GAP) // _COLUMNS
_CAPTION_HEIGHT = 30
_HEADING_HEIGHT = 52
_TITLE_HEIGHT = 64
_ROOM = _HEIGHT - 2 * _MARGIN - _TITLE_HEIGHT
_PAPER, _INK, _FAINT = (255, 255, 255), (38, 42, 46), (96, 104, 112)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCell:
    """One picture of a page."""

    heading: str
    caption: str
    #: Reads the (H, W, 3) pixels when the page is drawn: a thousand pages need little memory.
    read: Callable[[], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class _Band:
    """A heading, or a row of pictures."""

    heading: str
    cells: tuple[PageCell, ...] = ()

    @property
    def height(self) -> int:
        return _CELL + _CAPTION_HEIGHT + _GAP if self.cells else _HEADING_HEIGHT


def picture_pages(title: str, cells: Sequence[PageCell]) -> Iterator[NDArray[np.uint8]]:
    """(H, W, 3) pages in order; neighbours with the same heading stand below it together."""
    pages = _paginated(_bands(cells))
    for number, bands in enumerate(pages, 1):
        yield _page(title, f"{number} / {len(pages)}", bands)


def _bands(cells: Sequence[PageCell]) -> Iterator[_Band]:
    for heading, group in groupby(cells, key=attrgetter("heading")):
        yield _Band(heading)
        below = tuple(group)
        for start in range(0, len(below), _COLUMNS):
            yield _Band(heading, below[start : start + _COLUMNS])


def _paginated(bands: Iterator[_Band]) -> list[list[_Band]]:
    pages: list[list[_Band]] = []
    room = 0
    waiting: list[_Band] = []
    for band in bands:
        if not band.cells:
            waiting = [band]  # a heading goes where its first row goes
            continue
        needed = band.height + sum(item.height for item in waiting)
        if not pages or needed > room:
            pages.append([])
            room = _ROOM
            # Every page says what it shows.
            waiting = waiting or [_Band(band.heading)]
            needed = band.height + sum(item.height for item in waiting)
        pages[-1] += [*waiting, band]
        room -= needed
        waiting = []
    return pages


def _page(title: str, place: str, bands: Sequence[_Band]) -> NDArray[np.uint8]:
    sheet = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    pen = ImageDraw.Draw(sheet)
    large, normal, small = (readable_font(size) for size in (26, 22, 16))
    width = _WIDTH - 2 * _MARGIN
    pen.text((_MARGIN, _MARGIN), shortened(title, large, width - 120), font=large, fill=_INK)
    pen.text((_WIDTH - _MARGIN, _MARGIN), place, font=normal, fill=_FAINT, anchor="ra")
    top = _MARGIN + _TITLE_HEIGHT
    for band in bands:
        if not band.cells:
            pen.text((_MARGIN, top + 10), shortened(band.heading, normal, width), _INK, normal)
        for column, cell in enumerate(band.cells):
            left = _MARGIN + column * (_CELL + _GAP)
            tile = Image.fromarray(fitted_tile(cell.read(), _CELL))
            sheet.paste(tile, (left + (_CELL - tile.width) // 2, top + (_CELL - tile.height) // 2))
            caption = shortened(cell.caption, small, _CELL)
            middle = left + _CELL / 2
            pen.text((middle, top + _CELL + 5), caption, font=small, fill=_FAINT, anchor="ma")
        top += band.height
    return np.asarray(sheet, dtype=np.uint8)
