"""EndNotice: calls the user back to the window when work has ended behind another one."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from desktop_app.widgets.theme import app_icon

_SECONDS_SHOWN = 20
_ICONS = {
    "ok": QSystemTrayIcon.MessageIcon.Information,
    "warning": QSystemTrayIcon.MessageIcon.Warning,
    "error": QSystemTrayIcon.MessageIcon.Critical,
}


class EndNotice(QObject):
    """A notice of the system where there is one, and the window's mark in the task bar."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        #: What was told last, for those who missed it.
        self.last_text = ""

    def tell(self, tone: str, title: str, text: str) -> None:
        """Say this, unless the user is looking at the window anyway."""
        self.last_text = text
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(app_icon(), self)
            self._tray.messageClicked.connect(self._raise_window)
            self._tray.activated.connect(lambda _reason: self._raise_window())
        self._tray.setToolTip(text)
        self._tray.show()
        icon = _ICONS.get(tone, QSystemTrayIcon.MessageIcon.Information)
        self._tray.showMessage(title, text, icon, _SECONDS_SHOWN * 1000)

    def _raise_window(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        if self._tray is not None:
            self._tray.hide()
