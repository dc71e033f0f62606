"""HelpDesk: opens manual, shortcut sheet and command palette, and leads the tour."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.help.command_list import CommandList
from desktop_app.help.command_palette import CommandPalette
from desktop_app.help.manual_window import ManualWindow
from desktop_app.help.shortcut_sheet import ShortcutSheet
from desktop_app.help.tour_card import TourCard
from desktop_app.help.tour_presenter import TourPresenter
from desktop_app.help.tour_ring import TourRing
from desktop_app.help.window_commands import window_commands
from desktop_app.i18n.command_wording import page_names, translate_now
from desktop_app.i18n.shortcut_wording import shortcuts

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.i18n.language import LanguageSwitch
    from desktop_app.main_window import MainWindow
    from desktop_app.presenters.presenters import Presenters
    from desktop_app.settings.user_settings import UserSettingsStore


class HelpDesk(QObject):
    """Each part is made when it is first asked for, and made anew with language and theme."""

    def __init__(
        self,
        window: MainWindow,
        client: EngineClient,
        every: Presenters,
        settings: UserSettingsStore,
        languages: LanguageSwitch,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._every = every
        self._languages = languages
        self._manual: ManualWindow | None = None
        self._card: TourCard | None = None
        self._ring: TourRing | None = None
        self.tour = TourPresenter(client, every, settings, self)
        self.tour.went_to.connect(window.go_to)
        self.tour.changed.connect(self._show_tour)
        window.rebuilt.connect(self._on_rebuilt)
        window.page_shown.connect(self._on_page_shown)
        window.closing.connect(self._on_closing)
        self._show_tour()

    def help(self, what: str) -> None:
        """Give help: "manual", "manual:PAGE", "shortcuts", "palette" or "tour".

        The manual opens at the page in sight unless one is named.
        """
        kind, _, page = what.partition(":")
        match kind:
            case "shortcuts":
                self._open_shortcuts()
            case "palette":
                self._open_palette()
            case "tour":
                self.tour.start()
            case _:
                self._open_manual(page or self._window.current_page)

    def _open_manual(self, page: str) -> None:
        if self._manual is None:
            self._manual = ManualWindow(self._window, self._languages.code)
        self._manual.lie_over(QApplication.activeModalWidget() or self._window)
        self._manual.open_page(page)

    def _open_shortcuts(self) -> None:
        ShortcutSheet(self._window, shortcuts(page_names(translate_now))).open()

    def _open_palette(self) -> None:
        commands = CommandList(window_commands(self._window, self._every, self.help))
        palette = CommandPalette(self._window, commands)
        # Later, not from within the dialog: a command may make the window anew.
        palette.chosen.connect(lambda key: QTimer.singleShot(0, partial(commands.command(key).act)))
        palette.open()

    def _show_tour(self) -> None:
        if self._card is None and self.tour.is_shown:
            self._card = TourCard(self.tour)
            # The window takes its foot down with everything else when it is made anew.
            self._card.destroyed.connect(self._on_card_gone)
            self._card.see_page(self._window.current_page)
            self._window.set_foot(self._card)
        if self._ring is None and self.tour.is_shown:
            self._ring = TourRing(self._window, self.tour)

    def _on_card_gone(self) -> None:
        self._card = None

    def _on_rebuilt(self) -> None:
        self._show_tour()
        if self._manual is not None:
            self._manual.retell(self._languages.code)

    def _on_page_shown(self, key: str) -> None:
        if self._card is not None:
            self._card.see_page(key)

    def _on_closing(self) -> None:
        if self._manual is not None:
            self._manual.close()
