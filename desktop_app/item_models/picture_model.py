"""PictureModel: a workspace's generated pictures, filtered and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    QUrl,
)
from typing_extensions import override

from desktop_app.i18n import picture_wording
from engine.registry.picture_judgements import PictureFlag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop_app.item_models.entry_list_model import Index
    from engine.registry.generated_pictures import DrawnPicture
    from engine.registry.picture_judgements import Judgement


class PictureRole(IntEnum):
    """What may be asked of a picture, beside Qt's own roles."""

    FILE = Qt.ItemDataRole.UserRole + 1
    FLAG = Qt.ItemDataRole.UserRole + 2
    RATING = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFilter:
    """Which pictures are shown; what is left as it is filters nothing."""

    product_name: str = ""
    class_name: str = ""
    version_number: int | None = None
    flag: PictureFlag | None = None
    least_rating: int = 0

    def accepts(self, picture: DrawnPicture) -> bool:
        """Whether this picture is shown."""
        judgement = picture.judgement
        return (
            (not self.product_name or picture.product_name == self.product_name)
            and (not self.class_name or picture.class_name == self.class_name)
            and self.version_number in (None, picture.version_number)
            and self.flag in (None, judgement.flag)
            and judgement.rating >= self.least_rating
        )


class PictureModel(QAbstractListModel):
    """Newest first; only what the filter accepts has a row.

    It filters by itself: a proxy would call Python back for every picture and every role.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        #: Every picture by its file, newest first.
        self._all: dict[str, DrawnPicture] = {}
        self._shown: list[str] = []
        self._rows: dict[str, int] | None = None
        self.filter = PictureFilter()

    @property
    def total(self) -> int:
        """How many pictures there are, shown or not."""
        return len(self._all)

    @property
    def everything(self) -> Iterable[DrawnPicture]:
        """Every picture, newest first."""
        return self._all.values()

    @property
    def shown_files(self) -> tuple[str, ...]:
        """The files of the rows, in order."""
        return tuple(self._shown)

    def picture(self, row: int) -> DrawnPicture:
        """The picture of a row."""
        return self._all[self._shown[row]]

    def known(self, file: str) -> DrawnPicture | None:
        """The picture in this file, shown or not."""
        return self._all.get(file)

    def row(self, file: str) -> int:
        """The row of a file; -1 if it is not shown."""
        if self._rows is None:
            self._rows = {name: row for row, name in enumerate(self._shown)}
        return self._rows.get(file, -1)

    def set_pictures(self, pictures: Iterable[DrawnPicture]) -> None:
        """Show these, newest first."""
        self.beginResetModel()
        self._all = {picture.file: picture for picture in pictures}
        self._shown = self._accepted()
        self._rows = None
        self.endResetModel()

    def add(self, pictures: Sequence[DrawnPicture]) -> None:
        """Put these at the beginning; what was drawn once more moves there."""
        new = {picture.file: picture for picture in pictures}
        self._remove({row for file in new if (row := self.row(file)) >= 0})
        self._all = {**new, **{file: old for file, old in self._all.items() if file not in new}}
        seen = [file for file, picture in new.items() if self.filter.accepts(picture)]
        if seen:
            self.beginInsertRows(QModelIndex(), 0, len(seen) - 1)
            self._shown[:0] = seen
            self._rows = None
            self.endInsertRows()

    def set_filter(self, chosen: PictureFilter) -> None:
        """Show what this accepts."""
        if chosen == self.filter:
            return
        self.beginResetModel()
        self.filter = chosen
        self._shown = self._accepted()
        self._rows = None
        self.endResetModel()

    def set_judgements(self, judgements: Mapping[str, Judgement]) -> None:
        """Say this of these files; rows go and come back as the filter has it."""
        gone, is_back = set(), False
        for file, judgement in judgements.items():
            if file not in self._all:
                continue
            self._all[file] = replace(self._all[file], judgement=judgement)
            row = self.row(file)
            if row < 0:
                is_back = is_back or self.filter.accepts(self._all[file])
            elif not self.filter.accepts(self._all[file]):
                gone.add(row)
            else:
                index = self.index(row)
                self.dataChanged.emit(index, index)
        self._remove(gone)
        if is_back:
            self._bring_back()

    def _bring_back(self) -> None:
        """Insert the rows that the filter accepts again, neighbours together."""
        shown, wanted = set(self._shown), self._accepted()
        start = 0
        while start < len(wanted):
            end = start
            while end < len(wanted) and wanted[end] not in shown:
                end += 1
            if end > start:
                self.beginInsertRows(QModelIndex(), start, end - 1)
                self._shown[start:start] = wanted[start:end]
                self._rows = None
                self.endInsertRows()
            start = end + 1

    def _accepted(self) -> list[str]:
        if self.filter == PictureFilter():
            return list(self._all)
        accepts = self.filter.accepts
        return [file for file, picture in self._all.items() if accepts(picture)]

    def _remove(self, rows: set[int]) -> None:
        """Take rows away, neighbours together, from the end so that the others keep their place."""
        waiting = sorted(rows)
        while waiting:
            last = first = waiting.pop()
            while waiting and waiting[-1] == first - 1:
                first = waiting.pop()
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._shown[first : last + 1]
            self._rows = None
            self.endRemoveRows()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911  (one for each role)
        if not index.isValid():
            return None
        picture = self.picture(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return caption(picture)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{caption(picture)}, {picture_wording.judgement(picture.judgement)}"
            case Qt.ItemDataRole.ToolTipRole:
                return picture_wording.origin(picture)
            case PictureRole.FILE:
                return picture.file
            case PictureRole.FLAG:
                return picture.judgement.flag
            case PictureRole.RATING:
                return picture.judgement.rating
            case _:
                return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    @override
    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        rows = sorted(index.row() for index in indexes)
        data.setUrls([QUrl.fromLocalFile(self.picture(row).file) for row in rows])
        return data

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        # Other programs get copies: the workspace keeps its pictures.
        return Qt.DropAction.CopyAction


def caption(picture: DrawnPicture) -> str:
    """What stands below a thumbnail."""
    return f"{picture.class_name} · {picture.seed}"
