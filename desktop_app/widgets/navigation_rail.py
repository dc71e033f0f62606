"""NavigationRail: the pages on the left, and menus below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QToolButton

from desktop_app.i18n.shortcut_wording import native, page_keys
from desktop_app.widgets.layouts import NORMAL, TIGHT, column, row
from desktop_app.widgets.texts import label
from desktop_app.widgets.theme import app_icon, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPixmap

_WIDTH = 188


@dataclass(frozen=True, slots=True, kw_only=True)
class RailMenu:
    """A menu at the foot of the rail."""

    name: str
    text: str
    icon: str
    menu: QMenu


class NavigationRail(QFrame):
    """One button for each page.

    Signals:
        chosen: Carries the key of the page.
    """

    chosen = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str, str]], menus: Sequence[RailMenu]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(_WIDTH)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        mark = label()
        mark.setPixmap(_mark(26, self.devicePixelRatioF()))
        mark.setFixedSize(26, 26)
        head = row(mark, label("Pilotline", "section"), None, spacing=10)
        head.setContentsMargins(TIGHT, TIGHT, 0, NORMAL)
        box = column(head, spacing=4, margins=NORMAL)
        for number, (key, text, icon) in enumerate(pages, start=1):
            widget = self._button(text, icon, f"nav_{key}")
            widget.setCheckable(True)
            widget.setShortcut(page_keys(number))
            widget.setToolTip(f"{text} ({native([page_keys(number)])})")
            widget.clicked.connect(lambda _is_on=False, key=key: self.chosen.emit(key))
            self._group.addButton(widget)
            self._buttons[key] = widget
            box.addWidget(widget)
        box.addStretch(1)
        for item in menus:
            widget = self._button(item.text, item.icon, item.name)
            widget.setMenu(item.menu)
            widget.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            box.addWidget(widget)
        self.setLayout(box)

    def set_current(self, key: str) -> None:
        """Mark a page without telling."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def _button(self, text: str, icon: str, name: str) -> QToolButton:
        widget = QToolButton()
        widget.setObjectName(name)
        # Qt leaves 4 px between icon and text, which reads cramped; a space opens it.
        widget.setText(f"  {text}")
        widget.setAccessibleName(text)
        widget.setIcon(theme().icon(icon))
        widget.setIconSize(QSize(20, 20))
        widget.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return widget


def _mark(size: int, scale: float) -> QPixmap:
    return app_icon().pixmap(QSize(size, size), scale)
