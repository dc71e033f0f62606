"""StoragePresenter: what takes space in the workspace, and freeing what can be spared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.i18n.storage_wording import part_name
from desktop_app.item_models.text_table_model import TextTableModel
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from engine.contract.specs import StorageSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.upkeep import StoragePart, StorageResult
    from engine.registry.entities import WorkspaceFacts


class StoragePresenter(QObject):
    """Looks when it is asked to, since walking through the files takes a while.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._result: StorageResult | None = None
        self._root = client.facts.root if client.facts else None
        self.message: Message | None = None
        self.table = TextTableModel(self)
        self._request = EngineRequest(client, self)
        self._request.succeeded.connect(self._on_answered)
        self._request.failed.connect(self._on_failed)
        self._request.ended.connect(self.changed)
        client.facts_changed.connect(self._on_facts_changed)
        self._tell()

    @property
    def is_looking(self) -> bool:
        """Whether the engine is counting or freeing."""
        return self._request.is_running

    @property
    def is_known(self) -> bool:
        """Whether the engine has counted since the workspace was opened."""
        return self._result is not None

    @property
    def refusal(self) -> str:
        """Why nothing can be freed now; "" when something can."""
        if self.is_looking:
            return self.tr("The files are being counted.")
        if self._result is None:
            return self.tr("What takes space is not known yet.")
        if not self._result.safe_bytes:
            return self.tr("There is nothing that is safe to free.")
        return ""

    @property
    def safe_size(self) -> str:
        """What freeing gives back, as a size."""
        return wording.size(self._result.safe_bytes if self._result else 0)

    @property
    def safe_parts(self) -> tuple[str, ...]:
        """What freeing deletes, a line for each part."""
        parts = self._result.parts if self._result else ()
        return tuple(
            f"{part_name(part.name)}, {wording.size(part.size_bytes)}: "
            f"{in_users_language(part.why)}"
            for part in parts
            if part.safe_to_free
        )

    @property
    def summary(self) -> str:
        """Everything together, in a sentence."""
        if self._result is None:
            return ""
        return self.tr(
            "The workspace takes {total}, of which {safe} can be freed; {free} are left on the "
            "disk."
        ).format(
            total=wording.size(self._result.total_bytes),
            safe=self.safe_size,
            free=wording.size(self._result.disk_free_bytes),
        )

    def look(self) -> None:
        """Count anew."""
        if self._client.facts is not None and not self.is_looking:
            self._request.start(StorageSpec())
            self.changed.emit()

    def free(self) -> None:
        """Delete what is safe to free."""
        if not self.refusal:
            self.message = None
            self._request.start(StorageSpec(free=True))
            self.changed.emit()

    def retell(self) -> None:
        """Say everything anew, after the language has changed; what is said once is gone."""
        self.message = None
        self._tell()

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        if facts.root != self._root:
            self._root = facts.root
            self._result = None
            self.message = None
            self._tell()
            self.changed.emit()

    def _on_answered(self, result: StorageResult) -> None:
        self._result = result
        if result.freed_bytes is not None:
            text = self.tr("{size} freed.").format(size=wording.size(result.freed_bytes))
            self.message = Message(tone="ok", text=text)
        self._tell()
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()

    def _tell(self) -> None:
        headings = (self.tr("Part"), self.tr("Size"), self.tr("Safe to free"), self.tr("Why"))
        parts = self._result.parts if self._result else ()
        self.table.set_table(headings, [self._texts(part) for part in parts], figure_columns=(1,))

    def _texts(self, part: StoragePart) -> tuple[str, ...]:
        return (
            part_name(part.name),
            wording.size(part.size_bytes),
            self.tr("yes") if part.safe_to_free else self.tr("no"),
            in_users_language(part.why),
        )
