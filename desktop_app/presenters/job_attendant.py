"""JobAttendant: what the machine and the user should know of an update while nobody looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n.engine_sentences import in_users_language
from engine.contract.job_states import JobState
from engine.contract.results import UpdateResult

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.presenters.job_presenter import JobPresenter
    from engine.contract.events import JobFailed, JobSucceeded, WorkerStopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Wakefulness:
    """Whether the machine has to stay awake."""

    is_needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JobNotice:
    """That an update has ended, for a notice of the system."""

    #: "ok", "warning" or "error".
    tone: str
    title: str
    text: str


class JobAttendant(QObject):
    """Listens to the updates that run here.

    Signals:
        wakefulness_changed: Carries Wakefulness.
        ended: Carries a JobNotice.
    """

    wakefulness_changed = Signal(Wakefulness)
    ended = Signal(JobNotice)

    def __init__(
        self, client: EngineClient, job: JobPresenter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._job = job
        self._is_needed = False
        job.changed.connect(self._on_job_changed)
        client.job_succeeded.connect(self._on_job_succeeded)
        client.job_failed.connect(self._on_job_failed)
        client.worker_stopped.connect(self._on_worker_stopped)

    def _on_job_changed(self) -> None:
        job = self._job
        is_needed = job.is_shown and job.state is JobState.RUNNING and not job.is_elsewhere
        if is_needed != self._is_needed:
            self._is_needed = is_needed
            self.wakefulness_changed.emit(Wakefulness(is_needed=is_needed))

    def _on_job_succeeded(self, event: JobSucceeded) -> None:
        if event.job_id <= 0 or not isinstance(event.result, UpdateResult):
            return
        number = event.result.version_number
        tone, text = {
            "approved": ("ok", self.tr("Version {number} passed the gate and is active.")),
            "rejected": ("warning", self.tr("The gate rejected version {number}.")),
        }.get(
            event.result.state,
            ("ok", self.tr("Version {number} passed the gate and waits for approval.")),
        )
        self._tell(tone, self.tr("The update is done"), text.format(number=number))

    def _on_job_failed(self, event: JobFailed) -> None:
        if event.job_id > 0:
            text = in_users_language(event.message)
            self._tell("error", self.tr("The update has failed"), text)

    def _on_worker_stopped(self, event: WorkerStopped) -> None:
        if event.job_id is not None and event.job_id > 0:
            text = in_users_language(event.reason)
            text = text or self.tr("Resume goes on from its last checkpoint.")
            self._tell("warning", self.tr("The update was interrupted"), text)

    def _tell(self, tone: str, title: str, text: str) -> None:
        self.ended.emit(JobNotice(tone=tone, title=title, text=text))
