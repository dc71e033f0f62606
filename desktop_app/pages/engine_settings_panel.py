"""EngineSettingsPanel: every setting of the update, marked as default or modified."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFrame, QLabel, QPushButton, QWidget

from desktop_app.i18n import engine_setting_wording as words
from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import NORMAL, TIGHT, clear, column, holder, row
from desktop_app.widgets.number_box import LARGEST_SEED, DecimalBox
from desktop_app.widgets.texts import label, set_tone

if TYPE_CHECKING:
    from desktop_app.presenters.engine_settings_presenter import (
        EngineSetting,
        EngineSettingsPresenter,
    )

_EDITOR_WIDTH = 132
_STATE_WIDTH = 150
_RESET_WIDTH = 44
_LARGEST = 1_000_000
_DECIMALS = 5


class EngineSettingsPanel(QFrame):
    """Strategy and seed above; the numbers below, once the preflight has told them."""

    def __init__(self, presenter: EngineSettingsPresenter) -> None:
        super().__init__()
        self.setObjectName("engineSettings")
        self.setProperty("role", "inset")
        self._presenter = presenter
        self._rows: dict[str, _SettingLine] = {}
        self._hint = label(
            self.tr("The other settings are shown once this machine has been checked."),
            "muted",
            wrap=True,
            name="engineSettingsHint",
        )
        self._summary = label("", "strong", name="engineSettingsSummary")
        self._reset_all = button(
            self.tr("Reset everything"),
            presenter.reset_all,
            kind="quiet",
            icon="refresh",
            name="resetEngineSettings",
        )
        head = row(self._summary, None, self._reset_all)
        self._lines = column(spacing=NORMAL)
        self.setLayout(
            column(
                holder(head),
                self._build_strategy(),
                self._build_seed(),
                self._hint,
                self._lines,
                margins=NORMAL + 4,
            )
        )
        presenter.changed.connect(self._show)
        self._show()

    def _build_strategy(self) -> QWidget:
        self._strategy = QComboBox()
        self._strategy.setObjectName("edit_strategy")
        self._strategy.activated.connect(
            lambda _row: self._presenter.set_strategy(str(self._strategy.currentData()))
        )
        self._strategy_line = _SettingLine("strategy", self._strategy, self._reset_strategy)
        return self._strategy_line

    def _build_seed(self) -> QWidget:
        self._seed = DecimalBox("edit_seed", 0, LARGEST_SEED, 0, 1)
        self._seed.valueChanged.connect(lambda value: self._presenter.set_seed(round(value)))
        self._seed_line = _SettingLine("seed", self._seed, partial(self._presenter.set_seed, 0))
        return self._seed_line

    def _reset_strategy(self) -> None:
        self._presenter.set_strategy(self._presenter.strategies[0])

    def _show(self) -> None:
        presenter = self._presenter
        count = presenter.modified_count
        modified = self.tr("%n setting(s) modified", "", count)
        self._summary.setText(modified if count else self.tr("Every setting is the default"))
        self._reset_all.setVisible(count > 0)
        self._show_strategy()
        self._seed.blockSignals(True)
        self._seed.setValue(presenter.seed)
        self._seed.blockSignals(False)
        self._seed_line.show_default("0", is_default=presenter.seed == 0)
        entries = presenter.entries
        self._hint.setVisible(not entries)
        if tuple(self._rows) != tuple(entry.name for entry in entries):
            self._build_rows(entries)
        for entry in entries:
            self._show_entry(entry)

    def _show_strategy(self) -> None:
        presenter = self._presenter
        if self._strategy.count() != len(presenter.strategies):
            self._strategy.clear()
            for name in presenter.strategies:
                self._strategy.addItem(words.strategy(name), name)
        self._strategy.setCurrentIndex(self._strategy.findData(presenter.strategy))
        default = presenter.strategies[0]
        self._strategy_line.show_default("Pilotline", is_default=presenter.strategy == default)

    def _build_rows(self, entries: tuple[EngineSetting, ...]) -> None:
        clear(self._lines)
        self._rows = {}
        for entry in entries:
            line = _SettingLine(
                entry.name, self._editor(entry), partial(self._presenter.reset, entry.name)
            )
            self._rows[entry.name] = line
            self._lines.addWidget(line)

    def _editor(self, entry: EngineSetting) -> DecimalBox:
        name = f"edit_{entry.name}"
        if entry.is_whole:
            editor = DecimalBox(name, 1, _LARGEST, 0, max(1, round(entry.default / 10)))
        else:
            high = 1.0 if entry.is_share else 10_000.0
            editor = DecimalBox(name, 0.00001, high, _DECIMALS, entry.default / 10)
        editor.valueChanged.connect(partial(self._presenter.set_value, entry.name))
        return editor

    def _show_entry(self, entry: EngineSetting) -> None:
        line = self._rows[entry.name]
        editor = line.editor
        if isinstance(editor, DecimalBox):
            editor.blockSignals(True)
            editor.setValue(float(entry.value))
            editor.blockSignals(False)
        default = words.value(entry.default, is_whole=entry.is_whole)
        line.show_default(default, is_default=entry.is_default)


class _SettingLine(QWidget):
    """Name and meaning, editor, state, reset."""

    def __init__(self, key: str, editor: QWidget, on_reset: object) -> None:
        super().__init__()
        self.editor = editor
        title, meaning = words.name(key), words.meaning(key)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(meaning)
        if isinstance(editor, QAbstractSpinBox):
            editor.setFixedWidth(_EDITOR_WIDTH)
        caption = label(title, "strong", wrap=True)
        caption.setBuddy(editor)
        self._state: QLabel = label("", "muted", wrap=True, name=f"engineState_{key}")
        self._state.setFixedWidth(_STATE_WIDTH)
        self._reset: QPushButton = button(
            "", kind="quiet", icon="refresh", name=f"engineReset_{key}"
        )
        self._reset.clicked.connect(on_reset)
        reset_text = self.tr("Reset {setting}").format(setting=title)
        self._reset.setAccessibleName(reset_text)
        self._reset.setToolTip(reset_text)
        self._reset.setFixedWidth(_RESET_WIDTH)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        texts = column(caption, label(meaning, "muted", wrap=True), spacing=2)
        if isinstance(editor, QComboBox):
            # Its texts are long: below what it is for, over the whole width.
            texts.addWidget(editor)
            box = row(texts, self._state, self._reset, spacing=TIGHT + 4)
        else:
            box = row(texts, editor, self._state, self._reset, spacing=TIGHT + 4)
        box.setStretch(0, 1)
        self.setLayout(box)

    def show_default(self, default: str, *, is_default: bool) -> None:
        """Say whether the value is the default, which is named where it is not."""
        text = self.tr("Default")
        if not is_default:
            text = self.tr("Modified (default {value})").format(value=default)
        self._state.setText(text)
        set_tone(self._state, "" if is_default else "warning")
        self._reset.setVisible(not is_default)
