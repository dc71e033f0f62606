"""EmptyState: an icon, one sentence and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.widgets.layouts import NORMAL, WIDE, column, row
from desktop_app.widgets.texts import icon_label, label

if TYPE_CHECKING:
    from collections.abc import Sequence


_TEXT_WIDTH = 560


class EmptyState(QWidget):
    """What a page shows before there is anything to show."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        actions: Sequence[QWidget] = (),
        name: str = "",
        text_width: int = _TEXT_WIDTH,
    ) -> None:
        super().__init__()
        if name:
            self.setObjectName(name)
        picture = icon_label(icon, 48, "faint")
        heading = label(title, "title")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = label(sentence, "muted", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setFixedWidth(text_width)
        buttons = row(None, *actions, None)
        box = column(None, spacing=NORMAL)
        box.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(heading)
        # Not by alignment: an aligned label does not get the height its lines need.
        box.addLayout(row(None, text, None))
        box.addSpacing(WIDE - NORMAL)
        box.addLayout(buttons)
        box.addStretch(2)
        self.setLayout(box)
