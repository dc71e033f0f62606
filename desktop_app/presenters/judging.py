"""Judging: what is said of generated pictures, one judgement after the other, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import picture_wording
from engine.registry.picture_judgements import Judgement, PictureFlag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.item_models.picture_model import PictureModel

_MOST_STEPS = 100


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What one judgement said, and what held of its pictures before."""

    flag: PictureFlag | None
    rating: int | None
    before: Mapping[str, Judgement]


class Judging(QObject):
    """Writes judgements down as they are given; the latest ones can be taken back.

    Signals:
        changed: A judgement was given or taken back.
    """

    changed = Signal()

    def __init__(
        self, client: EngineClient, pictures: PictureModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._pictures = pictures
        self._steps: list[_Step] = []
        # What was said while the pictures were still being looked for.
        self._early: dict[str, Judgement] | None = {}

    @property
    def undo_text(self) -> str:
        """What would be taken back; "" where there is nothing."""
        if not self._steps:
            return ""
        step = self._steps[-1]
        said = (
            picture_wording.rating(step.rating or 0)
            if step.flag is None
            else picture_wording.flag(step.flag)
        )
        text = self.tr("Undo “{said}” of %n picture(s)", "", len(step.before))
        return text.format(said=said)

    def judge(
        self, files: Iterable[str], flag: PictureFlag | None = None, rating: int | None = None
    ) -> None:
        """Give these pictures a flag or a rating; what is None stays as it is."""
        before: dict[str, Judgement] = {}
        after: dict[str, Judgement] = {}
        for file in files:
            picture = self._pictures.known(file)
            if picture is None:
                continue
            old = picture.judgement
            new = Judgement(
                flag=old.flag if flag is None else flag,
                rating=old.rating if rating is None else rating,
            )
            if new != old:
                before[file], after[file] = old, new
        if after:
            step = _Step(flag=flag, rating=rating, before=before)
            self._steps = [*self._steps[1 - _MOST_STEPS :], step]
        self._say(after)

    def undo(self) -> tuple[str, ...]:
        """Take the latest judgement back; the files of its pictures that are still known."""
        if not self._steps:
            return ()
        before = self._steps.pop().before
        known = {file: said for file, said in before.items() if self._pictures.known(file)}
        self._say(known)
        return tuple(known)

    def forget(self) -> None:
        """There is nothing to take back any more."""
        self._steps = []
        self.changed.emit()

    def begin_early(self) -> None:
        """The pictures are being looked for: what is said meanwhile is said again afterwards."""
        self._early = {}

    def repeat_early(self) -> None:
        """The pictures have been looked for, as they were before anything was said."""
        early, self._early = self._early, None
        self._pictures.set_judgements(early or {})

    def _say(self, said: Mapping[str, Judgement]) -> None:
        if self._early is not None:
            self._early |= said
        for judgement in dict.fromkeys(said.values()):
            self._client.judge_pictures([f for f, j in said.items() if j == judgement], judgement)
        self._pictures.set_judgements(said)
        self.changed.emit()
