"""The report's markup: one page without scripts that browsers, Qt's text engine and printers show.

Qt knows a part of HTML 4 and CSS 2.1 alone, so tables carry the layout and colours stand inline.
"""

import base64
from collections.abc import Iterable, Sequence
from html import escape
from string import Template

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.png_provenance import encode_png

# The window's own colours in its light look: paper is white.
_INK, _MUTED, _LINE = "#1d232a", "#57616c", "#d5dae0"
_FILL, _WARNING = (63, 98, 136), (221, 162, 60)
#: At most this much of the fill's colour, so that the figure on it stays readable.
_DEEPEST = 0.42
#: The ground of a fault is at least this deep, since few faults matter too.
_PALEST_FAULT = 0.35

_PAGE = Template(f"""<!DOCTYPE html>
<html lang="$language"><head><meta charset="utf-8"><title>$title</title>
<style type="text/css">
body {{ font-family: "Pilotline Sans", "Noto Sans", "Noto Sans JP", "Segoe UI", sans-serif;
  font-size: 13px; color: {_INK}; background: #ffffff; margin: 32px; }}
h1 {{ font-size: 24px; margin: 0 0 4px 0; }}
h2 {{ font-size: 17px; margin: 28px 0 4px 0; }}
p {{ margin: 4px 0 8px 0; }}
.muted {{ color: {_MUTED}; }}
table {{ border-collapse: collapse; }}
td, th {{ padding: 4px 10px; }}
th {{ color: {_MUTED}; font-weight: normal; text-align: left; }}
code {{ font-size: 11px; }}
@media print {{ h2 {{ page-break-after: avoid; }} tr {{ page-break-inside: avoid; }} }}
</style></head><body>
$body
</body></html>
""")


def page(title: str, language: str, body: Iterable[str]) -> str:
    """The whole file."""
    return _PAGE.substitute(
        title=escape(title), language=escape(language, quote=True), body="\n".join(body)
    )


def heading(text: str, level: int = 2, *, starts_page: bool = False) -> str:
    """Of a section, or of the whole page at level 1."""
    style = ' style="page-break-before:always"' if starts_page else ""
    return f"<h{level}{style}>{escape(text)}</h{level}>"


def paragraph(text: str, *, is_muted: bool = False) -> str:
    """One or more sentences."""
    kind = ' class="muted"' if is_muted else ""
    return f"<p{kind}>{escape(text)}</p>"


def listed(sentences: Sequence[str]) -> str:
    """One sentence below the other."""
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"


def cell(text: str, *, align: str = "left", remark: str = "") -> str:
    """A plain cell; the remark stands small below."""
    below = f'<br><span class="muted" style="font-size:11px">{escape(remark)}</span>'
    return f'<td align="{align}">{escape(text)}{below if remark else ""}</td>'


def heat_cell(text: str, share: float | None, *, remark: str = "", is_fault: bool = False) -> str:
    """A figure on a ground that is the deeper the larger its share of the range, 0..1."""
    if share is None:
        return cell(text, align="center", remark=remark)
    least = _PALEST_FAULT if is_fault else 0.0
    strength = _DEEPEST * min(max(share, least), 1.0)
    colour = _WARNING if is_fault else _FILL
    mixed = "".join(f"{round(255 + (part - 255) * strength):02x}" for part in colour)
    plain = cell(text, align="center", remark=remark)
    return plain.replace("<td ", f'<td style="background-color:#{mixed}" ', 1)


def captioned_cell(caption: str, shown: str) -> str:
    """A cell with a picture, ready as markup, below its caption."""
    return f"<td><b>{escape(caption)}</b><br>{shown}</td>"


def code_cell(text: str) -> str:
    """A cell with something that is read letter by letter."""
    return f"<td><code>{escape(text)}</code></td>"


def table(headings: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Rows of a heading and cells, ready as markup, under headings (none: no heading line)."""
    line = f"border-bottom:1px solid {_LINE}"
    top = "".join(
        f'<th style="{line}" align="{"left" if place == 0 else "center"}">{escape(text)}</th>'
        for place, text in enumerate(headings)
    )
    body = "".join(
        f'<tr><th align="left">{escape(name)}</th>{"".join(cells)}</tr>' for name, cells in rows
    )
    return (
        '<table cellspacing="0" cellpadding="4">'
        f"{f'<tr>{top}</tr>' if headings else ''}{body}</table>"
    )


def picture(pixels: NDArray[np.uint8], edge: int, alternative: str) -> str:
    """(H, W, 3) or (H, W) pixels inside the file, no longer than `edge` on its longer side."""
    height, width = pixels.shape[:2]
    scale = edge / max(width, height)
    if scale < 0.5:  # browsers show twice the pixels on fine screens
        size = (max(1, round(2 * width * scale)), max(1, round(2 * height * scale)))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    data = base64.b64encode(encode_png(pixels)).decode()
    shown = f'width="{max(1, round(width * scale))}" height="{max(1, round(height * scale))}"'
    return (
        f'<img {shown} alt="{escape(alternative, quote=True)}" src="data:image/png;base64,{data}">'
    )


def picture_cell(pictures: Iterable[str]) -> str:
    """A cell with pictures side by side."""
    return f"<td>{' '.join(pictures)}</td>"
