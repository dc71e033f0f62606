"""Progress of a job over its stages, with a remaining time that says how uncertain it is."""

import time
from collections.abc import Mapping

from engine.contract.job_context import JobContext, Progress

_LOW, _HIGH = 0.85, 1.35  # what later stages may take, relative to their estimate
_LEAST_MEASURED = 3  # steps: fewer say little of the speed


class StageProgress:
    """Turns steps of one stage into progress of the whole job."""

    def __init__(
        self,
        context: JobContext,
        stage: str,
        estimates: Mapping[str, float],
        step_count: int,
        done: int = 0,
    ) -> None:
        """`estimates` maps every stage of the job, in order, to its expected seconds.

        `done` of the stage's steps were reported by another before this one.
        """
        self.stage, self._done = stage, done
        self._context, self._estimates, self._step_count = context, dict(estimates), step_count
        #: Step and time of the first report, from which the speed is measured.
        self._first: tuple[int, float] | None = None

    def advance(self, step: int, loss: float | None = None) -> None:
        """Report that `step` more of the stage's steps are done."""
        step += self._done
        names = list(self._estimates)
        index = names.index(self.stage)
        before = sum(self._estimates[name] for name in names[:index])
        after = sum(self._estimates[name] for name in names[index + 1 :])
        here = self._estimates[self.stage]
        share = step / max(1, self._step_count)
        total = before + here + after
        left = self._left_in_stage(step, here)
        self._context.report_progress(
            Progress(
                stage=self.stage,
                stage_index=index,
                stage_count=len(names),
                step=step,
                step_count=self._step_count,
                fraction=min(1.0, (before + here * share) / total) if total else 0.0,
                eta_low_seconds=left * 0.95 + after * _LOW,
                eta_high_seconds=left * 1.1 + after * _HIGH,
                loss=loss,
            )
        )

    def _left_in_stage(self, step: int, estimate: float) -> float:
        """Remaining seconds of this stage: measured once a few steps are done, estimated before."""
        now = time.monotonic()
        if self._first is None:
            self._first = (step, now)
        first_step, first_time = self._first
        done, left = step - first_step, self._step_count - step
        if done < _LEAST_MEASURED:
            return estimate * left / max(1, self._step_count)
        return (now - first_time) / done * left
