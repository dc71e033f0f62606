"""PdfWriter: has an HTML file printed, into a PDF or on paper, by a process of its own."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from desktop_app.widgets.print_order import PrintOrder

_TO_PDF = "desktop_app.widgets.pdf_printing"
_TO_PAPER = "desktop_app.widgets.paper_printing"
_CODE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOutcome:
    """What came of it."""

    #: "" where it went on paper.
    file: str
    #: "" if all went well.
    error: str = ""


class PdfWriter(QObject):
    """Prints elsewhere: Qt reads a long page in one go and keeps Python's lock meanwhile.

    Signals:
        finished: Carries the PdfOutcome.
    """

    finished = Signal(PdfOutcome)

    def write(self, html_file: str, pdf_file: str) -> None:
        """Print this file into that one; `finished` answers."""
        self._start(pdf_file, _TO_PDF, html_file, pdf_file)

    def print_out(self, html_file: str, order: str) -> None:
        """Print this file as a PrintOrder in JSON says; `finished` answers."""
        self._start(PrintOrder.from_json(order).file, _TO_PAPER, html_file, order)

    def _start(self, file: str, module: str, *arguments: str) -> None:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        # It shows nothing, so it needs no screen.
        environment.insert("QT_QPA_PLATFORM", "offscreen")
        paths = [str(_CODE), *filter(None, [environment.value("PYTHONPATH")])]
        environment.insert("PYTHONPATH", os.pathsep.join(paths))
        environment.insert("PYTHONIOENCODING", "utf-8")
        process.setProcessEnvironment(environment)
        process.finished.connect(partial(self._on_finished, process, file))
        process.errorOccurred.connect(partial(self._on_error, process, file))
        process.start(sys.executable, ["-m", module, *arguments])

    def _on_finished(
        self, process: QProcess, file: str, code: int, status: QProcess.ExitStatus
    ) -> None:
        said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        if code == 0 and status == QProcess.ExitStatus.NormalExit:
            self.finished.emit(PdfOutcome(file=file))
        else:
            last = said.splitlines()[-1] if said else f"exit code {code}"
            self.finished.emit(PdfOutcome(file=file, error=last))

    def _on_error(self, process: QProcess, file: str, error: QProcess.ProcessError) -> None:
        # Everything but this ends with `finished`.
        if error == QProcess.ProcessError.FailedToStart:
            self.finished.emit(PdfOutcome(file=file, error=process.errorString()))
            process.deleteLater()
