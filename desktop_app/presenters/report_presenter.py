"""ReportPresenter: the quality report as a file to keep or to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.i18n.report_texts import report_texts
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from engine.contract.specs import ReportSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.events import JobProgressed
    from engine.contract.quality_results import ReportResult


class ReportPresenter(QObject):
    """Lets the engine write the report; PDF and paper are printed from that elsewhere.

    Signals:
        changed: Something that is shown has changed.
        pdf_wanted: Carries the HTML file and the PDF file to make of it.
        paper_wanted: Carries the HTML file and how it is to be printed, as it was ordered.
    """

    changed = Signal()
    pdf_wanted = Signal(str, str)
    paper_wanted = Signal(str, str)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.fraction: float | None = None
        self.message: Message | None = None
        self.includes_photographs = False
        #: The last report; "" while there is none.
        self.file = ""
        self._pdf_file = ""
        #: How to print, and what the printer is called; both "" where it is not to be printed.
        self._order = self._printer = ""
        self._is_printing = False
        self._request = EngineRequest(client, self)
        self._request.progressed.connect(self._on_progressed)
        self._request.ended.connect(self._on_ended)
        self._request.succeeded.connect(self._on_written)
        self._request.failed.connect(self._on_failed)
        client.facts_changed.connect(self.changed)

    @property
    def is_writing(self) -> bool:
        """Whether a report is being made."""
        return self._request.is_running or self._is_printing

    @property
    def refusal(self) -> str:
        """Why no report can be made; "" when one can."""
        facts = self._client.facts
        if facts is None or facts.active is None:
            return self.tr("No version is active yet. Run an update and approve its version first.")
        return self.tr("The report is being written.") if self.is_writing else ""

    @property
    def proposed_name(self) -> str:
        """A file name without its suffix."""
        facts = self._client.facts
        number = facts.active.number if facts and facts.active else 0
        return f"pilotline-quality-v{number:04d}"

    def set_includes_photographs(self, *, is_on: bool) -> None:
        """Let photographs leave the workspace with the report, or not."""
        self.includes_photographs = is_on

    def save_html(self, file: str) -> None:
        """Write it there."""
        self._pdf_file = self._order = ""
        self._start(Path(file))

    def save_pdf(self, file: str) -> None:
        """Write it into the workspace's cache, and have it printed into this file."""
        self._pdf_file, self._order = file, ""
        self._start_in_cache()

    def print_out(self, order: str, printer: str) -> None:
        """Write it into the workspace's cache, and have it printed as ordered.

        `order` is handed on as it is; `printer` is what the user knows the printer by.
        """
        self._pdf_file, self._order, self._printer = "", order, printer
        self._start_in_cache()

    def cancel(self) -> None:
        """Stop writing."""
        self._request.cancel()

    def tell_pdf(self, file: str, error: str) -> None:
        """Hear what came of printing."""
        self._is_printing = False
        if error:
            text = (
                self.tr("The report could not be printed: {error}")
                if self._order
                else self.tr("The report could not be saved: {error}")
            ).format(error=error)
            self.message = Message(tone="error", text=text)
            self.changed.emit()
        else:
            self._tell_done(file)

    def retell(self) -> None:
        """Forget what was said in another language."""
        self.message = None
        self.changed.emit()

    def _start_in_cache(self) -> None:
        facts = self._client.facts
        if facts is not None:
            self._start(facts.root / "cache" / "report" / "report.html")

    def _start(self, file: Path) -> None:
        if self.refusal:
            return
        self.message = None
        self.file = ""
        self.fraction = 0.0
        self._request.start(
            ReportSpec(
                output_file=str(file),
                includes_photographs=self.includes_photographs,
                texts=(*report_texts(), *self._recorded_sentences()),
                language=QLocale().name().split("_")[0],
            )
        )
        self.changed.emit()

    def _recorded_sentences(self) -> tuple[tuple[str, str], ...]:
        """What the report repeats from the record, in the user's language."""
        facts = self._client.facts
        if facts is None or facts.active is None:
            return ()
        number = facts.active.number
        reasons = [a.reason for a in facts.activations if a.version_number == number and a.reason]
        teacher = (
            f"The teacher of version {number} was freed to save space, so only its student was "
            "timed."
        )
        sentences = (*facts.active.verdict, *reasons, teacher)
        return tuple((sentence, in_users_language(sentence)) for sentence in sentences)

    def _on_progressed(self, event: JobProgressed) -> None:
        self.fraction = event.fraction
        self.changed.emit()

    def _on_ended(self) -> None:
        self.fraction = None
        self.changed.emit()

    def _on_written(self, result: ReportResult) -> None:
        if not self._pdf_file and not self._order:
            self._tell_done(result.file)
            return
        self._is_printing = True
        self.changed.emit()
        if self._pdf_file:
            self.pdf_wanted.emit(result.file, self._pdf_file)
        else:
            self.paper_wanted.emit(result.file, self._order)

    def _tell_done(self, file: str) -> None:
        self.file = file
        if file:
            text = self.tr("The report is saved: {file}").format(file=file)
        else:
            text = self.tr("The report went to the printer {printer}.").format(
                printer=self._printer
            )
        self.message = Message(tone="ok", text=text)
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()
