"""The dialog in which the user picks printer, pages and copies; it prints nothing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from desktop_app.widgets.print_order import PrintOrder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

#: Millimetres on every side.
PRINT_MARGIN = 12


class PrintDialog(QPrintDialog):
    """The system's dialog where it has one, proposing A4 in landscape.

    Signals:
        ordered: Carries the PrintOrder, once the user has agreed to print.
    """

    ordered = Signal(PrintOrder)

    def __init__(self, parent: QWidget, title: str, name: str) -> None:
        # Held by us: the dialog writes into it and does not own it.
        self._printer = QPrinter()
        self._printer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Landscape,
                QMarginsF(PRINT_MARGIN, PRINT_MARGIN, PRINT_MARGIN, PRINT_MARGIN),
                QPageLayout.Unit.Millimeter,
            )
        )
        super().__init__(self._printer, parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        self.accepted.connect(self._on_accepted)

    def ask(self) -> None:
        """Open without stopping the window; `open` of a print dialog wants an old-style slot."""
        QDialog.open(self)

    def _on_accepted(self) -> None:
        printer = self._printer
        layout = printer.pageLayout()
        file = printer.outputFileName()
        self.ordered.emit(
            PrintOrder(
                printer="" if file else printer.printerName(),
                file=file,
                copies=printer.copyCount(),
                is_collated=printer.collateCopies(),
                first_page=printer.fromPage(),
                last_page=printer.toPage(),
                is_landscape=layout.orientation() is QPageLayout.Orientation.Landscape,
                page_size=layout.pageSize().id().name,
                colours=printer.colorMode().name,
                duplex=printer.duplex().name,
            )
        )
