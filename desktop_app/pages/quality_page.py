"""QualityPage: what the versions retained, mix up, copy and cost, and what an image is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QProgressBar, QStackedWidget, QTabWidget, QWidget

from desktop_app.pages.confusion_card import ConfusionCard
from desktop_app.pages.copies_card import CopiesCard
from desktop_app.pages.frontier_card import FrontierCard
from desktop_app.pages.lookup_card import LookupCard
from desktop_app.pages.page import Page
from desktop_app.pages.quality_matrix_card import QualityMatrixCard
from desktop_app.pages.speed_card import SpeedCard
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.empty_state import EmptyState
from desktop_app.widgets.file_dialogs import saving_dialog
from desktop_app.widgets.layouts import column, holder, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.presenters.engine_settings_presenter import EngineSettingsPresenter
    from desktop_app.presenters.quality_presenter import QualityPresenter


class QualityPage(Page):
    """One tab for each question; the report holds all of them."""

    def __init__(self, presenter: QualityPresenter, settings: EngineSettingsPresenter) -> None:
        super().__init__(self.tr("Quality"), "qualityPage")
        self._presenter, self._settings = presenter, settings
        report = presenter.report
        self._report = ReasonedButton(
            self.tr("Save or print report"), icon="report", name="reportButton", beside=True
        )
        self._report.button.setMenu(self._build_menu())
        self.title_line.addWidget(self._report)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(self.tr("Progress of the report"))
        stop = button(self.tr("Stop"), report.cancel, icon="close", name="reportStop")
        progress = row(self._bar, stop)
        progress.setStretch(0, 1)
        self._progress = holder(progress)
        self._open = button(self.tr("Open"), self._on_open, name="reportOpen")
        self._message = Banner("reportMessage", [self._open])
        self._stack = QStackedWidget()
        self._empty = self._build_empty()
        self._work = self._build_work()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._work)
        self.content.addWidget(self._stack, 1)
        presenter.changed.connect(self._show)
        report.changed.connect(self._show)
        self._show()

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("reportMenu")
        menu.addAction(self.tr("As PDF…"), lambda: self._on_save("pdf")).setObjectName("reportPdf")
        menu.addAction(self.tr("As HTML…"), lambda: self._on_save("html")).setObjectName(
            "reportHtml"
        )
        menu.addAction(self.tr("Print…"), self._on_print).setObjectName("reportPrint")
        menu.addSeparator()
        photographs = menu.addAction(self.tr("With photographs beside their nearest pictures"))
        photographs.setObjectName("reportPhotographs")
        photographs.setCheckable(True)
        photographs.setChecked(self._presenter.report.includes_photographs)
        photographs.toggled.connect(
            lambda is_on: self._presenter.report.set_includes_photographs(is_on=is_on)
        )
        return menu

    def _build_empty(self) -> QWidget:
        go = button(self.tr("Go to Update"), lambda: self.went_to.emit("update"), kind="primary")
        return EmptyState(
            "quality",
            self.tr("Nothing is measured yet"),
            self.tr(
                "Every update measures what its version retains, recognises and draws; the figures "
                "stand here from the first one on."
            ),
            [go],
            "qualityEmpty",
        )

    def _build_work(self) -> QWidget:
        presenter = self._presenter
        tabs = QTabWidget()
        tabs.setObjectName("qualityTabs")
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(QualityMatrixCard(presenter), self.tr("Over versions"))
        tabs.addTab(ConfusionCard(presenter.confusion), self.tr("Mix-ups"))
        tabs.addTab(CopiesCard(presenter.copies), self.tr("Copies"))
        tabs.addTab(SpeedCard(presenter.speed), self.tr("Speed"))
        frontier = FrontierCard(presenter.frontier, self._settings)
        frontier.went_to.connect(self.went_to)
        tabs.addTab(scrolled(frontier), self.tr("Target"))
        tabs.addTab(LookupCard(presenter.lookup), self.tr("Look up an image"))
        whole = column(self._progress, self._message, tabs)
        whole.setStretch(2, 1)
        return holder(whole)

    def _show(self) -> None:
        report = self._presenter.report
        has_figures = self._presenter.matrix.rowCount() > 0
        self._stack.setCurrentWidget(self._work if has_figures else self._empty)
        self._report.setVisible(has_figures)
        self._report.set_reason(report.refusal)
        self._progress.setVisible(report.is_writing)
        # Printing says nothing of how far it is.
        self._bar.setRange(0, 1000 if report.fraction is not None else 0)
        self._bar.setValue(round((report.fraction or 0.0) * 1000))
        message = report.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        self._open.setVisible(bool(report.file))

    def _on_save(self, suffix: str) -> None:
        report = self._presenter.report
        save: Callable[[str], None] = report.save_pdf if suffix == "pdf" else report.save_html
        name = f"{report.proposed_name}.{suffix}"
        dialog = saving_dialog(self, self.tr("Save the report"), name, suffix, "reportDialog")
        dialog.fileSelected.connect(save)
        dialog.open()

    def _on_print(self) -> None:
        # Loaded when it is first asked for: it looks for the system's printers.
        from desktop_app.widgets.print_dialog import PrintDialog

        dialog = PrintDialog(self, self.tr("Print the report"), "printDialog")
        dialog.ordered.connect(
            lambda order: self._presenter.report.print_out(order.to_json(), order.printer)
        )
        dialog.ask()

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._presenter.report.file))
