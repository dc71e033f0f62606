"""ActivityTableModel: lines of the activity log, newest first, of which a filter shows some."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.item_models.entry_list_model import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One line in the user's words."""

    sequence: int
    at: datetime
    when: str
    who: str
    #: The engine's name for what was done, for example "version.committed".
    key: str
    action: str
    subject: str
    before: str
    after: str
    reason: str
    hash: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The line's columns."""
        return (
            self.when,
            self.who,
            self.action,
            self.subject,
            self.before,
            self.after,
            self.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilter:
    """Which lines are shown; what is empty filters nothing."""

    #: Every word of it stands somewhere in the line.
    text: str = ""
    key: str = ""
    who: str = ""
    #: First and last day in the user's time zone, both included.
    first: date | None = None
    last: date | None = None

    def accepts(self, line: ActivityLine) -> bool:
        """Whether the line is shown."""
        if (self.key and line.key != self.key) or (self.who and line.who != self.who):
            return False
        if self.first is not None or self.last is not None:
            day = line.at.astimezone().date()
            if (self.first and day < self.first) or (self.last and day > self.last):
                return False
        if not self.text:
            return True
        said = "\n".join(line.texts).casefold()
        return all(word in said for word in self.text.casefold().split())


class ActivityTableModel(QAbstractTableModel):
    """Grows at its beginning by what has just happened, and at its end while it is being read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()
        self._lines: list[ActivityLine] = []
        self._shown: list[ActivityLine] = []
        self._filter = ActivityFilter()

    @property
    def count(self) -> int:
        """Lines there are, shown or not."""
        return len(self._lines)

    @property
    def shown(self) -> tuple[ActivityLine, ...]:
        """Lines that the filter lets through, newest first."""
        return tuple(self._shown)

    @property
    def filter(self) -> ActivityFilter:
        """Which lines are shown."""
        return self._filter

    def begin(self, headings: Sequence[str]) -> None:
        """Empty the table, under these headings."""
        self.beginResetModel()
        self._headings = tuple(headings)
        self._lines = []
        self._shown = []
        self.endResetModel()

    def prepend(self, lines: Sequence[ActivityLine]) -> None:
        """Add newer lines, newest first."""
        self._lines[:0] = lines
        self._insert(0, lines)

    def append(self, lines: Sequence[ActivityLine]) -> None:
        """Add older lines, newest first."""
        self._lines.extend(lines)
        self._insert(len(self._shown), lines)

    def set_filter(self, wanted: ActivityFilter) -> None:
        """Show these lines alone."""
        if wanted == self._filter:
            return
        self.beginResetModel()
        self._filter = wanted
        self._shown = [line for line in self._lines if wanted.accepts(line)]
        self.endResetModel()

    def line(self, row: int) -> ActivityLine:
        """The line of a row."""
        return self._shown[row]

    def row_of(self, sequence: int) -> int:
        """The row of a line, -1 where it is not shown."""
        rows = (row for row, line in enumerate(self._shown) if line.sequence == sequence)
        return next(rows, -1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]}: {line.texts[index.column()]}"
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _insert(self, position: int, lines: Sequence[ActivityLine]) -> None:
        accepted = [line for line in lines if self._filter.accepts(line)]
        if accepted:
            self.beginInsertRows(QModelIndex(), position, position + len(accepted) - 1)
            self._shown[position:position] = accepted
            self.endInsertRows()
