"""SectionList: a short list that leads to the sections of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop_app.widgets.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence


_ROW_HEIGHT = 44


class SectionList(QListWidget):
    """Exactly one section is chosen.

    Signals:
        chosen: Carries the key of the section the user has gone to.
    """

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str, str]], current: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("sections", "true")
        self.setIconSize(QSize(20, 20))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, text, icon in sections:
            item = QListWidgetItem(theme().icon(icon), text)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            self.addItem(item)
            if key == current:
                self.setCurrentItem(item)
        self.currentItemChanged.connect(self._on_current_changed)

    def go_to(self, key: str) -> None:
        """Choose a section."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.setCurrentRow(row)

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
