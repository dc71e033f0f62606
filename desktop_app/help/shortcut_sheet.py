"""ShortcutSheet: every key on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.i18n.shortcut_wording import WINDOW_KEYS
from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import PAGE, column, row
from desktop_app.widgets.shortcut_table import ShortcutTable
from desktop_app.widgets.texts import icon_label, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.i18n.shortcut_wording import Shortcut

_SIZE = (860, 660)


class ShortcutSheet(QDialog):
    """Opened with `open()`; the key that opened it closes it, as Esc does."""

    def __init__(self, parent: QWidget, shortcuts: Sequence[Shortcut]) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutSheet")
        self.setProperty("manualPage", "settings")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        table = ShortcutTable(shortcuts)
        close = button(self.tr("Close"), self.accept, kind="primary", name="sheetClose")
        heading = row(icon_label("keyboard", 24), label(self.windowTitle(), "section"), None)
        remark = label(
            self.tr(
                "Everything can be reached by Tab and the arrow keys. Keys with Ctrl or Alt work "
                "while an input method is active."
            ),
            "muted",
            wrap=True,
        )
        box = column(heading, remark, table, row(None, close))
        box.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        box.setStretch(2, 1)
        self.setLayout(box)
        again = QShortcut(self)
        again.setKeys([QKeySequence(keys) for keys in WINDOW_KEYS["shortcuts"]])
        again.activated.connect(self.accept)
        table.setFocus()
