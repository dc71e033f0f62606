"""GeneratorPresenter: which family of generators a workspace teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.base_model_presenter import BaseModelPresenter
from desktop_app.presenters.message import Message
from engine.registry.workspace_settings import PIXEL_DIFFUSION

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import RequestRefused


class GeneratorPresenter(QObject):
    """The choice stands until the first version is there.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._request_id: int | None = None
        self.message: Message | None = None
        self.base_model = BaseModelPresenter(client, self)
        self._awaits: str | None = None  # the family that only needs a base model yet
        client.facts_changed.connect(self._on_facts_changed)
        client.request_refused.connect(self._on_request_refused)

    @property
    def chosen(self) -> str:
        """The family of the workspace's next version."""
        return self._client.facts.settings.family if self._client.facts else PIXEL_DIFFUSION

    @property
    def is_fixed(self) -> bool:
        """Whether there are versions, which are all of one family."""
        return self._client.facts is not None and bool(self._client.facts.versions)

    @property
    def can_choose(self) -> bool:
        """Whether there is a workspace without versions."""
        return self._client.facts is not None and not self.is_fixed

    def choose(self, family: str) -> None:
        """Let every version of this workspace be of this family."""
        self._awaits = None
        if family != self.chosen and self.can_choose:
            self.message = None
            self._request_id = self._client.change_settings({"family": family})
            self.changed.emit()

    def choose_with_base_model(self, family: str) -> None:
        """As `choose`, as soon as the workspace has taken a base model."""
        self._awaits = family

    def _on_facts_changed(self) -> None:
        if self._awaits is not None and self.base_model.has_one:
            family, self._awaits = self._awaits, None
            self.choose(family)
        self.changed.emit()

    def retell(self) -> None:
        """What is said once is gone, after the language has changed."""
        self.message = None
        self.base_model.retell()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if self._request_id is not None and notice.request_id == self._request_id:
            self._request_id = None
            self.message = Message(tone="error", text=in_users_language(notice.message))
            self.changed.emit()
