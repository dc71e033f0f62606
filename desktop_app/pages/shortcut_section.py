"""ShortcutSection: which keys do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_app.item_models.text_table_model import TextTableModel
from desktop_app.pages.picture_keys import picture_keys
from desktop_app.widgets.layouts import card, column
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW_HEIGHT = 34


class ShortcutSection(QWidget):
    """A list to read; everything can be reached by Tab and the arrow keys as well."""

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("shortcutSection")
        go = self.tr("Go to {page}")
        rows = [(_native(keys), go.format(page=text)) for keys, text in pages]
        rows += [
            (_native("Ctrl+F"), self.tr("Search the activity log (on Records)")),
            (_native("Tab"), self.tr("Go to the next field or button")),
            (_native("Shift+Tab"), self.tr("Go to the one before")),
            (_native("Space"), self.tr("Press the button, or tick the box, that has the focus")),
            (_native("Return"), self.tr("Open what is selected, or press a dialog’s main button")),
            (_native("Esc"), self.tr("Close a dialog or the large picture")),
            (
                f"{_native('Left')}  {_native('Right')}",
                self.tr("Go through the pictures, in the grid and in the large view"),
            ),
            (_native("Ctrl+A"), self.tr("Select all generated pictures")),
        ]
        rows += [("  ".join(map(_native, key.keys)), key.text) for key in picture_keys()]
        model = TextTableModel(self)
        model.set_table((self.tr("Keys"), self.tr("What they do")), rows)
        table = PlainTable(model, "shortcutTable", {0: 250}, stretched=1)
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setFixedHeight(_ROW_HEIGHT * (1 + len(rows)) + 4)
        self.setLayout(column(card(label(self.tr("Keyboard shortcuts"), "section"), table), None))


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
