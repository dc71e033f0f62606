"""TileModel: pictures with a caption, one or two to a tile, thousands of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.item_models.entry_list_model import Index


class TileRole(IntEnum):
    """What a delegate may ask of a tile, beside Qt's own roles."""

    FILE = Qt.ItemDataRole.UserRole + 1
    #: The second picture of a side-by-side tile; None in a plain one.
    SECOND_FILE = Qt.ItemDataRole.UserRole + 2
    DETAIL = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One tile. Files are absolute paths; "" stands for a picture that does not exist."""

    file: str
    caption: str
    detail: str = ""
    second_file: str | None = None


class TileModel(QAbstractListModel):
    """A list of tiles that grows at its beginning or is set anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: list[Tile] = []

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these tiles."""
        self.beginResetModel()
        self._tiles = list(tiles)
        self.endResetModel()

    def prepend(self, tiles: Sequence[Tile]) -> None:
        """Add tiles at the beginning, so that the newest are seen first."""
        if not tiles:
            return
        self.beginInsertRows(QModelIndex(), 0, len(tiles) - 1)
        self._tiles[:0] = tiles
        self.endInsertRows()

    def tile(self, row: int) -> Tile:
        """The tile of a row."""
        return self._tiles[row]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._tiles)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tile = self._tiles[index.row()]
        return {
            int(Qt.ItemDataRole.DisplayRole): tile.caption,
            int(Qt.ItemDataRole.AccessibleTextRole): tile.caption,
            int(Qt.ItemDataRole.ToolTipRole): tile.detail,
            int(TileRole.FILE): tile.file,
            int(TileRole.SECOND_FILE): tile.second_file,
            int(TileRole.DETAIL): tile.detail,
        }.get(int(role))
