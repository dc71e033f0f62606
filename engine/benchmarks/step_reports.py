"""Telling a context how far a measurement's training is."""

from collections.abc import Callable

from engine.contract.job_context import JobContext, Progress


def step_reporter(
    context: JobContext, stage: str, steps: int, *, index: int = 0, count: int = 1
) -> Callable[[int, float], None]:
    """What to call after each step with the step and its loss; stage `index` of `count`."""

    def report(step: int, loss: float) -> None:
        context.report_progress(
            Progress(
                stage=stage,
                stage_index=index,
                stage_count=count,
                step=step,
                step_count=steps,
                fraction=(index + step / steps) / count,
                loss=loss,
            )
        )

    return report
