"""CommandPalette: type a part of a name, walk by arrow keys, Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from typing_extensions import override

from desktop_app.item_models.entry_list_model import EntryListModel, EntryRole
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.layouts import NORMAL, column
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.help.command_list import CommandList

_SIZE = (680, 560)
_WALKING = {
    Qt.Key.Key_Up.value: -1,
    Qt.Key.Key_Down.value: 1,
    Qt.Key.Key_PageUp.value: -6,
    Qt.Key.Key_PageDown.value: 6,
}


class CommandPalette(QDialog):
    """Opened with `open()`; closes before the command is done.

    Signals:
        chosen: Carries the key of the command.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget, commands: CommandList) -> None:
        super().__init__(parent)
        self.setObjectName("commandPalette")
        self.setProperty("manualPage", "settings")
        self.setWindowTitle(self.tr("Find an action"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._commands = commands
        self._is_chosen = False
        self._model = EntryListModel(self)
        self._query = QLineEdit()
        self._query.setObjectName("paletteQuery")
        self._query.setPlaceholderText(self.tr("What do you want to do? English or Japanese"))
        self._query.setAccessibleName(self.tr("Find an action"))
        self._query.setClearButtonEnabled(True)
        self._query.textChanged.connect(self._show)
        self._query.installEventFilter(self)
        self._view = EntryView(self._model, "paletteList", pictures=False)
        self._view.setAccessibleName(self.tr("Actions"))
        self._view.clicked.connect(self._on_chosen)
        self._view.activated.connect(self._on_chosen)
        self._none = label(
            self.tr("No action fits. Try another word."), "muted", name="paletteNone"
        )
        hint = label(
            self.tr("Arrow keys choose, Enter does it, Esc closes."), "caption", name="paletteHint"
        )
        box = column(self._query, self._none, self._view, hint, margins=NORMAL + 4)
        box.setStretch(2, 1)
        self.setLayout(box)
        self._show("")
        self._query.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _WALKING:
                self._walk(_WALKING[event.key()])
                return True
            if event.key() in (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value):
                self._on_chosen(self._view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _walk(self, step: int) -> None:
        last = self._model.rowCount() - 1
        if last >= 0:
            place = min(max(self._view.currentIndex().row() + step, 0), last)
            self._view.setCurrentIndex(self._model.index(place))
            self._tell_current()

    def _show(self, query: str) -> None:
        entries = self._commands.find(query)
        self._model.set_entries([])
        self._model.set_entries(entries)
        self._view.setVisible(bool(entries))
        self._none.setVisible(not entries)
        if entries:
            self._view.setCurrentIndex(self._model.index(0))
            self._view.scrollToTop()
        self._tell_current()

    def _tell_current(self) -> None:
        # The focus stays in the field, so who cannot see the list hears its row from there.
        current = self._view.currentIndex()
        told = current.data(Qt.ItemDataRole.AccessibleTextRole) if current.isValid() else ""
        self._query.setAccessibleDescription(told or self._none.text())

    def _on_chosen(self, index: QModelIndex) -> None:
        # Some systems activate on a single click, which is heard as a click as well.
        if not index.isValid() or self._is_chosen:
            return
        key = str(index.data(EntryRole.KEY))
        # What cannot be done stays to be read: its row says why.
        if not self._commands.command(key).refusal():
            self._is_chosen = True
            self.accept()
            self.chosen.emit(key)
