"""DevicePresenter: what computes updates on this machine, and which of it is to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from engine.contract.specs import DevicesSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import RequestRefused
    from engine.contract.upkeep import Device, DevicesResult


class DevicePresenter(QObject):
    """Asks the engine once what there is.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._found: DevicesResult | None = None
        self._request_id: int | None = None
        self.message: Message | None = None
        self._look = EngineRequest(client, self)
        self._look.succeeded.connect(self._on_found)
        self._look.failed.connect(self._on_failed)
        self._look.ended.connect(self.changed)
        client.facts_changed.connect(self.changed)
        client.request_refused.connect(self._on_request_refused)

    @property
    def is_looking(self) -> bool:
        """Whether the engine is trying the devices."""
        return self._look.is_running

    @property
    def devices(self) -> tuple[Device, ...]:
        """What computes here, the one that is chosen by itself first; empty until known."""
        return self._found.devices if self._found else ()

    @property
    def drawing(self) -> str:
        """What draws pictures; "" until known."""
        return self._found.drawing if self._found else ""

    @property
    def chosen(self) -> str:
        """What is to compute updates: "auto", "cpu" or "cuda"."""
        return self._client.facts.settings.device if self._client.facts else "auto"

    def device(self, kind: str) -> Device | None:
        """The device of this kind; for "auto" the one that is chosen by itself."""
        if kind == "auto":
            return self.devices[0] if self.devices else None
        return next((item for item in self.devices if item.kind == kind), None)

    def look(self) -> None:
        """Find out what there is, unless it is known."""
        if self._found is None and not self.is_looking:
            self._look.start(DevicesSpec())
            self.changed.emit()

    def choose(self, kind: str) -> None:
        """Let this compute every later update."""
        if kind != self.chosen and self._client.facts is not None:
            self.message = None
            self._request_id = self._client.change_settings({"device": kind})
            self.changed.emit()

    def retell(self) -> None:
        """What is said once is gone, after the language has changed."""
        self.message = None

    def _on_found(self, result: DevicesResult) -> None:
        self._found = result
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if self._request_id is not None and notice.request_id == self._request_id:
            self._request_id = None
            self._on_failed(in_users_language(notice.message))
