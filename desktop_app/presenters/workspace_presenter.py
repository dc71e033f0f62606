"""WorkspacePresenter: where the workspace is, and opening, making or moving one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.message import Message

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import RequestRefused
    from engine.registry.entities import WorkspaceFacts


class WorkspacePresenter(QObject):
    """One wish at a time.

    Signals:
        changed: Something that is shown has changed.
        settled: Carries the folder of a workspace that was asked for here and is open now.
    """

    changed = Signal()
    settled = Signal(str)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        #: The folder that is to be the open workspace's, until it is.
        self._wanted: Path | None = None
        self._is_moving = False
        self.message: Message | None = None
        client.facts_changed.connect(self._on_facts_changed)
        client.request_refused.connect(self._on_request_refused)

    @property
    def root(self) -> Path | None:
        """Folder of the open workspace."""
        return self._client.facts.root if self._client.facts else None

    @property
    def is_busy(self) -> bool:
        """Whether a wish is being fulfilled."""
        return self._wanted is not None

    @property
    def is_moving(self) -> bool:
        """Whether the workspace is being moved."""
        return self.is_busy and self._is_moving

    @property
    def refusal(self) -> str:
        """Why no other workspace can be taken now; "" when one can."""
        if self.is_moving:
            return self.tr("The workspace is being moved.")
        if self.is_busy:
            return self.tr("A workspace is being opened.")
        return ""

    def open(self, folder: str) -> None:
        """Open the workspace in this folder."""
        if self._wish(folder, is_moving=False):
            self._client.open_workspace(Path(folder), must_exist=True)

    def create(self, folder: str) -> None:
        """Make a new workspace in this empty folder, and open it."""
        if self._wish(folder, is_moving=False):
            self._client.open_workspace(Path(folder))

    def move(self, folder: str) -> None:
        """Move the open workspace to this empty folder."""
        if self._wish(folder, is_moving=True):
            self._client.move_workspace(Path(folder))

    def retell(self) -> None:
        """What is said once is gone, after the language has changed."""
        self.message = None

    def _wish(self, folder: str, *, is_moving: bool) -> bool:
        if self.is_busy or Path(folder) == self.root:
            return False
        self._wanted = Path(folder)
        self._is_moving = is_moving
        self.message = None
        self.changed.emit()
        return True

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        if facts.root == self._wanted:
            template = (
                self.tr("The workspace is now in {folder}.")
                if self._is_moving
                else self.tr("The workspace in {folder} is open.")
            )
            self.message = Message(tone="ok", text=template.format(folder=facts.root))
            self._wanted = None
            self.settled.emit(str(facts.root))
        self.changed.emit()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if self.is_busy and notice.action == ("move" if self._is_moving else "open"):
            self._wanted = None
            if self._is_moving:
                # What stands against opening is told by the banner above every page.
                self.message = Message(tone="error", text=in_users_language(notice.message))
            self.changed.emit()
