"""BaseModelPresenter: a local Stable Diffusion folder becomes what a workspace draws with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from engine.contract.specs import BaseModelSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.events import JobProgressed
    from engine.contract.results import BaseModelResult


class BaseModelPresenter(QObject):
    """A folder is looked through first and copied into the workspace when the user says so.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._folder = ""
        self.found: BaseModelResult | None = None  # in the folder that was looked through last
        self.fraction: float | None = None
        self.message: Message | None = None
        self._check = EngineRequest(client, self)
        self._check.succeeded.connect(self._on_checked)
        self._copy = EngineRequest(client, self)
        self._copy.progressed.connect(self._on_progressed)
        self._copy.succeeded.connect(self._on_copied)
        for request in (self._check, self._copy):
            request.failed.connect(self._on_failed)
        client.facts_changed.connect(self.changed)

    @property
    def can_choose(self) -> bool:
        """Whether there is a workspace without versions, and nothing is under way."""
        facts = self._client.facts
        return facts is not None and not facts.versions and not self.is_busy

    @property
    def is_busy(self) -> bool:
        """Whether a folder is being looked through or copied."""
        return self._check.is_running or self._copy.is_running

    @property
    def has_one(self) -> bool:
        """Whether the workspace has a base model."""
        return bool(self._client.facts and self._client.facts.base_model)

    @property
    def current(self) -> str:
        """The base model of the workspace, in a sentence."""
        model = self._client.facts.base_model if self._client.facts else None
        if model is None:
            return self.tr("No base model has been chosen.")
        return self.tr(
            "{name} is the base model: pictures of {size} × {size} pixels. The workspace has a "
            "copy of its own."
        ).format(name=model.name, size=model.image_size)

    @property
    def offer(self) -> str:
        """What was found in the folder, in a sentence; "" where nothing is to be decided."""
        if self._copy.is_running:
            return self.tr("The model is being copied into the workspace.")
        if self._check.is_running:
            return self.tr("The folder is being looked through.")
        if self.found is None:
            return ""
        return self.tr(
            "{name} is whole and safe: {count} million weights, pictures of {size} × {size} "
            "pixels. {bytes} are copied into the workspace; the folder stays as it is."
        ).format(
            name=self.found.name,
            count=wording.number(self.found.parameters / 1e6, 2),
            size=self.found.image_size,
            bytes=wording.size(self.found.size_bytes),
        )

    def look_at(self, folder: str) -> None:
        """Look a folder through; nothing is changed."""
        if not self.can_choose:
            return
        self._folder, self.found, self.message = folder, None, None
        self._check.start(BaseModelSpec(folder=folder, check_only=True))
        self.changed.emit()

    def use(self) -> None:
        """Copy what was found into the workspace and draw with it."""
        if self.found is None or not self.can_choose:
            return
        self.found, self.message = None, None
        self._copy.start(BaseModelSpec(folder=self._folder))
        self.changed.emit()

    def retell(self) -> None:
        """What is said once is gone, after the language has changed."""
        self.message = None

    def _on_checked(self, result: BaseModelResult) -> None:
        self.found = result
        self.changed.emit()

    def _on_progressed(self, event: JobProgressed) -> None:
        self.fraction = event.fraction
        self.changed.emit()

    def _on_copied(self, result: BaseModelResult) -> None:
        self.fraction = None
        text = self.tr("This workspace draws with {name} from now on.").format(name=result.name)
        self.message = Message(tone="ok", text=text)
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.fraction = None
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()
