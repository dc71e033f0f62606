"""JudgementBar: how the gallery is looked at, and what is said of the chosen pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.picture_keys import picture_keys
from desktop_app.widgets.buttons import button, icon_button
from desktop_app.widgets.layouts import NORMAL, holder, row
from desktop_app.widgets.texts import label
from desktop_app.widgets.theme import theme
from engine.registry.picture_judgements import HIGHEST_RATING, PictureFlag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from engine.registry.picture_judgements import Judgement


class JudgementBar(QWidget):
    """The gallery's keys as buttons; pressed once more, flags and ratings are taken away.

    Signals:
        grid_wanted, loupe_wanted, compare_wanted: The pictures are to be looked at so.
        flagged: Carries the flag to give.
        rated: Carries the rating to give.
        undo_wanted: The latest judgement is to be taken back.
    """

    grid_wanted = Signal()
    loupe_wanted = Signal()
    compare_wanted = Signal()
    flagged = Signal(str)
    rated = Signal(int)
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("judgementBar")
        self._texts = {
            key.name: f"{key.text} ({key.keys[0]}, {key.keys[1]})"
            for key in picture_keys()
            if len(key.keys) > 1
        }
        self._texts["loupe"] = self._texts["loupe"].replace("Return", "Enter")
        self._views = {
            "grid": self._button("grid", "grid", self.grid_wanted.emit),
            "loupe": self._button("search", "loupe", self.loupe_wanted.emit),
            "compare": self._button("compare", "compare", self.compare_wanted.emit),
        }
        self._flags = {
            PictureFlag.PICKED: self._button(
                "flag", "pick", lambda: self._on_flag(PictureFlag.PICKED)
            ),
            PictureFlag.REJECTED: self._button(
                "rejected", "reject", lambda: self._on_flag(PictureFlag.REJECTED)
            ),
        }
        self._stars = [
            self._button("star", f"rate{value}", lambda value=value: self._on_star(value))
            for value in range(1, HIGHEST_RATING + 1)
        ]
        self._rating = 0
        self._flag = PictureFlag.UNJUDGED
        for item in (*self._views.values(), *self._flags.values()):
            item.setCheckable(True)
        self._judging = holder(row(*self._flags.values(), NORMAL, *self._stars, spacing=1))
        # In place of buttons that could not be pressed.
        self._reason = label(self.tr("Select pictures to judge them."), "muted", name="barReason")
        self._undo = button(
            self.tr("Undo"), self.undo_wanted.emit, kind="quiet", icon="undo", name="bar_undo"
        )
        self._looking = holder(row(*self._views.values(), spacing=1))
        line = row(self._looking, None, self._undo, self._reason, self._judging, spacing=1)
        self.setLayout(line)
        self.setFixedHeight(self._judging.sizeHint().height())
        self.show_state("grid", [])

    def show_state(self, mode: str, judgements: Sequence[Judgement], undo_text: str = "") -> None:
        """Show how the gallery is looked at, what was said of the chosen pictures, and last."""
        self._looking.setVisible(bool(mode))
        self._undo.setVisible(bool(undo_text))
        self._undo.setToolTip(f"{undo_text} (Ctrl+Z)")
        self._undo.setAccessibleDescription(undo_text)
        for key, item in self._views.items():
            item.setChecked(key == mode)
        flags = {judgement.flag for judgement in judgements}
        self._flag = flags.pop() if len(flags) == 1 else PictureFlag.UNJUDGED
        for flag, item in self._flags.items():
            item.setChecked(flag is self._flag)
        ratings = {judgement.rating for judgement in judgements}
        self._rating = ratings.pop() if len(ratings) == 1 else 0
        self._judging.setVisible(bool(judgements))
        self._reason.setVisible(bool(mode) and not judgements)
        for value, item in enumerate(self._stars, 1):
            item.setIcon(theme().icon("star-filled" if value <= self._rating else "star"))

    def set_comparable(self, *, is_comparable: bool) -> None:
        """Whether there are two pictures to compare."""
        self._views["compare"].setVisible(is_comparable)

    def _button(self, icon: str, name: str, on_click: object) -> QPushButton:
        return icon_button(icon, self._texts[name], on_click, f"bar_{name}")  # type: ignore[arg-type]  # a signal's emit

    def _on_flag(self, flag: PictureFlag) -> None:
        self.flagged.emit(PictureFlag.UNJUDGED if self._flag is flag else flag)

    def _on_star(self, value: int) -> None:
        self.rated.emit(0 if self._rating == value else value)
