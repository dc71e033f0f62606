"""EngineClient: what pages and presenters call, and the signals they listen to."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.engine_bridge.notices import (
    ActivityRead,
    EngineClosed,
    JobQueued,
    PicturesRead,
    RequestRefused,
    SettingsChanged,
)
from desktop_app.engine_bridge.requests import (
    CancelAny,
    ChangeProduct,
    ChangeSettings,
    Close,
    EditProduct,
    JudgePictures,
    MoveQueued,
    MoveWorkspace,
    OpenWorkspace,
    PauseRunning,
    ProductChange,
    ReadActivity,
    ReadPictures,
    Refresh,
    Request,
    ResumeStopped,
    RetireProduct,
    RunSpec,
    SubmitUpdate,
)
from engine.contract.events import (
    CheckpointSaved,
    Event,
    JobCancelled,
    JobFailed,
    JobNoted,
    JobPaused,
    JobProgressed,
    JobStarted,
    JobSucceeded,
    SampleSaved,
    WorkerStarted,
    WorkerStopped,
)
from engine.contract.job_states import JobState
from engine.contract.specs import Spec, UpdateSpec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop_app.engine_bridge.bridge_settings import BridgeSettings
    from desktop_app.engine_bridge.engine_thread import EngineThread
    from desktop_app.engine_bridge.notices import Notice
    from engine.registry.entities import WorkspaceFacts
    from engine.registry.picture_judgements import Judgement


class EngineClient(QObject):
    """The engine as the window sees it: methods return at once, answers come as signals.

    Jobs with positive ids are updates, rows of the workspace's queue. Negative ids are everything
    else; `run` returns one, and every event about that work carries it. Each `run` ends with
    exactly one of `job_succeeded`, `job_failed` and `job_cancelled`, even when its worker dies.

    Signals:
        job_queued: An update asked for by `submit_update` has its job id now.
        request_refused: A request was not carried out, and nothing has changed. Show its message.
        worker_started: A worker process is up.
        job_started: A worker has begun a job.
        job_progressed: How far a job is, about ten times a second.
        sample_saved: A sample sheet of a running update is on disk.
        checkpoint_saved: From here an update can go on after anything.
        job_noted: A sentence for the job's log.
        job_paused: An update stopped at a checkpoint; its memory is free.
        job_succeeded: A job is done; its result came with it.
        job_failed: A job ended with an error.
        job_cancelled: A job was given up.
        worker_stopped: A worker process has ended. It is news for the user only if `job_id` is set:
            that job is interrupted now, and `reason` says why in plain words.
        facts_changed: What the workspace holds, whenever it has changed; a few times a second at
            most. The first one after `open_workspace` says that the workspace is open.
        settings_changed: What `change_settings` asked for holds.
        activity_read: Answer to `read_activity`.
        pictures_read: Answer to `read_pictures`.
        closed: Answer to `shutdown`: every worker has ended, the program can exit.
    """

    job_queued = Signal(JobQueued)
    request_refused = Signal(RequestRefused)
    worker_started = Signal(WorkerStarted)
    job_started = Signal(JobStarted)
    job_progressed = Signal(JobProgressed)
    sample_saved = Signal(SampleSaved)
    checkpoint_saved = Signal(CheckpointSaved)
    job_noted = Signal(JobNoted)
    job_paused = Signal(JobPaused)
    job_succeeded = Signal(JobSucceeded)
    job_failed = Signal(JobFailed)
    job_cancelled = Signal(JobCancelled)
    worker_stopped = Signal(WorkerStopped)
    #: Carries WorkspaceFacts.
    facts_changed = Signal(object)
    settings_changed = Signal(SettingsChanged)
    activity_read = Signal(ActivityRead)
    pictures_read = Signal(PicturesRead)
    closed = Signal(EngineClosed)

    def __init__(
        self, parent: QObject | None = None, settings: BridgeSettings | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._thread: EngineThread | None = None
        self._facts: WorkspaceFacts | None = None
        self._last_request_id = 0
        #: Process ids of our workers, those that have ended included.
        self._worker_ids: set[int] = set()

    @property
    def facts(self) -> WorkspaceFacts | None:
        """The latest facts; None until a workspace is open."""
        return self._facts

    def open_workspace(self, root: Path, *, must_exist: bool = False) -> None:
        """Open the workspace at `root`, or make one there unless it must exist.

        `facts_changed` or `request_refused` answers.
        """
        self._post(OpenWorkspace(root=root, must_exist=must_exist))

    def move_workspace(self, target: Path) -> None:
        """Move the open workspace to an empty or new folder, and open it there.

        `facts_changed` or `request_refused` answers.
        """
        self._post(MoveWorkspace(target=target))

    def change_settings(
        self, values: Mapping[str, int | float | bool | str], reason: str = ""
    ) -> int:
        """Change settings of the workspace, named as in `engine.registry.setting_ranges`.

        Returns a request id. `settings_changed` or `request_refused` brings it back.
        """
        request_id = self._next_request_id()
        self._post(
            ChangeSettings(request_id=request_id, values=tuple(values.items()), reason=reason)
        )
        return request_id

    def read_activity(self, after: int = 0) -> None:
        """Read the activity log's lines that follow this one; `activity_read` answers."""
        self._post(ReadActivity(after=after))

    def read_pictures(self) -> None:
        """Look for the workspace's generated pictures; `pictures_read` answers."""
        self._post(ReadPictures())

    def judge_pictures(self, files: Sequence[str], judgement: Judgement) -> None:
        """Write down one judgement of these pictures; only a refusal answers."""
        self._post(JudgePictures(files=tuple(files), judgement=judgement))

    def submit_update(self, spec: UpdateSpec) -> int:
        """Queue an update. It starts when no other update of this workspace runs.

        Returns a negative request id. `job_queued` brings it back together with the job id, or
        `request_refused` says why the update cannot be queued.
        """
        request_id = self._next_request_id()
        self._post(SubmitUpdate(request_id=request_id, spec=spec))
        return request_id

    def run(self, spec: Spec) -> int:
        """Let the interactive worker do anything but an update; returns its (negative) job id."""
        if isinstance(spec, UpdateSpec):
            raise TypeError("an update goes through submit_update")
        job_id = self._next_request_id()
        self._post(RunSpec(job_id=job_id, spec=spec))
        return job_id

    def pause(self, job_id: int) -> None:
        """Stop a running update at a checkpoint and free its memory."""
        self._post(PauseRunning(job_id=job_id))

    def resume(self, job_id: int) -> None:
        """Put a paused, failed or interrupted update back into the queue."""
        self._post(ResumeStopped(job_id=job_id))

    def cancel(self, job_id: int) -> None:
        """Give up a job: queued, running, paused, failed or interrupted, an update or not."""
        self._post(CancelAny(job_id=job_id))

    def move_queued(self, job_id: int, places: int) -> None:
        """Let a queued update start so many places earlier (below 0) or later."""
        self._post(MoveQueued(job_id=job_id, places=places))

    def retire_product(self, name: str, reason: str = "") -> None:
        """Leave a product out of every later update."""
        self._post(RetireProduct(name=name, reason=reason))

    def change_product(self, change: ProductChange, name: str, reason: str = "") -> None:
        """Throw a product away, or take back what was thrown away or retired."""
        self._post(ChangeProduct(change=change, name=name, reason=reason))

    def edit_product(self, name: str, new_name: str, part_number: str, reason: str = "") -> int:
        """Correct a product's name and part number.

        Returns a request id; `request_refused` brings it back where this is not possible.
        """
        request_id = self._next_request_id()
        self._post(
            EditProduct(
                request_id=request_id,
                name=name,
                new_name=new_name,
                part_number=part_number,
                reason=reason,
            )
        )
        return request_id

    def refresh(self) -> None:
        """Read the facts anew; they are also looked at every few seconds."""
        self._post(Refresh())

    def shutdown(self) -> None:
        """Checkpoint what runs and end the workers; `closed` answers within twelve seconds."""
        self._post(Close())

    def wait_closed(self, timeout_seconds: float = 15.0) -> bool:
        """Shut down and block until that is through; only for the last lines of the program."""
        if self._thread is None:
            return True
        self.shutdown()
        return self._thread.wait(round(timeout_seconds * 1000))

    def is_running_elsewhere(self, job_id: int) -> bool:
        """Whether this update runs in another program, for example on the command line."""
        jobs = () if self._facts is None else self._facts.jobs
        return any(
            job.id == job_id
            and job.state is JobState.RUNNING
            and job.process_id not in self._worker_ids
            for job in jobs
        )

    def _next_request_id(self) -> int:
        self._last_request_id -= 1
        return self._last_request_id

    def _post(self, request: Request) -> None:
        if self._thread is None and isinstance(request, Close):
            # Nothing was ever asked for, so nothing has to be loaded only to be ended.
            QTimer.singleShot(0, self, lambda: self.closed.emit(EngineClosed()))
            return
        if self._thread is None:
            # Not before something is asked for: a window can be seen without an engine.
            from desktop_app.engine_bridge.bridge_settings import BridgeSettings
            from desktop_app.engine_bridge.engine_thread import EngineThread

            self._thread = EngineThread(self._settings or BridgeSettings(), self)
            self._thread.event_received.connect(self._on_event)
            self._thread.notice_raised.connect(self._on_notice)
            self._thread.facts_changed.connect(self._on_facts)
            self._thread.start()
        self._thread.request(request)

    @Slot(object)
    def _on_facts(self, facts: WorkspaceFacts) -> None:
        self._facts = facts
        self.facts_changed.emit(facts)

    @Slot(object)
    def _on_notice(self, notice: Notice) -> None:
        match notice:
            case JobQueued():
                self.job_queued.emit(notice)
            case RequestRefused():
                self.request_refused.emit(notice)
            case SettingsChanged():
                self.settings_changed.emit(notice)
            case ActivityRead():
                self.activity_read.emit(notice)
            case PicturesRead():
                self.pictures_read.emit(notice)
            case EngineClosed():
                if self._thread is not None:
                    # Its event loop has ended: this takes no longer than leaving it.
                    self._thread.wait()
                self.closed.emit(notice)
            case _:
                assert_never(notice)

    @Slot(object)
    def _on_event(self, event: Event) -> None:  # noqa: C901  (one line for each kind of event)
        match event:
            case WorkerStarted():
                self._worker_ids.add(event.process_id)
                self.worker_started.emit(event)
            case JobStarted():
                self.job_started.emit(event)
            case JobProgressed():
                self.job_progressed.emit(event)
            case SampleSaved():
                self.sample_saved.emit(event)
            case CheckpointSaved():
                self.checkpoint_saved.emit(event)
            case JobNoted():
                self.job_noted.emit(event)
            case JobPaused():
                self.job_paused.emit(event)
            case JobSucceeded():
                self.job_succeeded.emit(event)
            case JobFailed():
                self.job_failed.emit(event)
            case JobCancelled():
                self.job_cancelled.emit(event)
            case WorkerStopped():
                self.worker_stopped.emit(event)
            case _:
                assert_never(event)
