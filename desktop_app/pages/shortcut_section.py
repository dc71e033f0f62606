"""ShortcutSection: which keys do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.widgets.layouts import card, column
from desktop_app.widgets.shortcut_table import ShortcutTable
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.i18n.shortcut_wording import Shortcut

_ROW_HEIGHT = 34


class ShortcutSection(QWidget):
    """A list to read; everything can be reached by Tab and the arrow keys as well."""

    def __init__(self, shortcuts: Sequence[Shortcut]) -> None:
        super().__init__()
        self.setObjectName("shortcutSection")
        table = ShortcutTable(shortcuts)
        table.setFixedHeight(_ROW_HEIGHT * (1 + len(shortcuts)) + 4)
        self.setLayout(column(card(label(self.tr("Keyboard shortcuts"), "section"), table), None))
