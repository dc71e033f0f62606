"""Lays pictures out in labelled rows, to be looked at as one picture."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

_FONT_FILE = Path(__file__).parents[2] / "assets" / "fonts" / "PilotlineSans-Regular.otf"
_PAPER = (250, 250, 249)
_INK = (38, 42, 46)
_GAP = 4
_MARGIN = 12
_LONGEST_LABEL = 360  # pixels; longer ones are cut

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def contact_sheet(
    rows: Sequence[tuple[str, Sequence[NDArray[np.uint8]]]], cell: int, title: str = ""
) -> NDArray[np.uint8]:
    """A (H, W, 3) picture: one row for each label, each picture fitted into a square cell."""
    font_size = max(11, min(18, cell // 4))
    font = readable_font(font_size)
    labels = [shortened(label, font, _LONGEST_LABEL) for label, _ in rows]
    label_width = max((round(font.getlength(label)) for label in labels), default=0) + _MARGIN
    title_height = round(font_size * 2.2) if title else 0
    columns = max((len(pictures) for _, pictures in rows), default=0)
    width = 2 * _MARGIN + label_width + columns * (cell + _GAP)
    height = 2 * _MARGIN + title_height + len(rows) * (cell + _GAP)
    if title:
        width = max(width, 2 * _MARGIN + round(font.getlength(title)))
    sheet = Image.new("RGB", (width, height), _PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.text((_MARGIN, _MARGIN), title, font=font, fill=_INK)
    for index, ((_, pictures), label) in enumerate(zip(rows, labels, strict=True)):
        top = _MARGIN + title_height + index * (cell + _GAP)
        pen.text((_MARGIN, top + cell / 2), label, font=font, fill=_INK, anchor="lm")
        for column, picture in enumerate(pictures):
            tile = Image.fromarray(fitted_tile(picture, cell))
            left = _MARGIN + label_width + column * (cell + _GAP)
            sheet.paste(tile, (left + (cell - tile.width) // 2, top + (cell - tile.height) // 2))
    return np.asarray(sheet, dtype=np.uint8)


def fitted_tile(picture: NDArray[np.uint8], cell: int) -> NDArray[np.uint8]:
    """The (H, W, 3) picture with its longer side as long as the cell."""
    height, width = picture.shape[:2]
    scale = cell / max(height, width)
    new_size = (max(1, round(width * scale)), max(1, round(height * scale)))
    interpolation = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_CUBIC
    resized = cv2.resize(np.ascontiguousarray(picture), new_size, interpolation=interpolation)
    if resized.ndim == 2:
        resized = cv2.cvtColor(resized, cv2.COLOR_GRAY2RGB)
    return np.asarray(resized, dtype=np.uint8)


def readable_font(size: int) -> Font:
    """The program's own font, which has Japanese, so many pixels high."""
    if _FONT_FILE.is_file():
        return ImageFont.truetype(_FONT_FILE, size)
    return ImageFont.load_default(size)


def shortened(label: str, font: Font, longest: float) -> str:
    """The label, cut where it would be longer than so many pixels."""
    if font.getlength(label) <= longest:
        return label
    while label and font.getlength(f"{label}…") > longest:
        label = label[:-1]
    return f"{label}…"
