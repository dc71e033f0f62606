"""MeasureCard: a card whose content is measured when the user asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.layouts import NORMAL, column, holder, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.measuring_presenter import MeasuringPresenter


class MeasureCard(QFrame):
    """Title, explanation, the button, progress with Stop, and below what came of it."""

    def __init__(
        self,
        presenter: MeasuringPresenter[Any],
        *,
        title: str,
        action: str,
        icon: str,
        name: str,
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}Card")
        self.setProperty("role", "card")
        self._presenter = presenter
        self.explanation = label("", "muted", wrap=True, name=f"{name}Explanation")
        self._action = ReasonedButton(action, icon=icon, name=f"{name}Button", beside=True)
        self._action.clicked.connect(presenter.start)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(action)
        stop = button(self.tr("Stop"), presenter.cancel, icon="close", name=f"{name}Stop")
        progress = row(self._bar, stop)
        progress.setStretch(0, 1)
        self._progress = holder(progress)
        self._message = Banner(f"{name}Message")
        self.content = QVBoxLayout()
        self.content.setSpacing(NORMAL)
        #: What is chosen before it is measured.
        self.choices = QVBoxLayout()
        self.choices.setSpacing(NORMAL)
        whole = column(
            label(title, "section"),
            self.explanation,
            self.choices,
            self._action,
            self._progress,
            self._message,
            self.content,
            margins=NORMAL + 4,
        )
        whole.setStretch(6, 1)
        self.setLayout(whole)
        presenter.changed.connect(self.show_state)

    def show_state(self) -> None:
        """Show the presenter's state; cards extend it by their content."""
        presenter = self._presenter
        self._action.set_reason(presenter.refusal)
        self._progress.setVisible(presenter.is_measuring)
        self._bar.setValue(round((presenter.fraction or 0.0) * 1000))
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
