"""EntryListModel: rows with a title, a line below it, a state and a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop_app.item_models.lane_row import LaneRow

if TYPE_CHECKING:
    from collections.abc import Sequence


Index = QModelIndex | QPersistentModelIndex


class EntryRole(IntEnum):
    """What a delegate may ask of a row, beside Qt's own roles."""

    KEY = Qt.ItemDataRole.UserRole + 1
    SUBTITLE = Qt.ItemDataRole.UserRole + 2
    BADGE = Qt.ItemDataRole.UserRole + 3
    ICON = Qt.ItemDataRole.UserRole + 4
    TONE = Qt.ItemDataRole.UserRole + 5
    PICTURE = Qt.ItemDataRole.UserRole + 6
    LANES = Qt.ItemDataRole.UserRole + 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row."""

    key: str
    title: str
    subtitle: str = ""
    #: The state as a word; `icon` says the same, so that colour never stands alone.
    badge: str = ""
    icon: str = ""
    #: "", "ok", "warning" or "error".
    tone: str = ""
    #: File of a small picture; "" for none.
    picture: str = ""
    #: The row's part of a graph of ancestors; the subtitle should say where it comes from.
    lanes: LaneRow | None = None


class EntryListModel(QAbstractListModel):
    """A list of entries; setting equal keys again updates rows in place and keeps the selection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these rows."""
        if [entry.key for entry in entries] == [entry.key for entry in self._entries]:
            self._entries = list(entries)
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """The entry of a row."""
        return self._entries[row]

    def row_of(self, key: str) -> int:
        """The row of a key, -1 if there is none."""
        return next((row for row, entry in enumerate(self._entries) if entry.key == key), -1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.badge, entry.subtitle) if part)
        return {
            int(Qt.ItemDataRole.DisplayRole): entry.title,
            int(Qt.ItemDataRole.ToolTipRole): entry.subtitle,
            int(EntryRole.KEY): entry.key,
            int(EntryRole.SUBTITLE): entry.subtitle,
            int(EntryRole.BADGE): entry.badge,
            int(EntryRole.ICON): entry.icon,
            int(EntryRole.TONE): entry.tone,
            int(EntryRole.PICTURE): entry.picture,
            int(EntryRole.LANES): entry.lanes,
        }.get(int(role))
