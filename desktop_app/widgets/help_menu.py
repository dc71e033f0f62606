"""HelpMenu: the ways to help, each with its keys, which work anywhere in the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.i18n.shortcut_wording import WINDOW_KEYS, native

if TYPE_CHECKING:
    from collections.abc import Callable


class HelpMenu(QMenu):
    """One entry for each way.

    Signals:
        asked: Carries "manual", "shortcuts", "palette" or "tour".
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        texts = {
            "manual": self.tr("Manual"),
            "shortcuts": self.tr("Keyboard shortcuts"),
            "palette": self.tr("Find an action…"),
            "tour": self.tr("Tour with the sample line"),
        }
        for what, text in texts.items():
            keys = native(WINDOW_KEYS[what][:1]) if what in WINDOW_KEYS else ""
            # As text only: the window listens for the keys itself, and of two listeners Qt
            # would call neither.
            action = self.addAction(f"{text}\t{keys}" if keys else text)
            action.setObjectName(f"help_{what}")
            action.triggered.connect(partial(self._on_triggered, what))

    def _on_triggered(self, what: str, _is_checked: bool = False) -> None:
        self.asked.emit(what)


def listen_for_help_keys(window: QWidget, ask: Callable[[str], object]) -> None:
    """Let the window's help keys ask for what they stand for, as long as the window lives."""
    for what, keys in WINDOW_KEYS.items():
        shortcut = QShortcut(window)
        shortcut.setKeys([QKeySequence(item) for item in keys])
        shortcut.activated.connect(partial(ask, what))
