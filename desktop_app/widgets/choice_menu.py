"""A menu of choices of which exactly one is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QActionGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMenu


def add_choices(
    menu: QMenu, name: str, choices: Mapping[str, str], current: str, choose: Callable[[str], None]
) -> None:
    """Add an action for each choice (key to text); `choose` gets the key of the one taken."""
    group = QActionGroup(menu)
    for key, text in choices.items():
        action = QAction(text, group, checkable=True)
        action.setObjectName(f"{name}_{key}")
        action.setChecked(key == current)
        # Later, not from within the menu: the choice may delete it while it is still closing.
        action.triggered.connect(
            lambda _is_on=False, key=key: QTimer.singleShot(0, lambda: choose(key))
        )
        menu.addAction(action)
