"""LedgerPresenter: which version was live when, on whose word and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.item_models.text_table_model import TextTableModel

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.registry.entities import Activation


class LedgerPresenter(QObject):
    """The activation ledger, newest first, and what it says about any moment.

    Signals:
        changed: The ledger has grown, or is another one.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.table = TextTableModel(self)
        self._told: tuple[Activation, ...] | None = None
        client.facts_changed.connect(self._on_facts_changed)
        self._tell()

    @property
    def rows(self) -> tuple[Activation, ...]:
        """Every change of the active version, newest first."""
        return tuple(reversed(self._client.facts.activations)) if self._client.facts else ()

    def live_at(self, at: datetime) -> Activation | None:
        """The row that held at this moment; None before the first."""
        return next((item for item in self.rows if item.at <= at), None)

    def answer(self, at: datetime) -> str:
        """What was live at this moment, in one sentence."""
        asked = wording.exact_moment(at)
        row = self.live_at(at)
        if row is None:
            return self.tr("Nothing was live at {asked}.").format(asked=asked)
        template = (
            self.tr("At {asked} version {number} was live: rolled back to by {who} at {since}")
            if row.kind == "rollback"
            else self.tr("At {asked} version {number} was live: approved by {who} at {since}")
        )
        sentence = template.format(
            asked=asked,
            number=row.version_number,
            who=row.who,
            since=wording.exact_moment(row.at),
        )
        if row.reason:
            sentence += self.tr(" (“{reason}”)").format(reason=row.reason)
        return sentence + self.tr(".")

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        self._tell()

    def _on_facts_changed(self, _facts: object) -> None:
        if self.rows != self._told:
            self._tell()

    def _tell(self) -> None:
        self._told = self.rows
        headings = (
            self.tr("Live since"),
            self.tr("Version"),
            self.tr("Instead of"),
            self.tr("By way of"),
            self.tr("Who"),
            self.tr("Verified"),
            self.tr("Reason"),
        )
        self.table.set_table(headings, [self._texts(item) for item in self.rows])
        self.changed.emit()

    def _texts(self, item: Activation) -> tuple[str, ...]:
        previous = item.previous_number
        number = self.tr("Version {number}")
        return (
            wording.exact_moment(item.at),
            number.format(number=item.version_number),
            "–" if previous is None else number.format(number=previous),
            self.tr("Rollback") if item.kind == "rollback" else self.tr("Approval"),
            item.who,
            self.tr("yes") if item.is_verified else self.tr("no"),
            item.reason,
        )
