"""QueueList: the updates that wait, with their order in the user's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.widgets.buttons import button
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.layouts import TIGHT, column, holder, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.queue_presenter import QueuePresenter


class QueueList(QWidget):
    """A list and four buttons, or a sentence while nothing waits."""

    def __init__(self, presenter: QueuePresenter, name: str = "queue") -> None:
        super().__init__()
        self.setObjectName(name)
        self._presenter = presenter
        self._view = EntryView(presenter.entries, f"{name}List", pictures=False)
        self._view.setAccessibleName(self.tr("Updates that wait, in the order of their start"))
        self._view.picked.connect(presenter.select)
        self._up = button(
            self.tr("Earlier"), lambda: presenter.move(-1), kind="quiet", icon="chevron-up"
        )
        self._down = button(
            self.tr("Later"), lambda: presenter.move(1), kind="quiet", icon="chevron-down"
        )
        self._resume = button(self.tr("Resume"), presenter.resume, kind="quiet", icon="play")
        self._out = button(self.tr("Take out"), presenter.take_out, kind="quiet", icon="close")
        for part, widget in (
            ("Up", self._up),
            ("Down", self._down),
            ("Resume", self._resume),
            ("Out", self._out),
        ):
            widget.setObjectName(f"{name}{part}")
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self._view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: presenter.move(step))
        self._up.setToolTip("Alt+↑")
        self._down.setToolTip("Alt+↓")
        self._none = label(self.tr("Nothing else waits."), "muted", name=f"{name}Empty")
        self._buttons = holder(
            row(self._up, self._down, self._resume, None, self._out, spacing=TIGHT)
        )
        box = column(self._none, self._view, self._buttons, spacing=TIGHT)
        box.setStretch(1, 1)
        box.addStretch(0)
        self.setLayout(box)
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        rows = presenter.entries.rowCount()
        self._none.setVisible(rows == 0)
        self._view.setVisible(rows > 0)
        self._buttons.setVisible(rows > 0)
        selected = presenter.selected
        if selected is not None:
            self._view.select_key(str(selected.id))
        self._up.setEnabled(presenter.can_move_up)
        self._down.setEnabled(presenter.can_move_down)
        self._resume.setVisible(presenter.can_resume)
