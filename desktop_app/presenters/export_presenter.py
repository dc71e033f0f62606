"""ExportPresenter: writes a version out for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from engine.contract.specs import ExportSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.results import ExportResult


class ExportPresenter(QObject):
    """One export at a time.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.message: Message | None = None
        self.output_dir = ""
        self._request = EngineRequest(client, self)
        self._request.succeeded.connect(self._on_exported)
        self._request.failed.connect(self._on_failed)
        self._request.ended.connect(self.changed)

    @property
    def is_running(self) -> bool:
        """Whether files are being written."""
        return self._request.is_running

    def export(self, number: int, form: str, output_dir: str) -> None:
        """Write the version as "onnx" or "diffusers" into an empty folder."""
        if self.is_running:
            return
        self.output_dir = output_dir
        self.message = Message(
            tone="info",
            text=self.tr("Version {number} is being written and proved…").format(number=number),
        )
        self._request.start(ExportSpec(version_number=number, format=form, output_dir=output_dir))
        self.changed.emit()

    def forget(self) -> None:
        """Clear what the last export has left to read."""
        self.message = None
        self.changed.emit()

    def _on_exported(self, result: ExportResult) -> None:
        text = self.tr("%n file(s) written to {folder}.", "", len(result.files))
        text = text.format(folder=self.output_dir)
        if result.largest_difference is not None:
            proof = self.tr("Largest difference to the trained network: {value}.")
            text += " " + proof.format(value=f"{result.largest_difference:.1e}")
        self.message = Message(tone="ok", text=text)
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()
