"""TourPresenter: where one is in the tour, kept over restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.help.tour_steps import TourStep, tour_steps
from desktop_app.settings.user_settings import TOUR_OVER

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.presenters.presenters import Presenters
    from desktop_app.settings.user_settings import UserSettingsStore


class TourPresenter(QObject):
    """Offers the tour once on a fresh workspace; it can be taken again at any time.

    Signals:
        changed: Something that is shown has changed.
        went_to: Carries the key of the page that the step just taken is about.
    """

    changed = Signal()
    went_to = Signal(str)

    def __init__(
        self,
        client: EngineClient,
        every: Presenters,
        settings: UserSettingsStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._every = every
        self._settings = settings
        self._was_shown = self.is_shown
        for presenter in (every.products, every.versions, every.generate, every.registration):
            presenter.changed.connect(self._on_changed)
        client.facts_changed.connect(self._on_changed)

    @property
    def position(self) -> int | None:
        """The step one is at, counted from 0; None while no tour is under way."""
        stored = self._settings.current.tour
        return int(stored) - 1 if stored.isdecimal() and 0 < int(stored) <= self.count else None

    @property
    def count(self) -> int:
        """How many steps there are."""
        return len(tour_steps(self._every))

    @property
    def step(self) -> TourStep | None:
        """The step one is at, as things stand now."""
        position = self.position
        return None if position is None else tour_steps(self._every)[position]

    @property
    def is_offered(self) -> bool:
        """Whether the tour is proposed: never taken nor declined, and nothing is here yet."""
        facts = self._client.facts
        is_fresh = facts is not None and not facts.products and not facts.versions
        return is_fresh and not self._settings.current.tour

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show."""
        return self.is_offered or self.position is not None

    def start(self) -> None:
        """Begin at the first step, whatever was before."""
        self._go_to(0)

    def go_on(self) -> None:
        """Take the next step; behind the last one the tour is over."""
        position = self.position
        if position is None or position + 1 >= self.count:
            self.end()
        else:
            self._go_to(position + 1)

    def go_back(self) -> None:
        """Take the step before."""
        if self.position:
            self._go_to(self.position - 1)

    def end(self) -> None:
        """Leave the tour, or decline it; it is not offered again."""
        self._settings.change(tour=TOUR_OVER)
        self.changed.emit()

    def _go_to(self, position: int) -> None:
        self._settings.change(tour=str(position + 1))
        self.went_to.emit(tour_steps(self._every)[position].page)
        self.changed.emit()

    def _on_changed(self, _news: object = None) -> None:
        if self.is_shown or self._was_shown:
            self._was_shown = self.is_shown
            self.changed.emit()
