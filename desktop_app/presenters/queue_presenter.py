"""QueuePresenter: the updates that wait, rest or were interrupted, beside the one that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.item_models.entry_list_model import Entry, EntryListModel
from engine.contract.job_states import JobState

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.presenters.job_presenter import JobPresenter
    from engine.registry.entities import JobRecord

_ICONS = {
    JobState.QUEUED: "clock",
    JobState.PAUSED: "pause",
    JobState.FAILED: "error",
    JobState.INTERRUPTED: "warning",
}


class QueuePresenter(QObject):
    """What comes after the update that is shown, in the order in which it starts.

    Signals:
        changed: The queue, or the row that is looked at, has changed.
    """

    changed = Signal()

    def __init__(
        self, client: EngineClient, job: JobPresenter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._job = job
        self._jobs: tuple[JobRecord, ...] = ()
        self._selected = ""
        self.entries = EntryListModel(self)
        job.changed.connect(self._on_job_changed)
        client.facts_changed.connect(lambda _facts: self._on_job_changed())
        self._on_job_changed()

    @property
    def jobs(self) -> tuple[JobRecord, ...]:
        """Open updates but the one that is shown: queued ones by their turn, then the others."""
        return self._jobs

    @property
    def selected(self) -> JobRecord | None:
        """The update whose row is looked at; the first one unless another was chosen."""
        chosen = (job for job in self._jobs if str(job.id) == self._selected)
        return next(chosen, next(iter(self._jobs), None))

    @property
    def can_move_up(self) -> bool:
        """Whether the row that is looked at may start earlier."""
        return self._place() > 0

    @property
    def can_move_down(self) -> bool:
        """Whether the row that is looked at may start later."""
        return 0 <= self._place() < len(self._waiting()) - 1

    @property
    def can_resume(self) -> bool:
        """Whether the row that is looked at can go on."""
        return self.selected is not None and self.selected.state.is_resumable

    def select(self, key: str) -> None:
        """Look at this row."""
        if key != self._selected:
            self._selected = key
            self.changed.emit()

    def move(self, places: int) -> None:
        """Let the row that is looked at start earlier (below 0) or later."""
        if self.selected and (self.can_move_up if places < 0 else self.can_move_down):
            self._selected = str(self.selected.id)
            self._client.move_queued(self.selected.id, places)

    def resume(self) -> None:
        """Put the row that is looked at back into the queue."""
        if self.selected and self.can_resume:
            self._client.resume(self.selected.id)

    def take_out(self) -> None:
        """Give the row that is looked at up."""
        if self.selected:
            self._client.cancel(self.selected.id)

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        self._tell()

    def _waiting(self) -> list[JobRecord]:
        return [job for job in self._jobs if job.state is JobState.QUEUED]

    def _place(self) -> int:
        """Of the row that is looked at among those that wait; -1 if it does not."""
        ids = [job.id for job in self._waiting()]
        return ids.index(self.selected.id) if self.selected and self.selected.id in ids else -1

    def _on_job_changed(self) -> None:
        shown = self._job.record.id if self._job.record else None
        facts = self._client.facts
        rest = [
            job
            for job in (facts.jobs if facts else ())
            if job.id != shown and not job.state.is_final and job.state is not JobState.RUNNING
        ]
        rest.sort(key=lambda job: (job.state is not JobState.QUEUED, job.turn))
        if tuple(rest) != self._jobs:
            self._jobs = tuple(rest)
            self._tell()

    def _tell(self) -> None:
        self.entries.set_entries([self._entry(job) for job in self._jobs])
        self.changed.emit()

    def _entry(self, job: JobRecord) -> Entry:
        names = ", ".join(job.product_names) or self.tr("leaving out what is retired")
        preset = wording.preset(job.spec.preset)
        return Entry(
            key=str(job.id),
            title=names,
            subtitle=self.tr("Update {number} · {preset}").format(number=job.id, preset=preset),
            badge=wording.job_state(job.state),
            icon=_ICONS.get(job.state, "clock"),
            tone="warning" if job.state is JobState.INTERRUPTED else "",
        )
