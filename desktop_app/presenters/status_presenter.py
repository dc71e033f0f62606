"""StatusPresenter: the one line at the bottom of the window, and the banner above the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.message import Message
from engine.contract.job_states import JobState

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import RequestRefused
    from desktop_app.presenters.job_presenter import JobPresenter


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """What the status bar shows."""

    icon: str
    job: str
    #: Share of the running job; None when none runs.
    fraction: float | None
    active: str


class StatusPresenter(QObject):
    """Sums up what the engine is at.

    Signals:
        changed: The line or the banner has changed.
    """

    changed = Signal()

    def __init__(
        self, client: EngineClient, job: JobPresenter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._job = job
        self._refused: RequestRefused | None = None
        job.changed.connect(self.changed)
        client.facts_changed.connect(self._on_facts_changed)
        client.request_refused.connect(self._on_request_refused)

    @property
    def line(self) -> StatusLine:
        """The status bar's content."""
        return StatusLine(
            icon=self._icon(),
            job=self._job_text(),
            fraction=self._fraction(),
            active=self._active(),
        )

    @property
    def banner(self) -> Message | None:
        """The one calm banner: the engine has stopped, or the workspace could not be opened."""
        if self._refused is not None:
            return Message(tone="error", text=in_users_language(self._refused.message))
        job = self._job
        if job.record and job.state == JobState.INTERRUPTED:
            reason = in_users_language(job.stop_reason) or self.tr("The update was interrupted.")
            remark = self.tr(
                "The active version works as before; the update can go on from its last checkpoint."
            )
            return Message(tone="warning", text=f"{reason} {remark}")
        return None

    @property
    def can_resume(self) -> bool:
        """Whether the banner offers to resume."""
        return self._refused is None and self._job.state == JobState.INTERRUPTED

    def dismiss_refusal(self) -> None:
        """Take a refusal as read."""
        self._refused = None
        self.changed.emit()

    def _icon(self) -> str:
        job = self._job
        if not job.is_shown:
            return "ok"
        return {
            JobState.QUEUED: "clock",
            JobState.RUNNING: "running",
            JobState.PAUSED: "pause",
            JobState.FAILED: "error",
            JobState.INTERRUPTED: "warning",
        }.get(job.state, "ok")

    def _fraction(self) -> float | None:
        is_under_way = self._job.is_shown and not self._job.state.is_final
        return self._job.fraction if is_under_way else None

    def _job_text(self) -> str:
        job = self._job
        if self._client.facts is None:
            return self.tr("Opening the workspace…")
        if job.record is None or job.state.is_final:
            return self.tr("Ready")
        parts = [self.tr("Update: {state}").format(state=wording.job_state(job.state))]
        if job.state == JobState.RUNNING and job.progress:
            parts.append(wording.stage(job.progress.stage))
            if job.eta:
                parts.append(self.tr("{time} left").format(time=job.eta))
        return " · ".join(parts)

    def _active(self) -> str:
        facts = self._client.facts
        if facts is None or facts.active_number is None:
            return self.tr("No active version")
        return self.tr("Active: version {number}").format(number=facts.active_number)

    def _on_facts_changed(self, _facts: object) -> None:
        self.changed.emit()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        # Others show theirs beside the cause: only what has no page of its own comes here.
        if notice.action in {"open", "pause", "resume", "cancel", "retire", "refresh", "reorder"}:
            self._refused = notice
            self.changed.emit()
