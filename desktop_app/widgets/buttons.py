"""Buttons, and the button that says why it cannot be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop_app.widgets.layouts import TIGHT, column, row
from desktop_app.widgets.texts import icon_label, label
from desktop_app.widgets.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon: str = "",
    name: str = "",
) -> QPushButton:
    """A push button: "primary", "quiet" or plain."""
    # Qt leaves 4 px between icon and text, which reads cramped; a space opens it.
    widget = QPushButton(f" {text}" if icon else text)
    widget.setAccessibleName(text)
    if kind:
        widget.setProperty("kind", kind)
    if icon:
        token = "on_primary" if kind == "primary" else "text"
        widget.setIcon(theme().icon(icon, token))
        widget.setIconSize(QSize(18, 18))
    if name:
        widget.setObjectName(name)
    if on_click is not None:
        # The signal brings along whether the button is checked, which nobody here asks.
        widget.clicked.connect(lambda _is_checked=False: on_click())
    widget.setCursor(Qt.CursorShape.PointingHandCursor)
    widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return widget


def icon_button(
    icon: str, text: str, on_click: Callable[[], object] | None, name: str
) -> QPushButton:
    """A button that shows its icon alone and says its text to whoever asks."""
    widget = button("", on_click, kind="icon", name=name)
    widget.setIcon(theme().icon(icon))
    widget.setIconSize(QSize(20, 20))
    widget.setAccessibleName(text)
    widget.setToolTip(text)
    return widget


class ReasonedButton(QWidget):
    """A button that, while it is disabled, shows the reason in a sentence beside or below it.

    Signals:
        clicked: The button was pressed.
    """

    clicked = Signal()

    def __init__(
        self,
        text: str,
        *,
        kind: str = "",
        icon: str = "",
        name: str = "",
        beside: bool = False,
        is_wide: bool = False,
    ) -> None:
        super().__init__()
        self.button = button(text, self.clicked.emit, kind=kind, icon=icon, name=name)
        self._reason = label("", "muted", wrap=True, name=f"{name}Reason" if name else "")
        self._mark = icon_label("info", 16, "muted")
        reason = row(self._mark, self._reason, spacing=TIGHT)
        reason.setAlignment(self._mark, Qt.AlignmentFlag.AlignVCenter)
        reason.setStretch(1, 1)
        if beside:
            line = row(self.button, reason)
            # Without a reason the rest of the line stays empty.
            line.addStretch(0)
            line.setStretch(1, 1)
            self.setLayout(line)
        else:
            self.setLayout(column(self.button, reason, spacing=TIGHT))
        if is_wide:
            self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_reason("")

    @property
    def reason(self) -> str:
        """Why the button is disabled; "" when it is not."""
        return self._reason.text()

    def set_reason(self, reason: str) -> None:
        """Disable the button for this reason, or enable it with ""."""
        focused = self.window().focusWidget()
        if reason and focused is self.button:
            # Qt would hand the focus of a disabled button to whatever comes next, often far off.
            self.setFocus()
        self.button.setEnabled(not reason)
        self.button.setToolTip(reason)
        self.button.setAccessibleDescription(reason)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._mark.setVisible(bool(reason))
        if not reason and focused is self:
            self.button.setFocus()
