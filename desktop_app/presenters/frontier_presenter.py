"""FrontierPresenter: which student would draw best within a target on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.i18n import engine_setting_wording, setting_wording, wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.item_models.frontier_mark import FrontierMark
from desktop_app.item_models.text_table_model import TextTableModel
from desktop_app.presenters.measuring_presenter import MeasuringPresenter
from desktop_app.presenters.message import Message
from engine.contract.frontier_result import FrontierPoint, FrontierResult
from engine.contract.specs import FrontierSpec

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import RequestRefused
    from desktop_app.presenters.engine_settings_presenter import EngineSettingsPresenter
    from engine.registry.entities import Version

#: In the table.
_FIGURES = (0, 1, 2)


class FrontierPresenter(MeasuringPresenter[FrontierResult]):
    """A target, the students that were tried, the choice, or the nearest one that there is."""

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(client, parent)
        #: The most that a picture may take, and the student's memory; 0 is no limit.
        self.milliseconds = 0.0
        self.memory_mb = 0.0
        self.table = TextTableModel(self)
        #: Whether what is shown was taken over for the next update.
        self.is_adopted = False
        self._keeping: int | None = None
        client.request_refused.connect(self._on_request_refused)
        self._tell()

    @property
    @override
    def refusal(self) -> str:
        said = super().refusal
        if said or self.milliseconds or self.memory_mb:
            return said
        return self.tr("Say how long a picture may take, or how much memory the student may need.")

    @property
    def marks(self) -> tuple[FrontierMark, ...]:
        """Every student that was tried, in the rows' order."""
        result = self.result
        if result is None:
            return ()
        return tuple(
            FrontierMark(
                milliseconds=point.milliseconds,
                distance=point.distance,
                text=self._sentence(point),
                is_on_frontier=point.is_on_frontier,
                is_chosen=self._is_chosen(point),
            )
            for point in result.points
            if point.distance is not None
        )

    @property
    def target_milliseconds(self) -> float | None:
        """Of what is shown; None where only memory was limited."""
        return None if self.result is None else self.result.target_milliseconds

    @property
    def teacher_distance(self) -> float | None:
        """How far the teacher's own pictures are from others of its own."""
        return None if self.result is None else self.result.teacher_distance

    @property
    def out_of_reach(self) -> str:
        """That nothing reaches the target, and what comes nearest; "" while something does."""
        result = self.result
        if result is None or result.nearest is None:
            return ""
        return self.tr(
            "No student of this version reaches {target} on this machine. The nearest takes "
            "{milliseconds} ms for a picture and {memory} MB: {student}."
        ).format(
            target=self._target_text(result),
            milliseconds=_short(result.nearest.milliseconds),
            memory=wording.number(result.nearest.memory_mb, 0),
            student=self._student(result.nearest),
        )

    @property
    def chosen_figures(self) -> tuple[tuple[str, str, str], ...]:
        """The chosen student as captions, figures and remarks."""
        result = self.result
        if result is None or result.chosen is None:
            return ()
        chosen = result.chosen
        return (
            (
                self.tr("Chosen student draws a picture in"),
                self.tr("{value} ms").format(value=_short(chosen.milliseconds)),
                self.tr("in series of {count}").format(count=result.batch),
            ),
            (
                self.tr("Memory"),
                self.tr("{value} MB").format(value=wording.number(chosen.memory_mb, 0)),
                self.tr("weights and working memory"),
            ),
            (
                self.tr("Distance to the teacher"),
                wording.number(chosen.distance, 2),
                self.tr("after {count} steps; the teacher itself {distance}").format(
                    count=wording.count(chosen.steps),
                    distance=wording.number(result.teacher_distance, 2),
                ),
            ),
        )

    @property
    def chosen_text(self) -> str:
        """What the chosen student is."""
        result = self.result
        if result is None or result.chosen is None:
            return ""
        return self.tr("Chosen: {student}.").format(student=self._student(result.chosen))

    @property
    def kept_text(self) -> str:
        """What every update of the workspace makes its student like; "" without that."""
        facts = self._client.facts
        kept = dict(facts.settings.student.overrides) if facts else {}
        if not kept:
            return ""
        figures = self.tr(", ").join(
            f"{engine_setting_wording.name(name)} {setting_wording.setting_value(name, value)}"
            for name, value in kept.items()
        )
        return self.tr("Kept for every update of this workspace: {figures}.").format(
            figures=figures
        )

    @property
    def is_kept(self) -> bool:
        """Whether every update makes the student that is shown as chosen."""
        facts, result = self._client.facts, self.result
        if facts is None or result is None or result.chosen is None:
            return False
        return dict(facts.settings.student.overrides) == dict(result.overrides)

    @property
    def remark(self) -> str:
        """On what was measured, and how."""
        result = self.result
        if result is None or not result.points:
            return ""
        return self.tr(
            "All students were trained for {count} steps, far fewer than an update takes; their "
            "order is what counts. {machine}."
        ).format(count=wording.count(result.points[0].steps), machine=result.machine)

    def set_milliseconds(self, value: float) -> None:
        """Limit the time for a picture; 0 lifts the limit."""
        if value != self.milliseconds:
            self.milliseconds = value
            self.changed.emit()

    def set_memory(self, value: float) -> None:
        """Limit the student's memory in MB; 0 lifts the limit."""
        if value != self.memory_mb:
            self.memory_mb = value
            self.changed.emit()

    def take_nearest(self) -> None:
        """Make what can be reached the target."""
        result = self.result
        if result is None or result.nearest is None:
            return
        if result.target_milliseconds is not None:
            # what is measured again a moment later is never quite the same
            self.milliseconds = round(1.1 * result.nearest.milliseconds + 0.05, 1)
        if result.target_memory_mb is not None:
            self.memory_mb = float(round(1.1 * result.nearest.memory_mb + 0.5))
        self.start()

    def adopt(self, settings: EngineSettingsPresenter) -> None:
        """Let the next update make the chosen student."""
        result = self.result
        if result is not None and result.chosen is not None:
            settings.adopt(result.overrides)
            self.is_adopted = True
            self.changed.emit()

    def keep(self) -> None:
        """Let every update of the workspace make the chosen student."""
        result = self.result
        if result is not None and result.chosen is not None:
            self._keeping = self._client.change_settings(dict(result.overrides))

    def forget_kept(self) -> None:
        """Let every update make the student of its preset again."""
        facts = self._client.facts
        if facts is not None:
            kept = dict(facts.settings.student.overrides)
            self._keeping = self._client.change_settings(dict.fromkeys(kept, 0))

    @override
    def start(self) -> None:
        if not self.refusal:
            self.is_adopted = False
            super().start()

    def axis_text(self, value: float) -> str:
        """A value as it stands on an axis."""
        digits = next((n for n in range(3) if round(value, n) == round(value, 3)), 3)
        return wording.number(value, digits)

    @override
    def _spec(self, version: Version) -> FrontierSpec:
        return FrontierSpec(
            version_number=version.number,
            milliseconds=self.milliseconds or None,
            memory_mb=self.memory_mb or None,
        )

    @override
    def _tell(self) -> None:
        points = self.result.points if self.result else ()
        self.table.set_table(
            (
                self.tr("ms per picture"),
                self.tr("MB"),
                self.tr("Distance"),
                self.tr("Student"),
                self.tr("Place"),
            ),
            [
                (
                    _short(point.milliseconds),
                    wording.number(point.memory_mb, 0),
                    wording.number(point.distance, 2),
                    self._student(point),
                    self._place(point),
                )
                for point in points
            ],
            figure_columns=_FIGURES,
        )
        super()._tell()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if self._keeping is not None and notice.request_id == self._keeping:
            self._keeping = None
            self.message = Message(tone="error", text=in_users_language(notice.message))
            self.changed.emit()

    def _is_chosen(self, point: FrontierPoint) -> bool:
        chosen = self.result.chosen if self.result else None
        return chosen is not None and _shape(point) == _shape(chosen)

    def _place(self, point: FrontierPoint) -> str:
        if self._is_chosen(point):
            return self.tr("◆ chosen")
        return self.tr("● on the frontier") if point.is_on_frontier else self.tr("○ exceeded")

    def _sentence(self, point: FrontierPoint) -> str:
        return self.tr("{milliseconds} ms, distance {distance}: {student}").format(
            milliseconds=_short(point.milliseconds),
            distance=wording.number(point.distance, 2),
            student=self._student(point),
        )

    def _student(self, point: FrontierPoint) -> str:
        parts = [
            self.tr("{share} of the parameters").format(share=wording.percent(point.parameters)),
            self.tr("{count} sampler steps").format(count=wording.count(point.sampler_steps)),
        ]
        if not point.has_all_blocks:
            parts.append(self.tr("fewer blocks"))
        if point.work < 1.0:
            budget = self.tr("timestep budget {share}")
            parts.append(budget.format(share=wording.percent(point.work)))
        if point.precision != "float32":
            parts.append(point.precision)
        return self.tr(", ").join(parts)

    def _target_text(self, result: FrontierResult) -> str:
        parts = []
        if result.target_milliseconds is not None:
            value = _short(result.target_milliseconds)
            parts.append(self.tr("{value} ms for a picture").format(value=value))
        if result.target_memory_mb is not None:
            value = wording.number(result.target_memory_mb, 0)
            parts.append(self.tr("{value} MB").format(value=value))
        return self.tr(" and ").join(parts)


def _shape(point: FrontierPoint) -> tuple[object, ...]:
    return (
        point.parameters,
        point.has_all_blocks,
        point.work,
        point.sampler_steps,
        point.precision,
    )


def _short(milliseconds: float) -> str:
    return wording.number(milliseconds, 1 if milliseconds < 100 else 0)
