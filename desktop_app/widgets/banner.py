"""Banner: a calm message beside its cause, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.widgets.layouts import NORMAL, row
from desktop_app.widgets.texts import icon_label, label, restyle, set_icon

if TYPE_CHECKING:
    from collections.abc import Sequence

_ICONS = {"info": "info", "ok": "ok", "warning": "warning", "error": "error"}


class Banner(QFrame):
    """An icon, a sentence and buttons; hidden while there is nothing to say."""

    def __init__(self, name: str = "", buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        if name:
            self.setObjectName(name)
        self._icon = icon_label("info")
        self._text = label("", wrap=True, name=f"{name}Text" if name else "")
        box: QHBoxLayout = row(self._icon, self._text, *buttons)
        box.setContentsMargins(NORMAL + 2, NORMAL - 2, NORMAL, NORMAL - 2)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def tell(self, tone: str, text: str) -> None:
        """Show a sentence as "info", "ok", "warning" or "error"; "" hides the banner."""
        self.setVisible(bool(text))
        self._text.setText(text)
        self.setAccessibleName(text)
        tone = tone if tone in _ICONS else "info"
        set_icon(self._icon, _ICONS[tone], 20, tone)
        if self.property("banner") != tone:
            self.setProperty("banner", tone)
            restyle(self)
