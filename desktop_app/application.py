"""The composition root: makes the engine client, the presenters and the window, and joins them."""

from __future__ import annotations

import logging
import sys
import traceback
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.engine_bridge.engine_client import EngineClient
from desktop_app.i18n.language import LanguageSwitch
from desktop_app.main_window import MainWindow
from desktop_app.pages.page_factory import PAGE_MODULES, PageFactory
from desktop_app.presenters.idle_steps import IdleSteps
from desktop_app.presenters.presenters import Presenters
from desktop_app.settings.locations import (
    APPLICATION_NAME,
    assets_dir,
    default_workspace,
    settings_file,
)
from desktop_app.settings.user_settings import TOUR_OVER, UserSettings, UserSettingsStore
from desktop_app.widgets.first_paint import FirstPaint
from desktop_app.widgets.theme import app_icon, load_fonts, theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from desktop_app.engine_bridge.machine_load import MachineWatch
    from desktop_app.engine_bridge.notices import RequestRefused
    from desktop_app.help.help_desk import HelpDesk
    from engine.contract.events import JobFailed
    from engine.registry.entities import WorkspaceFacts

_log = logging.getLogger(__name__)


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication with our fonts, icon and style."""
    application = QApplication(arguments)
    application.setApplicationName(APPLICATION_NAME)
    application.setDesktopFileName("pilotline")
    application.setStyle("Fusion")
    application.setWindowIcon(app_icon())
    # The window may close while the engine still writes its checkpoint.
    application.setQuitOnLastWindowClosed(False)
    load_fonts()
    return application


def make_presenters(client: EngineClient, parent: QObject | None = None) -> Presenters:
    """Every presenter, listening to this client."""
    every = Presenters(client, parent)
    for name in every.names:
        every.make(name)
    join_printer(every)
    return every


def join_printer(every: Presenters) -> None:
    """Let the report of the quality page be printed."""
    from desktop_app.widgets.pdf_writer import PdfWriter

    quality = every.quality
    # Not the page's: it is made anew with every change of the look, even while this prints.
    printer = PdfWriter(quality)
    quality.report.pdf_wanted.connect(printer.write)
    quality.report.paper_wanted.connect(printer.print_out)
    printer.finished.connect(lambda outcome: quality.report.tell_pdf(outcome.file, outcome.error))


class Program(QObject):
    """The running program: one window, one engine client."""

    def __init__(
        self,
        application: QApplication,
        client: EngineClient,
        settings: UserSettingsStore,
        language: str = "",
    ) -> None:
        super().__init__()
        self._application = application
        self._client = client
        self._settings = settings
        self._languages = LanguageSwitch(application, assets_dir() / "translations")
        self._languages.use(language or settings.current.language)
        self._switch_theme(settings.current.theme)
        self.presenters = Presenters(client, self)
        self.window = MainWindow(
            client, self.presenters, settings, self._languages, self._switch_theme
        )
        self.window.workspace_chosen.connect(self._on_workspace_chosen)
        self.window.closing.connect(self._on_closing)
        self.window.help_asked.connect(self._on_help_asked)
        self._help: HelpDesk | None = None
        self._machine: MachineWatch | None = None
        self._rest = IdleSteps((), self)
        client.facts_changed.connect(self._on_facts_changed)
        client.closed.connect(application.quit)
        client.job_failed.connect(self._on_job_failed)
        client.request_refused.connect(self._on_request_refused)

    def open(self, workspace: Path) -> FirstPaint:
        """Show the window, then open the workspace: reading it must not delay the first sight."""
        first_paint = FirstPaint(self.window)
        opening = partial(self._client.open_workspace, workspace)
        loading = [partial(PageFactory.load, module) for module in PAGE_MODULES]
        self._rest = IdleSteps([*self._presenting(), opening, *loading], self)
        first_paint.painted.connect(self._rest.start)
        self.window.show()
        return first_paint

    def complete(self) -> None:
        """Make at once what a start leaves for after the first sight."""
        for step in self._presenting():
            step()

    def _presenting(self) -> list[Callable[[], object]]:
        """What has to be there before the engine says anything."""
        every = self.presenters
        return [*(partial(every.make, name) for name in every.names), self._join]

    def _join(self) -> None:
        from desktop_app.presenters.job_attendant import JobAttendant
        from desktop_app.widgets.end_notice import EndNotice
        from desktop_app.widgets.sleep_guard import SleepGuard

        every = self.presenters
        every.settings.workspace.settled.connect(self._on_workspace_settled)
        join_printer(every)
        guard, notice = SleepGuard(self), EndNotice(self.window)
        attendant = JobAttendant(self._client, every.job, self)
        attendant.wakefulness_changed.connect(
            lambda wakefulness: guard.hold() if wakefulness.is_needed else guard.release()
        )
        attendant.ended.connect(lambda ended: notice.tell(ended.tone, ended.title, ended.text))
        self.window.closing.connect(guard.release)

    def show_crash(self, message: str, details: str, *, is_damage: bool = False) -> None:
        """Tell of an error that the user cannot mend: a fault of ours, or of what is stored."""
        from desktop_app.presenters.fault_report import fault_report
        from desktop_app.widgets.crash_dialog import CrashDialog, DamageDialog

        _log.error("%s\n%s", message, details)
        report = fault_report(self._client.facts, message, details)
        kind = DamageDialog if is_damage else CrashDialog
        kind(self.window, message, details, report).open()

    def on_uncaught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Take what no one has caught; stands in for `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        self.show_crash(f"{kind.__name__}: {error}", details)

    def _switch_theme(self, name: str) -> None:
        theme().apply(self._application, name)

    def _on_workspace_chosen(self, folder: str) -> None:
        self.presenters.settings.workspace.create(folder)

    def _on_workspace_settled(self, folder: str) -> None:
        # Only now: one that cannot be opened must not stand in the way of the next start.
        self._settings.change(workspace=folder)

    @property
    def help_desk(self) -> HelpDesk:
        """Manual, palette and the like, loaded when first asked for: no start waits for them."""
        if self._help is None:
            from desktop_app.help.help_desk import HelpDesk

            self._help = HelpDesk(
                self.window, self._client, self.presenters, self._settings, self._languages
            )
        return self._help

    def _on_help_asked(self, what: str) -> None:
        self.help_desk.help(what)

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        self._settings.note_workspace(facts.root)
        # What is told while the program ends needs no more than that.
        if not self.window.isVisible():
            return
        self._watch_machine(facts.root)
        if self._help is None and needs_tour(facts, self._settings.current):
            # Making it shows the tour, or offers it.
            QTimer.singleShot(0, self, self._welcome)

    def _watch_machine(self, root: Path) -> None:
        if self._machine is None:
            # Not before the window is in sight, like everything that it can be shown without.
            from desktop_app.engine_bridge.machine_load import MachineWatch

            self._machine = MachineWatch(self)
            self._machine.was_read.connect(self.window.show_machine)
        self._machine.watch(root)

    def _welcome(self) -> None:
        if self.window.isVisible():
            _ = self.help_desk

    def _on_closing(self) -> None:
        from desktop_app.widgets.thumbnail_loader import thumbnails

        self._rest.stop()
        if self._machine is not None:
            self._machine.stop()
        thumbnails().stop()
        self._client.shutdown()

    def _on_job_failed(self, event: JobFailed) -> None:
        if not event.is_user_fixable:
            self.show_crash(event.message, event.traceback, is_damage=event.is_damage)

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if not notice.is_user_fixable:
            self.show_crash(notice.message, notice.traceback, is_damage=notice.is_damage)


def needs_tour(facts: WorkspaceFacts, settings: UserSettings) -> bool:
    """Whether the tour is under way, or is to be offered since nothing is here yet."""
    is_fresh = not facts.products and not facts.versions
    return settings.tour != TOUR_OVER and (bool(settings.tour) or is_fresh)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedProgram:
    """A window that is on its way to be seen."""

    application: QApplication
    client: EngineClient
    program: Program
    first_paint: FirstPaint

    def wait(self) -> int:
        """Stay until the window is closed; returns the exit code."""
        exit_code = self.application.exec()
        self.client.wait_closed()
        return exit_code


def start_program(workspace: str, language: str) -> StartedProgram:
    """Open the window on a workspace."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = make_application(sys.argv[:1])
    settings = UserSettingsStore(settings_file())
    client = EngineClient()
    program = Program(application, client, settings, language)
    sys.excepthook = program.on_uncaught
    chosen = workspace or settings.current.workspace
    first_paint = program.open(Path(chosen).absolute() if chosen else default_workspace())
    return StartedProgram(
        application=application, client=client, program=program, first_paint=first_paint
    )


def run(workspace: str, language: str, *, exits_after_first_paint: bool) -> int:
    """Open the window on a workspace and stay until it is closed."""
    started = start_program(workspace, language)
    if exits_after_first_paint:
        started.first_paint.painted.connect(_write_age)
        started.first_paint.painted.connect(started.program.window.close)
    return started.wait()


def _write_age() -> None:
    """The seconds since this process was started, for benchmarks."""
    from desktop_app.presenters.process_age import process_age_seconds

    sys.stdout.write(f"{process_age_seconds():.2f}\n")
    sys.stdout.flush()
