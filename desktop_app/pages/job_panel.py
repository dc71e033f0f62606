"""JobPanel: an update that runs, rests or has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QTabWidget,
    QWidget,
)

from desktop_app.i18n import wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.pages.outcome_card import OutcomeCard
from desktop_app.pages.queue_list import QueueList
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import button
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.crash_dialog import ReportDialog
from desktop_app.widgets.layouts import NORMAL, card, column, holder, row, scrolled
from desktop_app.widgets.loss_chart import LossChart
from desktop_app.widgets.sample_sheet import SampleSheet
from desktop_app.widgets.stage_list import StageList
from desktop_app.widgets.texts import icon_label, label, set_icon
from engine.contract.job_states import JobState

if TYPE_CHECKING:
    from desktop_app.presenters.job_log import LogLine
    from desktop_app.presenters.job_presenter import JobPresenter
    from engine.contract.events import SampleSaved

_ICONS = {
    JobState.QUEUED: ("clock", "text"),
    JobState.RUNNING: ("running", "text"),
    JobState.PAUSED: ("pause", "text"),
    JobState.SUCCEEDED: ("ok", "ok"),
    JobState.FAILED: ("error", "error"),
    JobState.CANCELLED: ("close", "text"),
    JobState.INTERRUPTED: ("warning", "warning"),
}


#: Its text says how many wait.
_QUEUE_TAB = 2


class JobPanel(QWidget):
    """Headline and controls above; stages, loss, samples and log below.

    Signals:
        went_to: Carries the key of the page the user wants to go to.
        another_wanted: The user wants to put a further update into the queue.
        help_asked: Carries what the user wants to read.
    """

    went_to = Signal(str)
    another_wanted = Signal()
    help_asked = Signal(str)

    def __init__(self, presenter: JobPresenter) -> None:
        super().__init__()
        self.setObjectName("jobPanel")
        self._presenter = presenter
        self._outcome = OutcomeCard(presenter)
        self._outcome.went_to.connect(self.went_to)
        self._outcome.hide()
        self._live = self._build_live()
        box = column(self._build_head(), self._outcome, self._live)
        box.setStretch(1, 1)
        box.setStretch(2, 1)
        self.setLayout(box)
        presenter.changed.connect(self._show)
        presenter.log.added.connect(self._on_logged)
        presenter.sample_added.connect(self._on_sample_added)
        self._show_log()
        if presenter.samples:
            self._on_sample_added(presenter.samples[-1])
        self._show()

    def _build_head(self) -> QWidget:
        presenter = self._presenter
        self._icon = icon_label("running", 24)
        self._title = label("", "section", name="jobTitle")
        self._detail = label("", "muted", wrap=True, name="jobDetail")
        self._bar = QProgressBar()
        self._bar.setObjectName("jobProgress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._percent = label("", "strong")
        self._pause = button(self.tr("Pause"), presenter.pause, icon="pause", name="pauseButton")
        self._resume = button(
            self.tr("Resume"), presenter.resume, kind="primary", icon="play", name="resumeButton"
        )
        self._cancel = button(
            self.tr("Give up…"), self._on_cancel, icon="close", name="giveUpButton"
        )
        explain = button(
            self.tr("What to do"),
            lambda: self.help_asked.emit("manual:trouble"),
            kind="quiet",
            name="jobHelp",
        )
        self._another = button(
            self.tr("Queue another…"), self.another_wanted.emit, icon="plus", name="anotherButton"
        )
        self._report = button(
            self.tr("Details and report…"), self._on_report, kind="quiet", name="jobReportButton"
        )
        self._message = Banner("jobMessage", [explain, self._report])
        head = row(
            self._icon,
            column(self._title, self._detail, spacing=2),
            self._another,
            self._pause,
            self._resume,
            self._cancel,
        )
        head.setStretch(1, 1)
        self._bar_box = holder(row(self._bar, self._percent))
        return card(holder(head), self._bar_box, self._message, name="jobHead")

    def _build_live(self) -> QWidget:
        self._stages = StageList()
        self._chart = LossChart()
        self._sheet = SampleSheet()
        self._log = QPlainTextEdit()
        self._log.setObjectName("jobLog")
        self._log.setReadOnly(True)
        self._log.setAccessibleName(self.tr("Log"))
        self._log.setMaximumBlockCount(2000)
        self._log.setMinimumHeight(70)
        self._details = QCheckBox(self.tr("Details"))
        self._details.setObjectName("logDetails")
        self._details.setToolTip(self.tr("Steps, losses and seconds among the sentences"))
        self._details.toggled.connect(self._show_log)
        copy = button(self.tr("Copy"), self._copy_log, kind="quiet", name="copyLogButton")
        copy.setAccessibleName(self.tr("Copy the log"))
        under = holder(row(self._details, None, copy))
        log = holder(column(self._log, under, spacing=4))
        tabs = QTabWidget()
        tabs.setObjectName("jobTabs")
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self._chart, self.tr("Loss of this stage"))
        tabs.addTab(log, self.tr("Log"))
        queue = self._presenter.queue
        tabs.addTab(QueueList(queue), "")
        self._tabs = tabs
        queue.changed.connect(self._show_queue_count)
        self._show_queue_count()
        stages = card(label(self.tr("Stages"), "strong"), self._stages, spacing=8)
        # Every stage is to be read; what is below takes the room that is left.
        stages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        left = column(stages, card(tabs))
        left.setStretch(1, 1)
        right = card(label(self.tr("What it draws now"), "strong"), self._sheet, spacing=8)
        box = row(left, right, spacing=NORMAL)
        box.setStretch(0, 5)
        box.setStretch(1, 6)
        # A message above may leave too little room in a small window.
        return scrolled(holder(box))

    def _show(self) -> None:
        presenter = self._presenter
        record = presenter.record
        if record is None:
            return
        state = presenter.state
        icon, tone = _ICONS[state]
        set_icon(self._icon, icon, 24, tone)
        names = ", ".join(record.product_names)
        title = (
            self.tr("{state}: teaching {names}")
            if names
            else self.tr("{state}: leaving out what is retired")
        )
        self._title.setText(title.format(state=wording.job_state(state), names=names))
        self._detail.setText(self._detail_text(state))
        self._detail.setVisible(bool(self._detail.text()))
        is_over = state.is_final
        self._bar_box.setVisible(not is_over)
        self._bar.setValue(round(presenter.fraction * 1000))
        self._percent.setText(f"{presenter.fraction * 100:.0f}%")
        self._show_controls(state)
        self._message.tell(*self._message_for(state))
        self._outcome.setVisible(state == JobState.SUCCEEDED)
        self._live.setVisible(not is_over)
        self._stages.set_stages([(item.name, item.state, item.detail) for item in presenter.stages])
        self._chart.set_values(presenter.losses)

    def _show_controls(self, state: JobState) -> None:
        presenter = self._presenter
        is_mine = not presenter.is_elsewhere
        self._another.setVisible(not state.is_final)
        self._pause.setVisible(state == JobState.RUNNING)
        self._pause.setEnabled(is_mine and not presenter.waiting_for)
        self._resume.setVisible(state.is_resumable)
        self._cancel.setVisible(not state.is_final)
        self._cancel.setEnabled(is_mine and presenter.waiting_for != "cancel")
        reason = self._control_reason()
        self._pause.setToolTip(reason)
        self._cancel.setToolTip(reason)

    def _control_reason(self) -> str:
        presenter = self._presenter
        if presenter.is_elsewhere:
            return self.tr("This update runs in another program; pause or give it up there.")
        return {
            "pause": self.tr("Pausing: the next checkpoint is being written."),
            "cancel": self.tr("Giving up at the next step."),
        }.get(presenter.waiting_for, "")

    def _detail_text(self, state: JobState) -> str:
        presenter = self._presenter
        if reason := self._control_reason():
            return reason
        if state == JobState.QUEUED:
            return self.tr("It starts as soon as no other update runs.")
        if state == JobState.PAUSED:
            return self.tr("The memory is free. Resume goes on from the checkpoint.")
        if state != JobState.RUNNING or presenter.progress is None:
            return ""
        stage = wording.stage(presenter.progress.stage)
        if presenter.eta:
            return self.tr("{stage} · {time} left").format(stage=stage, time=presenter.eta)
        return stage

    def _message_for(self, state: JobState) -> tuple[str, str]:
        record = self._presenter.record
        if state == JobState.FAILED and record and record.error:
            remark = self.tr("Nothing has changed for the active version.")
            return "error", f"{in_users_language(record.error)} {remark}"
        if state == JobState.INTERRUPTED:
            return "warning", self.tr(
                "The update was interrupted. Resume goes on from its last checkpoint; the active "
                "version works as before."
            )
        return "info", ""

    def _show_queue_count(self) -> None:
        count = len(self._presenter.queue.jobs)
        text = self.tr("Queue ({count})").format(count=count) if count else self.tr("Queue")
        self._tabs.setTabText(_QUEUE_TAB, text)

    def _on_logged(self, line: LogLine) -> None:
        if self._details.isChecked() or not line.is_detail:
            self._log.appendPlainText(line.text)

    def _show_log(self) -> None:
        log = self._presenter.log
        self._log.setPlainText(log.text(with_details=self._details.isChecked()))
        bar = self._log.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _copy_log(self) -> None:
        QGuiApplication.clipboard().setText(self._presenter.log.text(with_details=True))

    def _on_sample_added(self, sample: SampleSaved) -> None:
        step = self.tr("{caption}, step {step}").format(
            caption=in_users_language(sample.caption), step=wording.count(sample.step)
        )
        self._sheet.show_sheet(sample.file, step)

    def _on_report(self) -> None:
        presenter = self._presenter
        dialog = ReportDialog(
            self.window(),
            title=self.tr("What happened to the update"),
            remark=self.tr(
                "The report says what ran where and what went wrong. It contains no images."
            ),
            report=presenter.fault_report(),
        )
        dialog.open()

    def _on_cancel(self) -> None:
        dialog = ConfirmDialog(
            self.window(),
            title=self.tr("Give this update up?"),
            consequence=self.tr(
                "What it has learned so far is thrown away. The active version stays as it is, and "
                "the products stay registered."
            ),
            action=self.tr("Give up"),
            icon="warning",
            asks_reason=False,
        )
        dialog.confirmed.connect(lambda _reason: self._presenter.cancel())
        dialog.open()
