"""VerdictList: the gate's sentences, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.engine_sentences import in_users_language, is_objection
from desktop_app.widgets.layouts import TIGHT, clear, column, holder, row
from desktop_app.widgets.texts import icon_label, label

if TYPE_CHECKING:
    from collections.abc import Sequence


class VerdictList(QWidget):
    """An icon and a sentence for each check."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._box = column(spacing=4)
        self.setLayout(self._box)
        self._shown: tuple[str, ...] = ()

    def set_verdict(self, sentences: Sequence[str]) -> None:
        """Show these sentences."""
        if tuple(sentences) == self._shown:
            return
        self._shown = tuple(sentences)
        clear(self._box)
        for sentence in sentences:
            icon, tone = ("error", "error") if is_objection(sentence) else ("ok", "ok")
            mark = icon_label(icon, 18, tone)
            line = row(mark, label(in_users_language(sentence), wrap=True), spacing=TIGHT + 2)
            line.setStretch(1, 1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self._box.addWidget(holder(line))
