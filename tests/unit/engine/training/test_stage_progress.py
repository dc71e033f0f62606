import pytest

from engine.training import stage_progress
from engine.training.stage_progress import StageProgress
from tests.support.job_contexts import RememberingContext

ESTIMATES = {"prepare": 10.0, "teacher": 60.0, "measure": 30.0}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that pass when the test says so."""
    now = [0.0]
    monkeypatch.setattr(stage_progress.time, "monotonic", lambda: now[0])
    return now


def test_the_job_only_ever_goes_forward_and_arrives() -> None:
    context = RememberingContext()
    for stage, steps in (("prepare", 1), ("teacher", 7), ("measure", 2)):
        progress = StageProgress(context, stage, ESTIMATES, steps)
        for step in range(1, steps + 1):
            progress.advance(step)
    fractions = [report.fraction for report in context.progress]
    assert fractions == sorted(fractions)
    assert fractions[0] == pytest.approx(0.1)
    assert fractions[-1] == pytest.approx(1.0)
    assert [r.stage_index for r in context.progress] == [0] + [1] * 7 + [2] * 2
    assert all(r.eta_low_seconds <= r.eta_high_seconds for r in context.progress)


def test_the_remaining_time_is_estimated_first_and_then_measured(clock: list[float]) -> None:
    context = RememberingContext()
    progress = StageProgress(context, "teacher", ESTIMATES, 60)
    progress.advance(1, loss=0.5)
    first = context.progress[0]
    assert first.loss == 0.5
    assert first.eta_low_seconds < 59 + 30 < first.eta_high_seconds
    for step in range(2, 12):
        clock[0] += 4.0  # four times slower than estimated
        progress.advance(step)
    last = context.progress[-1]
    assert last.eta_low_seconds < 49 * 4 + 30 < last.eta_high_seconds


def test_many_steps_at_a_time_are_measured_too(clock: list[float]) -> None:
    context = RememberingContext()
    progress = StageProgress(context, "measure", ESTIMATES, 200)
    for step in (50, 100):
        clock[0] += 50.0
        progress.advance(step)
    last = context.progress[-1]
    assert last.eta_low_seconds < 100 < last.eta_high_seconds


def test_a_resumed_stage_does_not_count_what_was_done_before(clock: list[float]) -> None:
    context = RememberingContext()
    progress = StageProgress(context, "teacher", ESTIMATES, 100)
    for step in range(51, 56):
        clock[0] += 2.0
        progress.advance(step)
    last = context.progress[-1]
    assert last.fraction == pytest.approx((10 + 60 * 0.55) / 100)
    assert last.eta_low_seconds < 45 * 2 + 30 < last.eta_high_seconds


def test_a_job_without_an_estimate_still_reports() -> None:
    context = RememberingContext()
    StageProgress(context, "teacher", {"teacher": 0.0}, 0).advance(1)
    assert context.progress[0].fraction == 0.0
