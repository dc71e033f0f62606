from pathlib import Path

import pytest

from engine.contract.errors import CancelRequested, PauseRequested
from engine.contract.events import CheckpointSaved, Event, JobNoted, JobProgressed, SampleSaved
from engine.contract.job_context import Progress
from engine.worker.pipe_context import PipeContext


def context_and_events() -> tuple[PipeContext, list[Event]]:
    events: list[Event] = []
    return PipeContext(7, events.append), events


def test_nothing_is_raised_unless_asked_for() -> None:
    context, _ = context_and_events()
    context.honour_requests()


def test_a_pause_is_honoured_at_every_step_until_the_work_ends() -> None:
    context, _ = context_and_events()
    context.request_pause()
    for _ in range(2):
        with pytest.raises(PauseRequested):
            context.honour_requests()


def test_cancel_wins_over_pause() -> None:
    context, _ = context_and_events()
    context.request_pause()
    context.request_cancel()
    with pytest.raises(CancelRequested):
        context.honour_requests()
    assert context.is_cancel_requested


def test_reports_become_events_of_the_job() -> None:
    context, events = context_and_events()
    noted: list[tuple[str, float]] = []
    context.note_progress = lambda stage, fraction: noted.append((stage, fraction))
    context.report_progress(
        Progress(stage="teacher", stage_count=3, step=1, step_count=4, fraction=0.25, loss=0.5)
    )
    context.report_sample(step=1, file=Path("/w/見本.png"), caption="Bracket A")
    context.report_checkpoint(stage="teacher", step=1)
    context.note("slower now")
    progress, *others = events
    assert isinstance(progress, JobProgressed)
    assert (progress.job_id, progress.fraction, progress.loss) == (7, 0.25, 0.5)
    assert progress.elapsed_seconds >= 0.0
    assert others == [
        SampleSaved(job_id=7, step=1, file=str(Path("/w/見本.png")), caption="Bracket A"),
        CheckpointSaved(job_id=7, stage="teacher", step=1),
        JobNoted(job_id=7, message="slower now"),
    ]
    assert noted == [("teacher", 0.25)]
