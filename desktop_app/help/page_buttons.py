"""PageButtons: presses a page's own buttons for who has found them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QTabWidget

from desktop_app.widgets.section_list import SectionList

if TYPE_CHECKING:
    from desktop_app.main_window import MainWindow


class PageButtons:
    """What a button asks before it acts is asked here as well, since it is the button that acts."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def press(self, page: str, *names: str) -> None:
        """Go to a page and press the first of these buttons that is shown and enabled."""
        self._window.go_to(page)
        # A page that has just been built shows its parts in the next round of events.
        QCoreApplication.processEvents()
        for name in names:
            found = self._window.findChild(QAbstractButton, name)
            if found is not None and found.isVisible() and found.isEnabled():
                found.setFocus()
                found.click()
                return

    def trigger(self, page: str, action: str) -> None:
        """Go to a page and do what an entry of a menu there does."""
        self._window.go_to(page)
        found = self._window.findChild(QAction, action)
        if found is not None:
            found.trigger()

    def show_tab(self, page: str, tabs: str, index: int) -> None:
        """Go to a tab of a page."""
        self._window.go_to(page)
        found = self._window.findChild(QTabWidget, tabs)
        if found is not None:
            found.setCurrentIndex(index)
            found.currentWidget().setFocus()

    def show_section(self, key: str) -> None:
        """Go to a section of the settings."""
        self._window.go_to("settings")
        found = self._window.findChild(SectionList, "settingsList")
        if found is not None:
            found.go_to(key)
            found.setFocus()
