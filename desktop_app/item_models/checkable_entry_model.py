"""CheckableEntryModel: entries the user picks by ticking them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from desktop_app.item_models.entry_list_model import Entry, EntryListModel, Index

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class CheckableEntryModel(EntryListModel):
    """Entries with a tick box each.

    Signals:
        picked_changed: The user has ticked or unticked a row.
    """

    picked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picked: set[str] = set()

    @property
    def picked(self) -> tuple[str, ...]:
        """Keys of the ticked rows, in the rows' order."""
        return tuple(entry.key for entry in self._entries if entry.key in self._picked)

    def show_entries(self, entries: Sequence[Entry], picked: Collection[str]) -> None:
        """Show these rows with these ticked."""
        self._picked = set(picked)
        self.set_entries(entries)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.CheckStateRole:
            is_picked = self.entry(index.row()).key in self._picked
            return Qt.CheckState.Checked if is_picked else Qt.CheckState.Unchecked
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        key = self.entry(index.row()).key
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._picked.add(key)
        else:
            self._picked.discard(key)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.picked_changed.emit()
        return True
