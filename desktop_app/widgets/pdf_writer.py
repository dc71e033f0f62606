"""PdfWriter: prints an HTML file into a PDF on a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QSizeF, QThreadPool, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

_DOTS_PER_INCH = 96
_FONT_PIXELS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOutcome:
    """What came of it."""

    file: str
    #: "" if the file is written.
    error: str = ""


class PdfWriter(QObject):
    """Lays a page out on A4, landscape, since its tables are wide.

    Signals:
        finished: Carries the PdfOutcome.
    """

    finished = Signal(PdfOutcome)

    def write(self, html_file: str, pdf_file: str) -> None:
        """Print this file into that one; `finished` answers."""
        font = QGuiApplication.font()
        QThreadPool.globalInstance().start(partial(_write, self, html_file, pdf_file, font))


def _write(owner: PdfWriter, html_file: str, pdf_file: str, font: QFont) -> None:
    error = ""
    try:
        _print(Path(html_file).read_text(encoding="utf-8"), Path(pdf_file), font)
    except OSError as problem:
        error = problem.strerror or str(problem)
    owner.finished.emit(PdfOutcome(file=pdf_file, error=error))


def _print(html: str, file: Path, font: QFont) -> None:
    partial_file = file.with_name(f".{file.name}.partial")
    # Qt says nothing when it cannot write, so it is tried beforehand.
    partial_file.write_bytes(b"")
    try:
        writer = QPdfWriter(str(partial_file))
        writer.setCreator("Pilotline")
        writer.setResolution(_DOTS_PER_INCH)
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Landscape,
                QMarginsF(12, 12, 12, 12),
                QPageLayout.Unit.Millimeter,
            )
        )
        document = QTextDocument()
        own = QFont(font)
        own.setPixelSize(_FONT_PIXELS)
        document.setDefaultFont(own)
        document.setHtml(html)
        writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
        size = writer.pageLayout().paintRectPixels(_DOTS_PER_INCH).size()
        document.setPageSize(QSizeF(size))
        document.print_(writer)
        del writer  # closes the file
        partial_file.replace(file)
    finally:
        partial_file.unlink(missing_ok=True)
