"""NavigationRail: the pages on the left, and the menu of the workspace below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QToolButton

from desktop_app.widgets.layouts import NORMAL, TIGHT, column, row
from desktop_app.widgets.texts import label
from desktop_app.widgets.theme import app_icon, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPixmap

_WIDTH = 188


class NavigationRail(QFrame):
    """One button for each page.

    Signals:
        chosen: Carries the key of the page.
    """

    chosen = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str, str]], menu: QMenu, menu_text: str) -> None:
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
            widget.setShortcut(f"Ctrl+{number}")
            widget.setToolTip(f"{text} (Ctrl+{number})")
            widget.clicked.connect(lambda _is_on=False, key=key: self.chosen.emit(key))
            self._group.addButton(widget)
            self._buttons[key] = widget
            box.addWidget(widget)
        box.addStretch(1)
        workspace = self._button(menu_text, "workspace", "workspaceMenu")
        workspace.setMenu(menu)
        workspace.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        box.addWidget(workspace)
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
