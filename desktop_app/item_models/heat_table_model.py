"""HeatTableModel: a read-only table of figures on grounds of different depth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.item_models.entry_list_model import Index


class HeatRole(IntEnum):
    """What a delegate may ask of a cell, beside Qt's own roles."""

    LEVEL = Qt.ItemDataRole.UserRole + 1
    IS_FAULT = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """One figure; its text says everything, the ground only repeats it."""

    text: str = ""
    #: How deep the ground is, 0..1; None leaves it plain.
    level: float | None = None
    #: For the tooltip and for those who hear it: a sentence.
    detail: str = ""
    #: Marked with an icon: worse than it should be.
    is_fault: bool = False


class HeatTableModel(QAbstractTableModel):
    """Rows and columns with headings; a heading may have a longer form as its tooltip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()
        self._tips: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._cells: list[tuple[HeatCell, ...]] = []

    def set_table(
        self,
        headings: Sequence[str],
        names: Sequence[str],
        cells: Sequence[Sequence[HeatCell]],
        tips: Sequence[str] = (),
    ) -> None:
        """Show these cells under headings, beside the names of the rows."""
        self.beginResetModel()
        self._headings, self._names = tuple(headings), tuple(names)
        self._tips = tuple(tips) or self._headings
        self._cells = [tuple(row) for row in cells]
        self.endResetModel()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the rows."""
        return self._names

    def cell(self, row: int, column: int) -> HeatCell:
        """The cell at a place."""
        return self._cells[row][column]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._names)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.detail or cell.text
        return {
            int(Qt.ItemDataRole.DisplayRole): cell.text,
            int(Qt.ItemDataRole.ToolTipRole): cell.detail,
            int(Qt.ItemDataRole.TextAlignmentRole): Qt.AlignmentFlag.AlignCenter,
            int(HeatRole.LEVEL): cell.level,
            int(HeatRole.IS_FAULT): cell.is_fault,
        }.get(int(role))

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        is_across = orientation == Qt.Orientation.Horizontal
        texts = self._headings if is_across else self._names
        if not 0 <= section < len(texts):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[section]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._tips[section] if is_across else texts[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if is_across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
