"""Page: what every screen has in common, a title line, the content below and a way to elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.widgets.layouts import NORMAL, PAGE, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout


class Page(QWidget):
    """A screen; it shows its presenter's state when built, so that it can be rebuilt at any time.

    Signals:
        went_to: Carries the key of the page the user wants to go to.
        help_asked: Carries what the user wants to read, for example "manual:trouble".
    """

    went_to = Signal(str)
    help_asked = Signal(str)

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.title_line: QHBoxLayout = row(label(title, "title"), None)
        self.content = QVBoxLayout()
        self.content.setSpacing(NORMAL)
        box = QVBoxLayout(self)
        box.setContentsMargins(PAGE, PAGE - 4, PAGE, PAGE)
        box.setSpacing(NORMAL + 4)
        box.addLayout(self.title_line)
        box.addLayout(self.content, 1)
