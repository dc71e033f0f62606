"""DialogHelp: lets the key of the manual work inside dialogs, where the window's own keys rest."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.i18n.shortcut_wording import WINDOW_KEYS

#: Set on a dialog, it names the page of the manual that is about it.
MANUAL_PAGE = "manualPage"
_LISTENS = "listensForHelp"


class DialogHelp(QObject):
    """Every modal dialog that gets the focus hears the key from then on, file dialogs too.

    Signals:
        asked: Carries "manual:PAGE", or "manual" for the page in sight.
    """

    asked = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._on_focus_window_changed)

    def _on_focus_window_changed(self, _window: object) -> None:
        dialog = QApplication.activeModalWidget()
        # Qt's own dialogs cannot be asked to remember it in another way.
        if dialog is None or dialog.property(_LISTENS):
            return
        dialog.setProperty(_LISTENS, True)
        shortcut = QShortcut(dialog)
        shortcut.setKeys([QKeySequence(item) for item in WINDOW_KEYS["manual"]])
        shortcut.activated.connect(partial(self._on_asked, dialog))

    def _on_asked(self, dialog: QWidget) -> None:
        page = dialog.property(MANUAL_PAGE)
        self.asked.emit(f"manual:{page}" if page else "manual")
