"""SpeedPresenter: how long the active version's networks take for a picture on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.i18n import wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.measuring_presenter import MeasuringPresenter
from engine.contract.job_states import JobState
from engine.contract.quality_results import LatencyResult
from engine.contract.specs import LatencySpec

if TYPE_CHECKING:
    from engine.contract.quality_results import Latency
    from engine.registry.entities import Version


class SpeedPresenter(MeasuringPresenter[LatencyResult]):
    """Milliseconds per picture, alone and many at a time."""

    @property
    def figures(self) -> tuple[tuple[str, str, str], ...]:
        """Each network as caption, milliseconds for one picture, and a remark."""
        result = self.result
        if result is None:
            return ()
        names = {
            "student": self.tr("Student draws a picture in"),
            "teacher": self.tr("Teacher draws a picture in"),
            "recogniser": self.tr("Recogniser answers in"),
        }
        found = []
        for key, name in names.items():
            timed = sorted(
                (item for item in result.latencies if item.network == key),
                key=lambda item: item.batch,
            )
            if timed:
                found.append((name, self._milliseconds(timed[0]), self._remark(timed)))
        return tuple(found)

    @property
    def remark(self) -> str:
        """On what it was measured."""
        result = self.result
        if result is None:
            return ""
        lines = [
            self.tr("Median of {runs} runs each, in turn. {machine}. {runtime}.").format(
                runs=result.runs,
                machine=in_users_language(result.machine),
                runtime=result.runtime,
            )
        ]
        if result.teacher_missing:
            lines.append(in_users_language(result.teacher_missing))
        return "\n".join(lines)

    @property
    def caution(self) -> str:
        """What would disturb the measurement now; "" if nothing is known to."""
        facts = self._client.facts
        if facts is None or all(job.state is not JobState.RUNNING for job in facts.jobs):
            return ""
        return self.tr("An update is running: everything takes longer than it otherwise would.")

    @override
    def _spec(self, version: Version) -> LatencySpec:
        return LatencySpec(version_number=version.number)

    def _milliseconds(self, item: Latency) -> str:
        return self.tr("{value} ms").format(value=_short(item.milliseconds))

    def _remark(self, timed: list[Latency]) -> str:
        first, last = timed[0], timed[-1]
        spread = self.tr("fastest {low}, slowest {high}").format(
            low=_short(first.fastest), high=_short(first.slowest)
        )
        many = self.tr("{count} at a time: {value} ms each ({low}–{high})").format(
            count=last.batch,
            value=_short(last.milliseconds),
            low=_short(last.fastest),
            high=_short(last.slowest),
        )
        return spread if first is last else f"{spread}\n{many}"


def _short(milliseconds: float) -> str:
    return wording.number(milliseconds, 1 if milliseconds < 100 else 0)
