"""DialogHelp: lets the key of the manual work inside dialogs, where the window's own keys rest."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.i18n.shortcut_wording import WINDOW_KEYS

_LISTENS = "listensForHelp"


class DialogHelp(QObject):
    """Every modal dialog that gets the focus hears the key from then on, file dialogs too.

    Signals:
        asked: Carries the dialog in which help was asked for.
    """

    asked = Signal(QWidget)

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
        shortcut.activated.connect(partial(self.asked.emit, dialog))


def manual_page(dialog: QWidget) -> str:
    """The page of the manual that is about this dialog; "" for that of the page in sight."""
    return str(dialog.property("manualPage") or "")
