"""ShortcutTable: which keys do what, to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.i18n.shortcut_wording import native
from desktop_app.item_models.text_table_model import TextTableModel
from desktop_app.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.i18n.shortcut_wording import Shortcut

_KEYS_WIDTH = 215
_PLACE_WIDTH = 150


class ShortcutTable(PlainTable):
    """Keys, what they do, and where."""

    def __init__(self, shortcuts: Sequence[Shortcut]) -> None:
        model = TextTableModel()
        super().__init__(model, "shortcutTable", {0: _KEYS_WIDTH, 2: _PLACE_WIDTH}, stretched=1)
        model.setParent(self)
        headings = (self.tr("Keys"), self.tr("What they do"), self.tr("Where"))
        model.set_table(headings, [(native(s.keys), s.text, s.place) for s in shortcuts])
        self.setAccessibleName(self.tr("Keyboard shortcuts"))
