"""SettingRow: one setting with its meaning, its value, and whether that is the default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.i18n import setting_wording
from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import NORMAL, column, holder, row
from desktop_app.widgets.number_box import DecimalBox
from desktop_app.widgets.texts import label, set_tone
from engine.registry.setting_ranges import SettingKind

if TYPE_CHECKING:
    from desktop_app.presenters.policy_presenter import PolicyPresenter, SettingState
    from engine.registry.setting_ranges import SettingValue

_EDITOR_WIDTH = 130
_STATE_WIDTH = 165
_RESET_WIDTH = 150


class SettingRow(QWidget):
    """Edits one setting of the presenter's draft."""

    def __init__(self, presenter: PolicyPresenter, name: str) -> None:
        super().__init__()
        self.setObjectName(f"setting_{name}")
        self._presenter = presenter
        self._name = name
        self._kind = presenter.allowed(name).kind
        title = setting_wording.setting_name(name)
        meaning = setting_wording.setting_meaning(name)
        self._switch = QCheckBox()
        self._number = self._build_number()
        self._editor: QWidget = self._switch if self._is_switch else self._number
        self._editor.setObjectName(f"edit_{name}")
        self._editor.setAccessibleName(title)
        self._editor.setAccessibleDescription(meaning)
        self._editor.setFixedWidth(_EDITOR_WIDTH)
        self._switch.toggled.connect(lambda is_on: self._edit(bool(is_on)))
        self._number.valueChanged.connect(self._on_number)
        caption = label(title, "strong")
        caption.setBuddy(self._editor)
        self._state = label("", "muted", wrap=True, name=f"state_{name}")
        self._state.setFixedWidth(_STATE_WIDTH)
        self._reset = button(
            self.tr("Reset"),
            lambda: presenter.reset(name),
            kind="quiet",
            icon="refresh",
            name=f"reset_{name}",
        )
        self._reset.setAccessibleName(self.tr("Reset {setting}").format(setting=title))
        reset = holder(row(self._reset))
        reset.setFixedWidth(_RESET_WIDTH)
        texts = column(caption, label(meaning, "muted", wrap=True), spacing=2)
        box = row(texts, self._editor, self._state, reset, spacing=NORMAL + 4)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.show_state()

    @property
    def _is_switch(self) -> bool:
        return self._kind is SettingKind.SWITCH

    def show_state(self) -> None:
        """Show the value and what it is."""
        state = self._presenter.state(self._name)
        self._show_value(state.value)
        self._state.setText(self._state_text(state))
        set_tone(self._state, "warning" if state.is_unsaved else "")
        self._reset.setVisible(not state.is_default)

    def _build_number(self) -> DecimalBox:
        allowed = self._presenter.allowed(self._name)
        name = f"edit_{self._name}"
        if self._kind is SettingKind.SHARE:
            box = DecimalBox(name, 100 * allowed.low, 100 * allowed.high, 1, 5)
            box.setSuffix("%")
            return box
        if self._kind is SettingKind.RATIO:
            box = DecimalBox(name, allowed.low, allowed.high, 2, 0.1)
            box.setSuffix(" ×")
            return box
        return DecimalBox(name, allowed.low, allowed.high, 0, 1)

    def _show_value(self, value: SettingValue) -> None:
        widget = self._editor
        widget.blockSignals(True)
        if self._is_switch:
            self._switch.setChecked(bool(value))
            self._switch.setText(setting_wording.setting_value(self._name, bool(value)))
        else:
            factor = 100 if self._kind is SettingKind.SHARE else 1
            self._number.setValue(factor * float(value))
        widget.blockSignals(False)

    def _state_text(self, state: SettingState) -> str:
        if state.is_default:
            text = self.tr("Default")
        else:
            text = self.tr("Modified (default {value})").format(
                value=setting_wording.setting_value(self._name, state.default)
            )
        unsaved = self.tr("Not saved yet")
        return f"{text}\n{unsaved}" if state.is_unsaved else text

    def _on_number(self, value: float) -> None:
        if self._kind is SettingKind.SHARE:
            self._edit(value / 100)
        elif self._kind is SettingKind.COUNT:
            self._edit(round(value))
        else:
            self._edit(value)

    def _edit(self, value: SettingValue) -> None:
        self._presenter.edit(self._name, value)
