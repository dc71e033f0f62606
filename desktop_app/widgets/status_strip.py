"""StatusStrip: what runs, how far it is, how full the machine is, what is active, the language."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QMenu, QProgressBar, QToolButton

from desktop_app.widgets.layouts import NORMAL, row
from desktop_app.widgets.texts import icon_label, label, set_icon, set_tone
from desktop_app.widgets.theme import theme


class StatusStrip(QFrame):
    """The bottom line of the window."""

    def __init__(self, language_menu: QMenu, language_text: str) -> None:
        super().__init__()
        self.setObjectName("statusStrip")
        self._icon = icon_label("ok", 16, "muted")
        self._job = label("", name="statusJob")
        self._bar = QProgressBar()
        self._bar.setObjectName("statusProgress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setRange(0, 1000)
        self._percent = label("", "caption")
        self._machine_icon = icon_label("device", 16, "muted")
        self._machine = label("", name="statusMachine")
        self._machine_icon.hide()
        self._active = label("", name="statusActive")
        language = QToolButton()
        language.setObjectName("languageMenu")
        language.setText(language_text)
        language.setAccessibleName(self.tr("Language"))
        language.setIcon(theme().icon("language", "muted"))
        language.setIconSize(QSize(16, 16))
        language.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        language.setMenu(language_menu)
        language.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        language.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        mark = icon_label("active", 16, "muted")
        box = row(
            self._icon,
            self._job,
            self._bar,
            self._percent,
            None,
            self._machine_icon,
            self._machine,
            8,
            mark,
            self._active,
            8,
            language,
            spacing=8,
        )
        box.setContentsMargins(NORMAL, 5, NORMAL, 5)
        self.setLayout(box)

    def show_machine(self, text: str, detail: str, *, is_short: bool) -> None:
        """Show load, memory and disk; where one runs short, with a warning sign."""
        self._machine_icon.show()
        icon, tone = ("warning", "warning") if is_short else ("device", "muted")
        set_icon(self._machine_icon, icon, 16, tone)
        set_tone(self._machine, "warning" if is_short else "")
        self._machine.setText(text)
        for widget in (self._machine_icon, self._machine):
            widget.setToolTip(detail)
        self._machine.setAccessibleDescription(detail)

    def show_status(self, icon: str, job: str, fraction: float | None, active: str) -> None:
        """Show this line."""
        tone = icon if icon in {"warning", "error"} else "muted"
        set_icon(self._icon, icon, 16, tone)
        self._job.setText(job)
        self._bar.setVisible(fraction is not None)
        self._percent.setVisible(fraction is not None)
        if fraction is not None:
            self._bar.setValue(round(fraction * 1000))
            self._percent.setText(f"{fraction * 100:.0f}%")
        self._active.setText(active)
