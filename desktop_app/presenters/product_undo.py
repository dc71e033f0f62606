"""ProductUndo: changes of products that can be taken back, told once they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.engine_bridge.requests import ProductChange
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.message import Message

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import RequestRefused

    # The window can be seen before there are facts.
    from engine.registry.entities import Product, WorkspaceFacts  # noqa: TC004


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What was asked for, when it holds, what is then said and how it is taken back."""

    holds: Callable[[WorkspaceFacts], bool]
    text: str
    undo: Callable[[], None] | None


class ProductUndo(QObject):
    """Asks the engine for one change after the other.

    Signals:
        told: Carries a Message about the last change.
    """

    told = Signal(object)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._waiting: _Step | None = None
        self._done: _Step | None = None
        client.facts_changed.connect(self._on_facts_changed)
        client.request_refused.connect(self._on_request_refused)

    @property
    def can_undo(self) -> bool:
        """Whether the last change can be taken back."""
        return self._done is not None and self._done.undo is not None

    def undo(self) -> None:
        """Take the last change back."""
        done, self._done = self._done, None
        if done and done.undo:
            done.undo()

    def forget(self) -> None:
        """The last change is not spoken of any more."""
        self._done = None

    def retire(self, name: str, reason: str) -> None:
        """Leave the product out of every later update."""
        self._wait(
            lambda facts: _state(facts, name) == "retired",
            self.tr("“{name}” is retired.").format(name=name),
            lambda: self._reinstate(name),
        )
        self._client.retire_product(name, reason)

    def trash(self, name: str) -> None:
        """Put the product into the trash."""
        self._wait(
            lambda facts: _is_in_trash(facts, name),
            self.tr("“{name}” is in the trash.").format(name=name),
            lambda: self.restore(name),
        )
        self._client.change_product(ProductChange.TRASH, name)

    def restore(self, name: str) -> None:
        """Put the product back."""
        self._wait(
            lambda facts: bool(_state(facts, name)),
            self.tr("“{name}” is back.").format(name=name),
            None,
        )
        self._client.change_product(ProductChange.RESTORE, name)

    def delete(self, name: str) -> None:
        """Delete the product for good."""
        self._wait(
            lambda facts: not _is_in_trash(facts, name),
            self.tr("“{name}” is deleted for good.").format(name=name),
            None,
        )
        self._client.change_product(ProductChange.DELETE, name)

    def edit(self, product: Product, new_name: str, part_number: str, reason: str = "") -> None:
        """Correct name and part number."""
        before = (product.name, product.part_number)
        after = (new_name.strip(), part_number.strip())
        if before == after:
            return
        self._wait(
            lambda facts: after in {(item.name, item.part_number) for item in facts.products},
            self.tr("“{name}” is changed.").format(name=after[0]),
            lambda: self._edit_back(before, after),
        )
        self._client.edit_product(product.name, *after, reason)

    def _edit_back(self, before: tuple[str, str], after: tuple[str, str]) -> None:
        self._wait(
            lambda facts: before in {(item.name, item.part_number) for item in facts.products},
            self.tr("“{name}” is as it was.").format(name=before[0]),
            None,
        )
        self._client.edit_product(after[0], *before)

    def _reinstate(self, name: str) -> None:
        self._wait(
            lambda facts: _state(facts, name) not in {"", "retired"},
            self.tr("“{name}” is back.").format(name=name),
            None,
        )
        self._client.change_product(ProductChange.REINSTATE, name)

    def _wait(
        self,
        holds: Callable[[WorkspaceFacts], bool],
        text: str,
        undo: Callable[[], None] | None,
    ) -> None:
        self._done = None
        self._waiting = _Step(holds=holds, text=text, undo=undo)

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        if self._waiting and self._waiting.holds(facts):
            self._done, self._waiting = self._waiting, None
            self.told.emit(Message(tone="ok", text=self._done.text))

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if notice.action in {"product", "edit"} and notice.is_user_fixable:
            self._waiting = None
            self.told.emit(Message(tone="error", text=in_users_language(notice.message)))


def _state(facts: WorkspaceFacts, name: str) -> str:
    return next((str(item.state) for item in facts.products if item.name == name), "")


def _is_in_trash(facts: WorkspaceFacts, name: str) -> bool:
    return any(item.name == name for item in facts.trash)
