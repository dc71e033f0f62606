"""FrontierCard: a target for this machine, the frontier, and the student that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from desktop_app.pages.measure_card import MeasureCard
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import button
from desktop_app.widgets.fact_grid import FigureTiles
from desktop_app.widgets.frontier_chart import ChartTexts, FrontierChart
from desktop_app.widgets.layouts import column, holder, row
from desktop_app.widgets.number_box import DecimalBox
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.presenters.engine_settings_presenter import EngineSettingsPresenter
    from desktop_app.presenters.frontier_presenter import FrontierPresenter

_MOST_MILLISECONDS, _MOST_MEGABYTES = 100_000.0, 100_000.0
_WIDTHS = {0: 110, 1: 80, 2: 90, 4: 150}


class FrontierCard(MeasureCard):
    """Chart and table say the same; a row that is selected is ringed in the chart.

    Signals:
        went_to: Carries the key of the page the user wants to go to.
    """

    went_to = Signal(str)

    def __init__(self, presenter: FrontierPresenter, settings: EngineSettingsPresenter) -> None:
        super().__init__(
            presenter,
            title=self.tr("The best student within a target"),
            action=self.tr("Search"),
            icon="search",
            name="frontier",
        )
        self._frontier, self._settings = presenter, settings
        self.explanation.setText(
            self.tr(
                "Makes smaller and quicker students of the active version’s teacher in many ways, "
                "times them on this machine, trains the promising ones for a while and chooses "
                "the best within the target. Takes some minutes; pictures can be drawn again "
                "when it is done."
            )
        )
        self._milliseconds = self._box("frontierMilliseconds", _MOST_MILLISECONDS, 1, 1.0)
        self._memory = self._box("frontierMemory", _MOST_MEGABYTES, 0, 10.0)
        self._milliseconds.valueChanged.connect(presenter.set_milliseconds)
        self._memory.valueChanged.connect(presenter.set_memory)
        self.choices.addWidget(self._target_row())
        self._kept = Banner(
            "frontierKept",
            [button(self.tr("As the preset again"), presenter.forget_kept, name="frontierForget")],
        )
        self.choices.addWidget(self._kept)
        self._nearest = button(
            self.tr("Search with this target"), presenter.take_nearest, name="frontierNearest"
        )
        self._out_of_reach = Banner("frontierOutOfReach", [self._nearest])
        self._figures = FigureTiles("frontierFigures")
        self._chart = FrontierChart("frontierChart")
        self._table = PlainTable(presenter.table, "frontierTable", _WIDTHS, 3)
        self._table.setAccessibleName(self.tr("Students by time"))
        self._table.setMinimumHeight(140)
        self._table.picked.connect(self._chart.select)
        self._remark = label("", "muted", wrap=True, name="frontierRemark")
        for widget in (self._out_of_reach, self._build_result()):
            self.content.addWidget(widget)
        self.content.addStretch(0)
        self.content.setStretch(1, 1)
        self.show_state()

    @override
    def show_state(self) -> None:
        super().show_state()
        presenter = self._frontier
        self._show_target()
        self._kept.tell("info", presenter.kept_text)
        self._out_of_reach.tell("warning", presenter.out_of_reach)
        self._nearest.setEnabled(not presenter.refusal)
        marks = presenter.marks
        self._result.setVisible(bool(marks))
        if not marks:
            return
        self._figures.set_figures(presenter.chosen_figures)
        self._chosen.setText(presenter.chosen_text)
        self._adopt.setEnabled(not presenter.is_adopted)
        self._keep.setEnabled(not presenter.is_kept)
        self._adopted.tell(
            "ok",
            self.tr("The next update makes this student. See the engine’s settings on Update.")
            if presenter.is_adopted
            else "",
        )
        self._chart.set_marks(
            marks,
            ChartTexts(
                title=self.tr("Distance to the teacher against time for a picture"),
                across=self.tr("ms per picture"),
                up=self.tr("Distance, smaller is better"),
                target=self.tr("target"),
                teacher=self.tr("the teacher itself"),
                axis=presenter.axis_text,
            ),
            target=presenter.target_milliseconds,
            teacher=presenter.teacher_distance,
        )
        self._remark.setText(presenter.remark)

    def _box(self, name: str, most: float, decimals: int, step: float) -> DecimalBox:
        box = DecimalBox(name, 0.0, most, decimals, step)
        box.setSpecialValueText(self.tr("no limit"))
        box.setMinimumWidth(130)
        return box

    def _target_row(self) -> QWidget:
        time = label(self.tr("Milliseconds for a picture, at most"))
        memory = label(self.tr("Memory in MB, at most"))
        time.setBuddy(self._milliseconds)
        memory.setBuddy(self._memory)
        for name, box in ((time, self._milliseconds), (memory, self._memory)):
            box.setAccessibleName(name.text())
        return holder(row(time, self._milliseconds, 8, memory, self._memory, None))

    def _build_result(self) -> QWidget:
        self._chosen = label("", "strong", wrap=True, name="frontierChosen")
        self._adopt = button(
            self.tr("Use for the next update"),
            lambda: self._frontier.adopt(self._settings),
            kind="primary",
            name="frontierAdopt",
        )
        self._keep = button(
            self.tr("Keep for every update"), self._frontier.keep, name="frontierKeep"
        )
        go = button(self.tr("Go to Update"), lambda: self.went_to.emit("update"), name="frontierGo")
        self._adopted = Banner("frontierAdopted", [go])
        chosen = row(self._chosen, self._keep, self._adopt)
        chosen.setStretch(0, 1)
        legend = label(
            self.tr("◆ chosen   ● on the frontier   ○ exceeded by a quicker and better one"),
            "caption",
        )
        whole = column(
            self._figures,
            chosen,
            self._adopted,
            self._chart,
            legend,
            self._table,
            self._remark,
        )
        whole.setStretch(3, 3)
        whole.setStretch(5, 2)
        self._result = holder(whole, "frontierResult")
        return self._result

    def _show_target(self) -> None:
        for box, value in (
            (self._milliseconds, self._frontier.milliseconds),
            (self._memory, self._frontier.memory_mb),
        ):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
