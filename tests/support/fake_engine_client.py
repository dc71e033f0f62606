"""FakeEngineClient: an EngineClient without threads and processes, for pages and presenters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.engine_bridge.engine_client import EngineClient
from desktop_app.engine_bridge.notices import EngineClosed
from desktop_app.engine_bridge.requests import Close

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.engine_bridge.notices import Notice
    from desktop_app.engine_bridge.requests import Request
    from engine.contract.events import Event
    from engine.registry.entities import WorkspaceFacts


class FakeEngineClient(EngineClient):
    """Same signals and methods by inheritance; requests are only written down.

    A test says what the engine answers: `receive(event)`, `publish(facts)`, `notify(notice)`.
    """

    def __init__(self, facts: WorkspaceFacts | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        #: Everything asked for, oldest first; see desktop_app.engine_bridge.requests.
        self.requests: list[Request] = []
        #: Ids of updates to be shown as running in another program.
        self.elsewhere: set[int] = set()

    @property
    def last_request(self) -> Request:
        """What was asked for last."""
        return self.requests[-1]

    def receive(self, event: Event) -> None:
        """Let a worker's event arrive."""
        self._on_event(event)

    def publish(self, facts: WorkspaceFacts) -> None:
        """Let new facts arrive."""
        self._on_facts(facts)

    def notify(self, notice: Notice) -> None:
        """Let the engine thread say this: JobQueued, RequestRefused, EngineClosed."""
        self._on_notice(notice)

    @override
    def is_running_elsewhere(self, job_id: int) -> bool:
        return job_id in self.elsewhere

    @override
    def wait_closed(self, timeout_seconds: float = 15.0) -> bool:
        return True

    @override
    def _post(self, request: Request) -> None:
        self.requests.append(request)
        if isinstance(request, Close):
            self._on_notice(EngineClosed())
