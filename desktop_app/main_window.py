"""MainWindow: the rail, one page at a time, the status strip and the closing of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget
from typing_extensions import override

from desktop_app.i18n.command_wording import page_names, translate_now
from desktop_app.i18n.language import LANGUAGES
from desktop_app.pages.page_factory import PageFactory
from desktop_app.presenters.machine_line import machine_line
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import button
from desktop_app.widgets.choice_menu import add_choices
from desktop_app.widgets.dialog_help import DialogHelp
from desktop_app.widgets.drop_zone import dropped_folder
from desktop_app.widgets.help_menu import HelpMenu, listen_for_help_keys
from desktop_app.widgets.layouts import column, holder, row
from desktop_app.widgets.navigation_rail import NavigationRail, RailMenu
from desktop_app.widgets.status_strip import StatusStrip
from desktop_app.widgets.theme import theme
from engine.contract.job_states import JobState

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.machine_load import MachineLoad
    from desktop_app.i18n.language import LanguageSwitch
    from desktop_app.pages.page import Page
    from desktop_app.pages.settings_page import SettingsPage
    from desktop_app.presenters.presenters import Presenters
    from desktop_app.settings.user_settings import UserSettingsStore

MINIMUM_SIZE = (1280, 720)


class MainWindow(QMainWindow):
    """The program's one window.

    Signals:
        workspace_chosen: Carries the folder of the workspace to open instead.
        help_asked: Carries "manual", "manual:PAGE", "shortcuts", "palette" or "tour".
        page_shown: Carries the key of the page that is in sight now.
        rebuilt: Everything inside has been made anew, and the foot is empty.
        closing: The user closes the window.
    """

    workspace_chosen = Signal(str)
    help_asked = Signal(str)
    page_shown = Signal(str)
    rebuilt = Signal()
    closing = Signal()

    def __init__(
        self,
        client: EngineClient,
        presenters: Presenters,
        settings: UserSettingsStore,
        languages: LanguageSwitch,
        switch_theme: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setMinimumSize(*MINIMUM_SIZE)
        self.setAcceptDrops(True)
        self._client = client
        self._presenters = presenters
        self._settings = settings
        self._languages = languages
        self._switch_theme = switch_theme
        self._factory = PageFactory(presenters, settings)
        self._page = settings.current.page
        self._pages: dict[str, Page] = {}
        self._menus: list[QMenu] = []
        self._is_closing_confirmed = False
        self._machine: MachineLoad | None = None
        geometry = QByteArray.fromBase64(settings.current.geometry.encode())
        if not self.restoreGeometry(geometry):
            self.resize(1360, 840)
        listen_for_help_keys(self, self.help_asked.emit)
        DialogHelp(self).asked.connect(self.help_asked)
        presenters.status.changed.connect(self._show_status)
        client.facts_changed.connect(self._on_facts_changed)
        self.rebuild()

    @property
    def current_page(self) -> str:
        """The key of the page shown."""
        return self._page

    def rebuild(self) -> None:
        """Make everything anew in the current language and theme; the presenters keep the state."""
        self._drop_pages()
        texts = page_names(translate_now)
        self._page_texts = texts
        pages = [(key, text, key) for key, text in texts.items()]
        self._rail = NavigationRail(pages, self._rail_menus())
        self._rail.chosen.connect(self.go_to)
        self._stack = QStackedWidget()
        resume = button(self.tr("Resume"), self._presenters.job.resume, name="bannerResume")
        dismiss = button(
            self.tr("Close"),
            self._presenters.status.dismiss_refusal,
            kind="quiet",
            name="bannerClose",
        )
        explain = button(
            self.tr("What to do"),
            lambda: self.help_asked.emit("manual:trouble"),
            kind="quiet",
            name="bannerHelp",
        )
        self._resume, self._dismiss = resume, dismiss
        self._banner = Banner("engineBanner", [explain, resume, dismiss])
        banner_box = column(self._banner)
        banner_box.setContentsMargins(24, 16, 24, 0)
        self._banner_box = holder(banner_box)
        code = self._languages.code
        self._strip = StatusStrip(self._language_menu(), LANGUAGES.get(code, code))
        work = row(self._rail, column(self._banner_box, self._stack, spacing=0), spacing=0)
        work.setStretch(1, 1)
        self._foot = column(spacing=0)
        whole = column(work, self._foot, self._strip, spacing=0)
        whole.setStretch(0, 1)
        self.setCentralWidget(holder(whole))
        # Not on the first button, where a focus ring would ask for attention.
        self._stack.setFocus()
        self._show_title()
        self.go_to(self._page if self._page in texts else "products")
        self._show_status()
        self.rebuilt.emit()

    def set_foot(self, widget: QWidget) -> None:
        """Show this between pages and status strip, until the window is rebuilt."""
        self._foot.addWidget(widget)

    def show_machine(self, load: MachineLoad) -> None:
        """Say how busy and how full this machine is."""
        self._machine = load
        line = machine_line(load)
        self._strip.show_machine(line.text, line.detail, is_short=line.is_short)

    def _drop_pages(self) -> None:
        self._pages = {}
        # Not taken out first: a widget that changes its parent is styled anew with all it holds.
        self._drop(self.centralWidget(), *self._menus)
        self._menus = []

    @staticmethod
    def _drop(*widgets: QWidget | None) -> None:
        for widget in widgets:
            if widget is not None:
                widget.hide()
                widget.deleteLater()
                QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)

    def go_to(self, key: str) -> None:
        """Show a page, built when it is first asked for."""
        self._page = key
        if key not in self._pages:
            page = self._build_page(key)
            page.went_to.connect(self.go_to)
            self._pages[key] = page
            page.help_asked.connect(self.help_asked)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[key])
        self._rail.set_current(key)
        self._settings.change(page=key)
        self.page_shown.emit(key)

    def _build_page(self, key: str) -> Page:
        return self._settings_page() if key == "settings" else self._factory.build(key)

    def _settings_page(self) -> SettingsPage:
        from desktop_app.i18n.shortcut_wording import shortcuts

        page = self._factory.build_settings(self._languages.code, shortcuts(self._page_texts))
        page.language_chosen.connect(self.use_language)
        page.theme_chosen.connect(self.use_theme)
        return page

    def _language_menu(self) -> QMenu:
        menu = QMenu(self)
        self._menus.append(menu)
        add_choices(menu, "language", LANGUAGES, self._languages.code, self.use_language)
        return menu

    def _rail_menus(self) -> list[RailMenu]:
        return [
            RailMenu(name="helpMenu", text=self.tr("Help"), icon="help", menu=self._help_menu()),
            RailMenu(
                name="workspaceMenu",
                text=self.tr("Workspace"),
                icon="workspace",
                menu=self._workspace_menu(),
            ),
        ]

    def _help_menu(self) -> QMenu:
        menu = HelpMenu(self)
        self._menus.append(menu)
        menu.asked.connect(self.help_asked)
        return menu

    def _workspace_menu(self) -> QMenu:
        menu = QMenu(self)
        self._menus.append(menu)
        menu.addAction(self.tr("Open another workspace…"), self.ask_for_workspace)
        menu.addAction(self.tr("Show the workspace’s folder"), self.show_folder)
        menu.addSeparator()
        looks = {"light": self.tr("Light theme"), "dark": self.tr("Dark theme")}
        add_choices(menu, "theme", looks, theme().name, self.use_theme)
        return menu

    def use_language(self, code: str) -> None:
        """Speak this language from now on."""
        self._settings.change(language=code)
        # Without the pages first: they would say everything anew only to be dropped.
        self._drop(*self._pages.values())
        self._pages = {}
        self._languages.use(code)
        self._presenters.activation.forget()
        self._presenters.retell()
        self.rebuild()

    def use_theme(self, name: str) -> None:
        """Take this look from now on."""
        self._settings.change(theme=name)
        # Without the pages first: restyling thousands of widgets only to drop them takes seconds.
        self._drop_pages()
        self._switch_theme(name)
        self.rebuild()

    def ask_for_workspace(self) -> None:
        """Let the user choose the folder of another workspace."""
        from desktop_app.widgets.folder_dialog import folder_dialog

        dialog = folder_dialog(self, self.tr("Folder of the workspace"), "workspaceDialog")
        dialog.setProperty("manualPage", "settings")
        dialog.fileSelected.connect(self.workspace_chosen)
        dialog.open()

    def show_folder(self) -> None:
        """Show the workspace's folder in the system's file manager."""
        if self._client.facts:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._client.facts.root)))

    def _on_facts_changed(self, _facts: object) -> None:
        self._show_title()

    def _show_title(self) -> None:
        facts = self._client.facts
        root: Path | None = facts.root if facts else None
        self.setWindowTitle(f"{root} – Pilotline" if root else "Pilotline")

    def _show_status(self) -> None:
        status = self._presenters.status
        line = status.line
        self._strip.show_status(line.icon, line.job, line.fraction, line.active)
        if self._machine is not None:
            self.show_machine(self._machine)
        banner = status.banner
        # The page of the update says the same in its own place.
        is_said = status.can_resume and self._page == "update"
        shown = banner if banner and not is_said else None
        self._banner_box.setVisible(shown is not None)
        self._banner.tell(shown.tone if shown else "info", shown.text if shown else "")
        self._resume.setVisible(status.can_resume)
        self._dismiss.setVisible(not status.can_resume)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_folder(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        folder = dropped_folder(event.mimeData())
        if folder:
            event.acceptProposedAction()
            self._presenters.registration.choose_folder(folder)
            self.go_to("products")

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        job = self._presenters.job
        is_running = job.is_shown and job.state == JobState.RUNNING and not job.is_elsewhere
        if is_running and not self._is_closing_confirmed:
            event.ignore()
            self._ask_before_closing()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._settings.change(geometry=geometry)
        event.accept()
        self.closing.emit()

    def _ask_before_closing(self) -> None:
        from desktop_app.widgets.confirm_dialog import ConfirmDialog

        dialog = ConfirmDialog(
            self,
            title=self.tr("Close Pilotline while an update runs?"),
            consequence=self.tr(
                "The update stops at a checkpoint. Resume it when Pilotline is open again."
            ),
            action=self.tr("Stop the update and close"),
            icon="pause",
            asks_reason=False,
        )
        dialog.confirmed.connect(self._on_closing_confirmed)
        dialog.open()

    def _on_closing_confirmed(self, _reason: str) -> None:
        self._is_closing_confirmed = True
        self.close()
