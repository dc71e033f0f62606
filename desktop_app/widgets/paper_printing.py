"""Prints an HTML file as ordered: `python -m desktop_app.widgets.paper_printing HTML ORDER`."""

import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop_app.widgets.pdf_printing import lay_out, read_document, whole_file
from desktop_app.widgets.print_order import PrintOrder
from desktop_app.widgets.theme import load_fonts

_MARGIN = 12  # millimetres


def print_order(html_file: Path, order: PrintOrder) -> None:
    """Print on paper, or into the file of the order: that one whole or not at all.

    Raises:
        OSError: If a file cannot be read or written, or the printer takes nothing.
    """
    document = read_document(html_file)
    if not order.file:
        if order.printer not in QPrinterInfo.availablePrinterNames():
            raise OSError(f"The printer “{order.printer}” is not there")
        printer = _printer(order)
        printer.setPrinterName(order.printer)
        lay_out(document, printer)
        document.print_(printer)
        if printer.printerState() is QPrinter.PrinterState.Error:
            raise OSError(f"The printer “{order.printer}” took nothing")
        return
    with whole_file(Path(order.file)) as partial:
        printer = _printer(order)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(partial))
        lay_out(document, printer)
        document.print_(printer)
        del printer  # which ends the file


def _printer(order: PrintOrder) -> QPrinter:
    printer = QPrinter()
    printer.setCreator("Pilotline")
    orientation = QPageLayout.Orientation
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId[order.page_size]),
            orientation.Landscape if order.is_landscape else orientation.Portrait,
            QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )
    printer.setCopyCount(order.copies)
    printer.setCollateCopies(order.is_collated)
    printer.setColorMode(QPrinter.ColorMode[order.colours])
    printer.setDuplex(QPrinter.DuplexMode[order.duplex])
    if order.first_page:
        pages = QPageRanges()
        pages.addRange(order.first_page, max(order.first_page, order.last_page))
        printer.setPageRanges(pages)
    return printer


def main(arguments: list[str]) -> int:
    """Print, or say on stderr why not."""
    application = QGuiApplication(["pilotline"])
    load_fonts()
    html_file, order = arguments
    try:
        print_order(Path(html_file), PrintOrder.from_json(order))
    except OSError as error:
        sys.stderr.write(error.strerror or str(error))
        return 1
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
