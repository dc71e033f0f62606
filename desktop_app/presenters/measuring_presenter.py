"""MeasuringPresenter: one thing that is measured of the active version when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.events import JobProgressed
    from engine.contract.specs import Spec
    from engine.registry.entities import Version, WorkspaceFacts

_R = TypeVar("_R")


class MeasuringPresenter(QObject, Generic[_R]):
    """Asks once, remembers each version's answer while the window is open.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._root: Path | None = None
        self._asked_of: int | None = None
        self._known: dict[int, _R] = {}
        self.fraction: float | None = None
        self.message: Message | None = None
        self._request = EngineRequest(client, self)
        self._request.progressed.connect(self._on_progressed)
        self._request.ended.connect(self._on_ended)
        self._request.succeeded.connect(self._on_measured)
        self._request.failed.connect(self._on_failed)
        client.facts_changed.connect(self._on_facts_changed)
        if client.facts:
            self._root = client.facts.root

    @property
    def version(self) -> Version | None:
        """The version that is measured: the active one."""
        return self._client.facts.active if self._client.facts else None

    @property
    def result(self) -> _R | None:
        """What was measured of the version; None while nothing was."""
        return None if self.version is None else self._known.get(self.version.number)

    @property
    def is_measuring(self) -> bool:
        """Whether the answer is awaited."""
        return self._request.is_running

    @property
    def refusal(self) -> str:
        """Why it cannot be measured now; "" when it can."""
        if self.version is None:
            return self.tr("No version is active yet. Run an update and approve its version first.")
        return self.tr("It is being measured.") if self.is_measuring else ""

    def start(self) -> None:
        """Measure, unless something forbids it."""
        if self.version is None or self.is_measuring:
            return
        self.message = None
        self.fraction = 0.0
        self._asked_of = self.version.number
        self._request.start(self._spec(self.version))
        self.changed.emit()

    def cancel(self) -> None:
        """Stop measuring."""
        self._request.cancel()

    def retell(self) -> None:
        """Say everything anew, after the language has changed; what is said once is gone."""
        self.message = None
        self._tell()

    def _spec(self, version: Version) -> Spec:
        raise NotImplementedError

    def _tell(self) -> None:
        """Fill the item models from `result`, then tell; extended by each measure."""
        self.changed.emit()

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        if facts.root != self._root:
            self._root = facts.root
            self._known.clear()
            self._request.cancel()
            self.message = None
        self._tell()

    def _on_progressed(self, event: JobProgressed) -> None:
        self.fraction = event.fraction
        self.changed.emit()

    def _on_ended(self) -> None:
        self.fraction = None
        self.changed.emit()

    def _on_measured(self, result: _R) -> None:
        if self._asked_of is not None:
            self._known[self._asked_of] = result
        self._tell()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()
