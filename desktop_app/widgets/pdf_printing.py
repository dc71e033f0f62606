"""Prints an HTML file into a PDF: `python -m desktop_app.widgets.pdf_printing HTML PDF`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)

from desktop_app.widgets.theme import FONT_FAMILY, load_fonts

_DOTS_PER_INCH = 96
_FONT_PIXELS = 13


def print_pdf(html_file: Path, pdf_file: Path) -> None:
    """Lay the page out on A4, landscape, since its tables are wide; whole or not at all.

    Raises:
        OSError: If a file cannot be read or written.
    """
    document = read_document(html_file)
    with whole_file(pdf_file) as partial:
        _write(document, partial)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A file to write into, which becomes the target at the end; after an error none is left.

    Raises:
        OSError: If it cannot be written.
    """
    partial = target.with_name(f".{target.name}.partial")
    # Qt says nothing when it cannot write, so it is tried beforehand.
    partial.write_bytes(b"")
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def read_document(html_file: Path) -> QTextDocument:
    """The page as Qt understands it, in our font.

    Raises:
        OSError: If the file cannot be read.
    """
    document = QTextDocument()
    font = QFont(FONT_FAMILY)
    font.setPixelSize(_FONT_PIXELS)
    document.setDefaultFont(font)
    document.setHtml(html_file.read_text(encoding="utf-8"))
    return document


def lay_out(document: QTextDocument, device: QPagedPaintDevice) -> None:
    """Break the document into the device's pages; print it afterwards."""
    document.setPageSize(QSizeF(device.pageLayout().paintRectPixels(_DOTS_PER_INCH).size()))


def _write(document: QTextDocument, file: Path) -> None:
    writer = QPdfWriter(str(file))
    writer.setCreator("Pilotline")
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(12, 12, 12, 12),
            QPageLayout.Unit.Millimeter,
        )
    )
    lay_out(document, writer)
    document.print_(writer)


def main(arguments: list[str]) -> int:
    """Print, or say on stderr why not."""
    application = QGuiApplication(["pilotline"])
    load_fonts()
    html_file, pdf_file = (Path(argument) for argument in arguments)
    try:
        print_pdf(html_file, pdf_file)
    except OSError as error:
        sys.stderr.write(error.strerror or str(error))
        return 1
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
