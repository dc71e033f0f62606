"""ChoiceGroup: a few choices side by side, each with its consequence in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget
from typing_extensions import override

from desktop_app.widgets.layouts import NORMAL, TIGHT, column, row
from desktop_app.widgets.texts import label, restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent


class ChoiceGroup(QWidget):
    """Exactly one of a few keys is chosen.

    Signals:
        chosen: Carries the key the user has chosen.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str, str]],
        current: str,
        name: str,
        *,
        vertical: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._cards: dict[str, _ChoiceCard] = {}
        for key, title, sentence in choices:
            card = _ChoiceCard(title, sentence, f"{name}_{key}")
            self._cards[key] = card
            self._group.addButton(card.radio)
            card.radio.toggled.connect(lambda is_on, key=key: self._on_toggled(key, is_on=is_on))
        arrange = column if vertical else row
        box = arrange(*self._cards.values(), spacing=NORMAL - 2)
        for position in range(box.count()):
            box.setStretch(position, 1)
        self.setLayout(box)
        self.set_current(current)

    def set_current(self, key: str) -> None:
        """Choose without telling."""
        if key in self._cards:
            self.blockSignals(True)
            self._cards[key].radio.setChecked(True)
            self.blockSignals(False)

    def set_sentence(self, key: str, sentence: str) -> None:
        """Say another consequence."""
        if key in self._cards:
            self._cards[key].show_sentence(sentence)

    def set_possible(self, key: str, *, is_possible: bool) -> None:
        """Whether the user may choose this; its sentence should say why not."""
        if key in self._cards:
            self._cards[key].setEnabled(is_possible)

    def _on_toggled(self, key: str, *, is_on: bool) -> None:
        self._cards[key].show_chosen(is_on=is_on)
        if is_on:
            self.chosen.emit(key)


class _ChoiceCard(QFrame):
    def __init__(self, title: str, sentence: str, name: str) -> None:
        super().__init__()
        self.setProperty("choice", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.radio = QRadioButton(title)
        self.radio.setObjectName(name)
        self.radio.setAccessibleDescription(sentence)
        self.radio.setStyleSheet("font-weight: bold;")
        self._sentence = label(sentence, "muted", wrap=True)
        self.setLayout(column(self.radio, self._sentence, spacing=TIGHT - 4, margins=NORMAL - 2))

    def show_sentence(self, sentence: str) -> None:
        """Show this below the title; the radio button says the same."""
        self._sentence.setText(sentence)
        self.radio.setAccessibleDescription(sentence)

    def show_chosen(self, *, is_on: bool) -> None:
        """Mark the card; the radio button says the same."""
        self.setProperty("chosen", "true" if is_on else "false")
        restyle(self)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setFocus()
        self.radio.setChecked(True)
