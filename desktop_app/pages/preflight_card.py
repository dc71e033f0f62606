"""PreflightCard: the verdict on the chosen update before anything starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.i18n import wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import button
from desktop_app.widgets.fact_grid import FactGrid
from desktop_app.widgets.layouts import NORMAL, column, holder, row, scrolled
from desktop_app.widgets.stage_list import StageList
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.update_presenter import UpdatePresenter
    from engine.contract.results import PreflightReport

_WIDTH = 372


class PreflightCard(QFrame):
    """Time, memory, disk and device, or why the update cannot start; and what the gate demands.

    Signals:
        went_to: Carries the key of the page the user wants to go to.
    """

    went_to = Signal(str)

    def __init__(self, presenter: UpdatePresenter, start: QWidget) -> None:
        super().__init__()
        self.setObjectName("preflightCard")
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDTH)
        self._presenter = presenter
        self._verdict = label("", "strong", wrap=True, name="preflightVerdict")
        self._time = label("", "figure", name="preflightTime")
        self._problems = Banner("preflightProblems")
        self._warnings = Banner("preflightWarnings")
        self._notes = Banner("preflightNotes")
        self._stages = StageList("preflightStages")
        self._facts = FactGrid("preflightFacts")
        self._policy = FactGrid("preflightPolicy")
        edit = button(
            self.tr("Change…"),
            lambda: self.went_to.emit("settings"),
            kind="quiet",
            name="policyButton",
        )
        edit.setAccessibleName(self.tr("Change what the gate demands"))
        demands = row(label(self.tr("To pass the gate"), "strong"), None, edit)
        content = column(
            label(self.tr("Before the start"), "section"),
            self._verdict,
            self._time,
            self._problems,
            self._warnings,
            self._notes,
            self._stages,
            4,
            self._facts,
            4,
            holder(demands),
            self._policy,
            None,
        )
        self.setLayout(column(scrolled(holder(content)), start, margins=NORMAL + 4))
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        report = self._presenter.report
        self._policy.set_facts(self._presenter.policy_facts)
        self._verdict.setText(self._verdict_text(report))
        for widget in (self._time, self._stages, self._facts):
            widget.setVisible(report is not None)
        problems = report.problems if report else ()
        warnings = report.warnings if report else ()
        notes = report.notes if report else ()
        self._problems.tell("error", "\n".join(in_users_language(text) for text in problems))
        self._warnings.tell("warning", "\n".join(in_users_language(text) for text in warnings))
        self._notes.tell("info", "\n".join(in_users_language(text) for text in notes))
        if report is not None:
            self._show_report(report)

    def _verdict_text(self, report: PreflightReport | None) -> str:
        if self._presenter.is_checking:
            return self.tr("Trying out one step on this machine…")
        if report is None:
            return self.tr("Tick a product to see how long the update would take.")
        if report.can_start:
            return self.tr("Ready. This machine will need about")
        return self.tr("The update cannot start.")

    def _show_report(self, report: PreflightReport) -> None:
        self._time.setText(wording.duration_range(report.seconds_low, report.seconds_high))
        self._time.setVisible(report.can_start)
        self._stages.set_stages(
            [
                (
                    wording.stage(item.stage),
                    "ahead",
                    wording.duration_range(item.seconds_low, item.seconds_high),
                )
                for item in report.stages
            ]
        )
        needed = self.tr("{needed} of {free} free")
        self._facts.set_facts(
            (
                (self.tr("Device"), f"{report.device}, {report.precision}"),
                (self.tr("Image size"), f"{report.image_size} × {report.image_size}"),
                (
                    self.tr("Batch"),
                    f"{report.micro_batch}. {in_users_language(report.micro_batch_reason)}",
                ),
                (
                    self.tr("Memory"),
                    needed.format(
                        needed=wording.size(report.memory_needed_bytes),
                        free=wording.size(report.memory_free_bytes),
                    ),
                ),
                (
                    self.tr("Disk"),
                    needed.format(
                        needed=wording.size(report.disk_needed_bytes),
                        free=wording.size(report.disk_free_bytes),
                    ),
                ),
            )
        )
