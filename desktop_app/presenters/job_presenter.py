"""JobPresenter: the update that runs, waits or has just ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.fault_report import fault_report
from desktop_app.presenters.job_log import JobLog
from desktop_app.presenters.queue_presenter import QueuePresenter
from engine.contract.events import (
    CheckpointSaved,
    JobCancelled,
    JobFailed,
    JobNoted,
    JobPaused,
    JobProgressed,
    JobStarted,
    JobSucceeded,
    SampleSaved,
    WorkerStopped,
)
from engine.contract.job_states import JobState

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.results import StageEstimate
    from engine.registry.entities import JobRecord, Version, WorkspaceFacts


#: Which of several open updates is shown; what waits for the user comes before what waits.
_PRECEDENCE = {JobState.RUNNING: 0, JobState.QUEUED: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """One stage of the running update."""

    name: str
    #: "done", "current" or "ahead".
    state: str
    #: How long it should take, or what it is at.
    detail: str


class JobPresenter(QObject):
    """What the window knows about the current update.

    Signals:
        changed: State, stages or figures have changed.
        sample_added: Carries a sample sheet that has been saved.
        ended: Carries the number of the version an update has yielded.
    """

    changed = Signal()
    sample_added = Signal(SampleSaved)
    ended = Signal(object)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.record: JobRecord | None = None
        #: What the update has told so far.
        self.log = JobLog(self)
        self._planned: tuple[StageEstimate, ...] = ()
        self._forget()
        client.facts_changed.connect(self._on_facts_changed)
        client.job_started.connect(self._on_job_started)
        client.job_progressed.connect(self._on_job_progressed)
        client.sample_saved.connect(self._on_sample_saved)
        client.checkpoint_saved.connect(self._on_checkpoint_saved)
        client.job_noted.connect(self._on_job_noted)
        client.job_paused.connect(self._on_job_paused)
        client.job_succeeded.connect(self._on_job_succeeded)
        client.job_failed.connect(self._on_job_failed)
        client.job_cancelled.connect(self._on_job_cancelled)
        client.worker_stopped.connect(self._on_worker_stopped)
        if client.facts:
            self._on_facts_changed(client.facts)
        #: What comes after it.
        self.queue = QueuePresenter(client, self, self)

    def _forget(self) -> None:
        self.progress: JobProgressed | None = None
        self.samples: list[SampleSaved] = []
        self.losses: list[float] = []
        self.log.clear()
        #: What a fault of ours left behind, for a report; "" otherwise.
        self.trace = ""
        #: Why the engine stopped, in its own words, once it has; "" otherwise.
        self.stop_reason = ""
        #: "pause" or "cancel" while the engine has not answered yet.
        self.waiting_for = ""
        self._seen_stages: dict[int, str] = {}

    @property
    def is_shown(self) -> bool:
        """Whether there is an update to look at instead of choosing the next one."""
        return self.record is not None

    @property
    def state(self) -> JobState:
        """Where the update stands."""
        return self.record.state if self.record else JobState.SUCCEEDED

    @property
    def is_elsewhere(self) -> bool:
        """Whether it runs in another program, which alone can pause it."""
        return self.record is not None and self._client.is_running_elsewhere(self.record.id)

    @property
    def fraction(self) -> float:
        """Share of the whole update that is done."""
        if self.progress:
            return self.progress.fraction
        return self.record.fraction if self.record else 0.0

    @property
    def version(self) -> Version | None:
        """The version the update has yielded."""
        facts = self._client.facts
        if self.record is None or facts is None:
            return None
        number = self.record.version_number
        return next((item for item in facts.versions if item.number == number), None)

    @property
    def eta(self) -> str:
        """How long it will still take; "" while unknown."""
        progress = self.progress
        if progress is None or progress.eta_low_seconds is None:
            return ""
        high = progress.eta_high_seconds or progress.eta_low_seconds
        return wording.duration_range(progress.eta_low_seconds, high)

    @property
    def stages(self) -> tuple[StageRow, ...]:
        """Every stage that is known, in order."""
        progress = self.progress
        names = {index: item.stage for index, item in enumerate(self._planned)}
        names.update(self._seen_stages)
        current = progress.stage_index if progress else -1
        return tuple(self._stage_row(index, names[index], current) for index in sorted(names))

    def expect_stages(self, stages: tuple[StageEstimate, ...]) -> None:
        """Take the preflight's stages as the plan of the update that is about to start."""
        self._planned = stages

    def pause(self) -> None:
        """Stop at the next checkpoint and free the memory."""
        if self.record and self.state == JobState.RUNNING:
            self.waiting_for = "pause"
            self._client.pause(self.record.id)
            self._log(self.tr("Pausing: the next checkpoint is being written."))

    def resume(self) -> None:
        """Go on from the last checkpoint."""
        if self.record and self.state.is_resumable:
            self.stop_reason = ""
            self._client.resume(self.record.id)
            self._log(self.tr("Going on from the last checkpoint."))

    def cancel(self) -> None:
        """Give the update up; the active version stays as it is."""
        if self.record and not self.state.is_final:
            self.waiting_for = "cancel"
            self._client.cancel(self.record.id)
            self._log(self.tr("Giving the update up."))

    def dismiss(self) -> None:
        """Turn from an ended update to the next one."""
        if self.record:
            self.record = None
            self._planned = ()
            self._forget()
            self.changed.emit()

    def fault_report(self) -> str:
        """What a user sends in about an update that failed or was interrupted."""
        error = self.record.error if self.record else ""
        message = error or self.stop_reason or "The update was interrupted."
        log = self.log.text(with_details=True)
        details = "\n\n".join(part for part in (self.trace, log) if part)
        return fault_report(self._client.facts, message, details)

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        self.queue.retell()
        self.changed.emit()

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        record = self._record_to_show(facts)
        if self.record is not None and (record is None or record.id != self.record.id):
            self._forget()
        self.record = record
        if self.state != JobState.RUNNING:
            self.waiting_for = ""
        self.changed.emit()

    def _record_to_show(self, facts: WorkspaceFacts) -> JobRecord | None:
        open_jobs = [job for job in facts.jobs if not job.state.is_final]
        if open_jobs:
            return min(open_jobs, key=lambda job: (_PRECEDENCE.get(job.state, 1), job.turn))
        # The end of the update that was watched stays until the user turns away from it.
        watched = self.record.id if self.record else None
        return next(
            (job for job in facts.jobs if job.id == watched and job.state == JobState.SUCCEEDED),
            None,
        )

    def _stage_row(self, index: int, key: str, current: int) -> StageRow:
        state = "done" if index < current else "current" if index == current else "ahead"
        detail = ""
        if state == "current" and self.progress and self.progress.step_count > 1:
            detail = self.tr("step {step} of {count}").format(
                step=wording.count(self.progress.step),
                count=wording.count(self.progress.step_count),
            )
        elif state == "ahead" and index < len(self._planned):
            plan = self._planned[index]
            detail = wording.duration_range(plan.seconds_low, plan.seconds_high)
        return StageRow(name=wording.stage(key), state=state, detail=detail)

    def _is_mine(self, job_id: int | None) -> bool:
        return self.record is not None and job_id == self.record.id

    def _set_state(self, state: JobState) -> None:
        # The facts will say the same in a moment; the window need not wait for them.
        if self.record:
            self.record = replace(self.record, state=state)
        self.waiting_for = ""
        self.changed.emit()

    def _log(self, sentence: str) -> None:
        self.log.add(sentence)
        self.changed.emit()

    def _on_job_started(self, event: JobStarted) -> None:
        if self._is_mine(event.job_id):
            self._set_state(JobState.RUNNING)
            self._log(self.tr("The update has started."))

    def _on_job_progressed(self, event: JobProgressed) -> None:
        if not self._is_mine(event.job_id):
            return
        is_new_stage = event.stage_index not in self._seen_stages
        self.progress = event
        self._seen_stages[event.stage_index] = event.stage
        if is_new_stage:
            self.losses = []
            self._log(self.tr("Stage: {name}.").format(name=wording.stage(event.stage)))
        self.log.note_progress(event, is_new_stage=is_new_stage)
        if event.loss is not None:
            self.losses.append(event.loss)
        self.changed.emit()

    def _on_sample_saved(self, event: SampleSaved) -> None:
        if self._is_mine(event.job_id):
            self.samples.append(event)
            self.sample_added.emit(event)

    def _on_checkpoint_saved(self, event: CheckpointSaved) -> None:
        if self._is_mine(event.job_id):
            self._log(self.tr("Checkpoint saved; from here the update can go on after anything."))

    def _on_job_noted(self, event: JobNoted) -> None:
        if self._is_mine(event.job_id):
            self._log(in_users_language(event.message))

    def _on_job_paused(self, event: JobPaused) -> None:
        if self._is_mine(event.job_id):
            self._set_state(JobState.PAUSED)
            self._log(self.tr("Paused; the memory is free."))

    def _on_job_succeeded(self, event: JobSucceeded) -> None:
        if self._is_mine(event.job_id):
            self._log(self.tr("The update is done."))
            self._set_state(JobState.SUCCEEDED)
            self.ended.emit(event.result)

    def _on_job_failed(self, event: JobFailed) -> None:
        if self._is_mine(event.job_id):
            self._log(in_users_language(event.message))
            self.trace = event.traceback
            if self.record:
                self.record = replace(self.record, error=event.message)
            self._set_state(JobState.FAILED)

    def _on_job_cancelled(self, event: JobCancelled) -> None:
        if self._is_mine(event.job_id):
            self._log(self.tr("Given up; nothing has changed for the active version."))
            self._set_state(JobState.CANCELLED)

    def _on_worker_stopped(self, event: WorkerStopped) -> None:
        if self._is_mine(event.job_id):
            self.stop_reason = event.reason
            told = in_users_language(event.reason)
            self._log(told or self.tr("The engine has stopped unexpectedly."))
            self._set_state(JobState.INTERRUPTED)
