"""PdfWriter: has an HTML file printed into a PDF by a process of its own."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

_MODULE = "desktop_app.widgets.pdf_printing"
_CODE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOutcome:
    """What came of it."""

    file: str
    #: "" if the file is written.
    error: str = ""


class PdfWriter(QObject):
    """Prints elsewhere: Qt reads a long page in one go and keeps Python's lock meanwhile.

    Signals:
        finished: Carries the PdfOutcome.
    """

    finished = Signal(PdfOutcome)

    def write(self, html_file: str, pdf_file: str) -> None:
        """Print this file into that one; `finished` answers."""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        # It shows nothing, so it needs no screen.
        environment.insert("QT_QPA_PLATFORM", "offscreen")
        paths = [str(_CODE), *filter(None, [environment.value("PYTHONPATH")])]
        environment.insert("PYTHONPATH", os.pathsep.join(paths))
        environment.insert("PYTHONIOENCODING", "utf-8")
        process.setProcessEnvironment(environment)
        process.finished.connect(partial(self._on_finished, process, pdf_file))
        process.errorOccurred.connect(partial(self._on_error, process, pdf_file))
        process.start(sys.executable, ["-m", _MODULE, html_file, pdf_file])

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
