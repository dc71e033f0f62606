"""UpdatePage: choose what to teach, start, and watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from desktop_app.i18n import wording
from desktop_app.pages.engine_settings_panel import EngineSettingsPanel
from desktop_app.pages.job_panel import JobPanel
from desktop_app.pages.page import Page
from desktop_app.pages.preflight_card import PreflightCard
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.choice_group import ChoiceGroup
from desktop_app.widgets.empty_state import EmptyState
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.layouts import NORMAL, column, holder, row, scrolled
from desktop_app.widgets.texts import label
from desktop_app.widgets.theme import theme
from engine.contract.specs import Preset

if TYPE_CHECKING:
    from desktop_app.presenters.job_presenter import JobPresenter
    from desktop_app.presenters.update_presenter import UpdatePresenter

#: More products than this scroll.
_ROWS_SHOWN = 4


class UpdatePage(Page):
    """The choices, or the update that is under way."""

    def __init__(self, presenter: UpdatePresenter, job: JobPresenter) -> None:
        super().__init__(self.tr("Update"), "updatePage")
        self._presenter = presenter
        self._job = job
        self._stack = QStackedWidget()
        self._empty = self._build_empty()
        self._choices = self._build_choices()
        self._panel = JobPanel(job)
        self._panel.went_to.connect(self.went_to)
        self._panel.help_asked.connect(self.help_asked)
        self._panel.another_wanted.connect(self._on_another)
        self._back = button(
            self.tr("Back to the update that runs"),
            self._on_back,
            kind="quiet",
            icon="back",
            name="backToJobButton",
        )
        self.title_line.addWidget(self._back)
        #: Whether a further update is being chosen while one is under way.
        self._is_choosing = False
        for widget in (self._empty, self._choices, self._panel):
            self._stack.addWidget(widget)
        self.content.addWidget(self._stack, 1)
        presenter.changed.connect(self._show)
        presenter.started.connect(self._on_back)
        job.changed.connect(self._show)
        self._show()

    def _build_empty(self) -> QWidget:
        go = button(
            self.tr("Go to Products"), lambda: self.went_to.emit("products"), kind="primary"
        )
        sentence = self.tr(
            "An update teaches the active version new products; register one to begin."
        )
        return EmptyState("update", self.tr("Nothing to teach yet"), sentence, [go], "updateEmpty")

    def _build_choices(self) -> QWidget:
        presenter = self._presenter
        self._list = EntryView(presenter.choices, "productChoices", ticks=True)
        self._list.setAccessibleName(self.tr("What to teach"))
        self._recalled = label("", "muted", wrap=True, name="recalledProducts")
        self._leaving = label("", "muted", wrap=True, name="leavingProducts")
        presets = [
            (preset.value, wording.preset(preset), wording.preset_consequence(preset))
            for preset in Preset
        ]
        self._presets = ChoiceGroup(presets, presenter.preset, "presetChoice")
        self._presets.chosen.connect(lambda key: presenter.set_preset(Preset(key)))
        self._message = Banner("updateMessage")
        self._start = ReasonedButton(
            self.tr("Update"), kind="primary", icon="update", name="updateButton", is_wide=True
        )
        self._start.clicked.connect(self._on_start)
        self._none = label("", "muted", wrap=True)
        left = column(
            label(self.tr("What to teach"), "section"),
            self._none,
            self._list,
            self._recalled,
            self._leaving,
            8,
            label(self.tr("How thorough"), "section"),
            self._presets,
            8,
            self._build_advanced(),
            self._message,
            None,
        )
        self._preflight = PreflightCard(presenter, self._start)
        self._preflight.went_to.connect(self.went_to)
        box = row(scrolled(holder(left)), self._preflight, spacing=NORMAL + 8)
        box.setStretch(0, 1)
        return holder(box)

    def _build_advanced(self) -> QWidget:
        presenter = self._presenter
        self._toggle = button(
            self.tr("Advanced"),
            self._on_toggle,
            kind="quiet",
            icon="chevron-right",
            name="advancedButton",
        )
        approve = QCheckBox(self.tr("Approve the version at once if it passes the gate"))
        approve.setObjectName("approveIfPassed")
        approve.setChecked(presenter.approve_if_passed)
        approve.toggled.connect(presenter.set_approve_if_passed)
        settings = EngineSettingsPanel(presenter.settings)
        self._advanced = holder(column(approve, settings), "advancedOptions")
        is_modified = presenter.approve_if_passed or presenter.settings.modified_count > 0
        self._show_advanced(is_open=is_modified)
        return holder(column(self._toggle, self._advanced, spacing=4))

    def _on_toggle(self) -> None:
        self._show_advanced(is_open=not self._advanced.isVisibleTo(self))

    def _show_advanced(self, *, is_open: bool) -> None:
        self._advanced.setVisible(is_open)
        self._toggle.setIcon(theme().icon("chevron-down" if is_open else "chevron-right"))

    def _on_start(self) -> None:
        report = self._presenter.report
        if not self._job.is_shown:
            self._job.expect_stages(report.stages if report else ())
        self._presenter.start()

    def _on_another(self) -> None:
        self._is_choosing = True
        self._show()

    def _on_back(self) -> None:
        self._is_choosing = False
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        is_choosing = self._is_choosing and not self._job.state.is_final
        self._back.setVisible(self._job.is_shown and is_choosing)
        self._start.button.setText(
            " " + (self.tr("Put into the queue") if self._job.is_shown else self.tr("Update"))
        )
        if self._job.is_shown and not is_choosing:
            self._stack.setCurrentWidget(self._panel)
        else:
            self._stack.setCurrentWidget(self._choices if presenter.has_products else self._empty)
        rows = presenter.choices.rowCount()
        awaited = presenter.awaited_names
        self._none.setText(
            self.tr("Everything there is to teach waits in the queue already.")
            if awaited
            else self.tr("Every registered product is learned.")
        )
        self._none.setVisible(rows == 0)
        self._list.setVisible(rows > 0)
        if rows:
            height = (self._list.sizeHintForRow(0) + 4) * min(rows, _ROWS_SHOWN) + 8
            self._list.setFixedHeight(height)
        names = ", ".join(presenter.recalled_names)
        recalled = self.tr("Recalled so that they are not forgotten: {names}").format(names=names)
        self._recalled.setText(recalled if names else "")
        self._recalled.setVisible(bool(names))
        names = ", ".join(presenter.leaving_names)
        leaving = self.tr("Retired, so the new version will not know them: {names}")
        self._leaving.setText(leaving.format(names=names) if names else "")
        self._leaving.setVisible(bool(names))
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        self._start.set_reason(presenter.refusal)
