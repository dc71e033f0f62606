"""StageList: the stages of a job, done, current and ahead, as icon and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.widgets.texts import icon_label, label, set_icon

if TYPE_CHECKING:
    from collections.abc import Sequence

_ICONS = {"done": ("ok", "ok"), "current": ("running", "text"), "ahead": ("pending", "faint")}
#: Name, state ("done", "current" or "ahead") and detail of a stage.
StageText = tuple[str, str, str]


class StageList(QWidget):
    """One line for each stage."""

    def __init__(self, name: str = "stageList") -> None:
        super().__init__()
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []

    def set_stages(self, stages: Sequence[StageText]) -> None:
        """Show these stages; rows are reused, so that nothing flickers."""
        while len(self._rows) < len(stages):
            self._add_row()
        for position, widgets in enumerate(self._rows):
            is_used = position < len(stages)
            for widget in widgets:
                widget.setVisible(is_used)
            if is_used:
                self._fill(widgets, stages[position])

    def _add_row(self) -> None:
        widgets = (icon_label("pending", 18, "faint"), label(), label("", "caption"))
        widgets[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, len(self._rows), column)
        self._rows.append(widgets)

    def _fill(self, widgets: tuple[QLabel, QLabel, QLabel], stage: StageText) -> None:
        icon, name, detail = widgets
        text, state, remark = stage
        picture, token = _ICONS[state]
        set_icon(icon, picture, 18, token)
        role = {"current": "strong", "ahead": "muted"}.get(state, "")
        if name.property("role") != role:
            name.setProperty("role", role)
            name.style().polish(name)
        name.setText(text)
        detail.setText(remark)
