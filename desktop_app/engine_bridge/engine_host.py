"""EngineHost: everything that happens on the engine thread, asked for by requests."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.engine_bridge.facts_feed import FactsFeed
from desktop_app.engine_bridge.interactive_queue import InteractiveQueue
from desktop_app.engine_bridge.notices import (
    ActivityRead,
    EngineClosed,
    JobQueued,
    RequestRefused,
    SettingsChanged,
)
from desktop_app.engine_bridge.picture_reading import PictureReading
from desktop_app.engine_bridge.registry_gateway import RegistryGateway
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
    ReadActivity,
    ReadPictures,
    Refresh,
    Request,
    ResumeStopped,
    RetireProduct,
    RunSpec,
    SubmitUpdate,
)
from desktop_app.engine_bridge.update_queue import UpdateQueue
from engine.contract.commands import StartJob
from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.events import JobFailed

if TYPE_CHECKING:
    from desktop_app.engine_bridge.bridge_settings import BridgeSettings

_LOG = logging.getLogger(__name__)

_ACTIONS: dict[type[Request], str] = {
    OpenWorkspace: "open",
    SubmitUpdate: "update",
    PauseRunning: "pause",
    ResumeStopped: "resume",
    CancelAny: "cancel",
    MoveQueued: "reorder",
    RetireProduct: "retire",
    ChangeProduct: "product",
    EditProduct: "edit",
    MoveWorkspace: "move",
    ChangeSettings: "settings",
    ReadActivity: "activity",
    ReadPictures: "pictures",
    JudgePictures: "judge",
    Refresh: "refresh",
    Close: "close",
}


class EngineHost(QObject):
    """Owns the workspace and both workers, so that the window's own thread waits for neither.

    Signals:
        event_received: An event of a worker or about one.
        notice_raised: A notice of our own.
        facts_changed: Carries WorkspaceFacts.
    """

    event_received = Signal(object)
    notice_raised = Signal(object)
    facts_changed = Signal(object)

    def __init__(self, settings: BridgeSettings) -> None:
        super().__init__()
        self._gateway = RegistryGateway()
        self._feed = FactsFeed(
            self._gateway.facts, settings.facts_interval_seconds, settings.poll_seconds, self
        )
        self._updates = UpdateQueue(self._gateway, settings, self)
        self._interactive = InteractiveQueue(settings, self)
        self._feed.changed.connect(self.facts_changed)
        self._feed.was_read.connect(self._updates.consider)
        for queue in (self._updates, self._interactive):
            queue.event_received.connect(self.event_received)
            queue.changed.connect(self._feed.mark_stale)
            queue.emptied.connect(self._on_emptied)
        self._interactive.rested.connect(self._on_interactive_rested)
        self._pictures = PictureReading(self)
        self._pictures.finished.connect(self.notice_raised)
        self._pictures.failed.connect(self._on_pictures_failed)
        #: Where the workspace is to be moved once no worker has a file of it open.
        self._move: MoveWorkspace | None = None
        self._is_closing = False
        self._queues_to_empty = 2

    @Slot(object)
    def on_requested(self, request: Request) -> None:
        """Do what the window asks for, or say why not."""
        if self._is_closing:
            return
        try:
            self._carry_out(request)
        except Exception as error:  # noqa: BLE001  (an exception in a slot would only be printed)
            self._refuse(request, error)

    def _carry_out(self, request: Request) -> None:  # noqa: C901, PLR0912  (one line for each)
        match request:
            case OpenWorkspace():
                self._open(request)
            case MoveWorkspace():
                self._prepare_move(request)
            case SubmitUpdate():
                self._submit(request)
            case RunSpec():
                self._run(request)
            case PauseRunning(job_id=job_id):
                self._pause(job_id)
            case ResumeStopped(job_id=job_id):
                self._gateway.requeue(job_id)
                self._updates.add(job_id)
            case CancelAny(job_id=job_id):
                self._cancel(job_id)
            case MoveQueued(job_id=job_id, places=places):
                self._gateway.move_queued(job_id, places)
            case RetireProduct(name=name, reason=reason):
                self._gateway.retire(name, reason)
            case ChangeProduct():
                self._gateway.change_product(request.change, request.name, request.reason)
            case EditProduct():
                self._gateway.edit_product(
                    request.name, request.new_name, request.part_number, request.reason
                )
            case ChangeSettings():
                self._gateway.change_settings(dict(request.values), request.reason)
                self.notice_raised.emit(SettingsChanged(request_id=request.request_id))
            case ReadActivity(after=after):
                self._read_activity(after)
            case ReadPictures():
                self._pictures.start(self._gateway.root, self._gateway.drawn_pictures())
            case JudgePictures():
                self._gateway.judge(request.files, request.judgement)
                return
            case Refresh():
                pass
            case Close():
                self._close()
            case _:
                assert_never(request)
        self._feed.mark_stale()

    def _open(self, request: OpenWorkspace) -> None:
        if self._updates.is_up:
            raise UserFixableError(
                "An update is running. Pause it before you open another workspace."
            )
        self._gateway.open(request.root, must_exist=request.must_exist)
        self._updates.adopt_waiting(self._feed.start())

    def _prepare_move(self, request: MoveWorkspace) -> None:
        if self._updates.is_up:
            raise UserFixableError("An update is running. Pause it before you move the workspace.")
        if self._move is not None or self._interactive.is_busy:
            raise UserFixableError(
                "Something else is being done. Move the workspace when that is through."
            )
        self._move = request
        # Its worker keeps a log file open there, which Windows would not let go.
        self._interactive.rest()

    @Slot()
    def _on_interactive_rested(self) -> None:
        request, self._move = self._move, None
        if request is None:
            return
        try:
            self._gateway.move(request.target)
            self._feed.start()
        except Exception as error:  # noqa: BLE001  (an exception in a slot would only be printed)
            self._refuse(request, error)

    def _read_activity(self, after: int) -> None:
        entries = tuple(self._gateway.activity(after))
        self.notice_raised.emit(ActivityRead(root=self._gateway.root, after=after, entries=entries))

    @Slot(object)
    def _on_pictures_failed(self, error: Exception) -> None:
        self._refuse(ReadPictures(), error)

    def _submit(self, request: SubmitUpdate) -> None:
        job = self._gateway.enqueue(request.spec)
        self._updates.add(job.id)
        self.notice_raised.emit(JobQueued(request_id=request.request_id, job_id=job.id))

    def _run(self, request: RunSpec) -> None:
        if self._move is not None:
            raise UserFixableError("The workspace is being moved. Try again in a moment.")
        root = str(self._gateway.root)
        self._interactive.submit(StartJob(job_id=request.job_id, workspace=root, spec=request.spec))

    def _pause(self, job_id: int) -> None:
        if self._updates.running_job_id != job_id:
            raise UserFixableError(f"Job {job_id} is not running here, so it cannot be paused.")
        self._updates.pause()

    def _cancel(self, job_id: int) -> None:
        if job_id < 0:
            self._interactive.cancel(job_id)
        elif self._updates.running_job_id == job_id:
            self._updates.cancel_running()
        else:
            self._gateway.cancel(job_id)
            self._updates.release()

    def _close(self) -> None:
        self._is_closing = True
        self._feed.stop()
        self._pictures.stop()
        self._interactive.stop()
        self._updates.stop()

    @Slot()
    def _on_emptied(self) -> None:
        self._queues_to_empty -= 1
        if self._queues_to_empty == 0:
            self._gateway.close()
            self.notice_raised.emit(EngineClosed())
            self.thread().quit()

    def _refuse(self, request: Request, error: Exception) -> None:
        is_user_fixable = isinstance(error, UserFixableError)
        is_damage = isinstance(error, IntegrityError)
        if not is_user_fixable:
            _LOG.error("A request failed: %s", request, exc_info=error)
        message = str(error) or type(error).__name__
        trace = "" if is_user_fixable else "".join(traceback.format_exception(error))
        if isinstance(request, RunSpec):
            self.event_received.emit(
                JobFailed(
                    job_id=request.job_id,
                    is_user_fixable=is_user_fixable,
                    message=message,
                    traceback=trace,
                    is_damage=is_damage,
                )
            )
            return
        self.notice_raised.emit(
            RequestRefused(
                action=_ACTIONS[type(request)],
                is_user_fixable=is_user_fixable,
                message=message,
                is_damage=is_damage,
                request_id=_id_of(request),
                traceback=trace,
            )
        )


def _id_of(request: Request) -> int | None:
    if isinstance(request, SubmitUpdate | ChangeSettings | EditProduct):
        return request.request_id
    if isinstance(request, PauseRunning | ResumeStopped | CancelAny | MoveQueued):
        return request.job_id
    return None
