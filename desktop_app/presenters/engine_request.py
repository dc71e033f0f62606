"""EngineRequest: one piece of work at a time asked of the engine, with its own answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n.engine_sentences import in_users_language
from engine.contract.events import JobCancelled, JobFailed, JobProgressed, JobSucceeded

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import RequestRefused
    from engine.contract.results import Result
    from engine.contract.specs import Spec


class EngineRequest(QObject):
    """Runs one spec; starting another gives up the one before and forgets its answer.

    Signals:
        progressed: Carries how far the work is.
        succeeded: Carries the result.
        failed: Carries the sentence to show.
        ended: The work is over, whatever came of it; comes before `succeeded` and `failed`.
    """

    progressed = Signal(JobProgressed)
    succeeded = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._job_id: int | None = None
        client.job_progressed.connect(self._on_job_progressed)
        client.job_succeeded.connect(self._on_job_succeeded)
        client.job_failed.connect(self._on_job_failed)
        client.job_cancelled.connect(self._on_job_cancelled)
        client.request_refused.connect(self._on_request_refused)

    @property
    def is_running(self) -> bool:
        """Whether an answer is awaited."""
        return self._job_id is not None

    def start(self, spec: Spec) -> None:
        """Ask for this."""
        self.cancel()
        self._job_id = self._client.run(spec)

    def cancel(self) -> None:
        """Give up what runs and forget its answer."""
        if self._job_id is not None:
            job_id, self._job_id = self._job_id, None
            self._client.cancel(job_id)
            self.ended.emit()

    def _end(self) -> None:
        self._job_id = None
        self.ended.emit()

    def _on_job_progressed(self, event: JobProgressed) -> None:
        if event.job_id == self._job_id:
            self.progressed.emit(event)

    def _on_job_succeeded(self, event: JobSucceeded) -> None:
        if event.job_id == self._job_id:
            self._end()
            result: Result = event.result
            self.succeeded.emit(result)

    def _on_job_failed(self, event: JobFailed) -> None:
        if event.job_id == self._job_id:
            self._end()
            self.failed.emit(in_users_language(event.message))

    def _on_job_cancelled(self, event: JobCancelled) -> None:
        if event.job_id == self._job_id:
            self._end()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if notice.request_id is not None and notice.request_id == self._job_id:
            self._end()
            self.failed.emit(in_users_language(notice.message))
