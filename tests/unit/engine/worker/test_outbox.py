import threading
import time

from engine.contract.events import Event, JobNoted, JobPaused, JobProgressed, JobSucceeded
from engine.contract.results import VerifyResult
from engine.worker.outbox import Outbox

DONE = JobSucceeded(
    job_id=1,
    result=VerifyResult(ok=True, problems=(), artifacts_checked=0, log_entries_checked=0),
)


def progressed(step: int) -> JobProgressed:
    return JobProgressed(
        job_id=1,
        stage="teacher",
        stage_index=0,
        stage_count=1,
        step=step,
        step_count=1000,
        fraction=step / 1000,
        elapsed_seconds=0.0,
    )


def steps(events: list[Event]) -> list[int]:
    return [event.step for event in events if isinstance(event, JobProgressed)]


def test_progress_is_merged_to_the_latest() -> None:
    sent: list[Event] = []
    outbox = Outbox(sent.append, progress_interval_seconds=0.05)
    started = time.monotonic()
    for step in range(1, 501):
        outbox.put(progressed(step))
        time.sleep(0.0005)
    assert outbox.close(5)
    assert 3 <= len(sent) <= (time.monotonic() - started) / 0.05 + 2
    assert steps(sent) == sorted(steps(sent))
    assert steps(sent)[-1] == 500


def test_other_events_leave_at_once_after_the_progress_before_them() -> None:
    sent: list[Event] = []
    outbox = Outbox(sent.append, progress_interval_seconds=60.0)
    note = JobNoted(job_id=1, message="a smaller micro-batch")
    for event in (progressed(1), progressed(2), note, progressed(3), progressed(4), DONE):
        outbox.put(event)
    assert outbox.close(5)
    assert [event for event in sent if not isinstance(event, JobProgressed)] == [note, DONE]
    assert sent[-2:] == [progressed(4), DONE]
    assert sent[sent.index(note) - 1] == progressed(2)


def test_progress_without_anything_after_it_is_sent_too() -> None:
    sent: list[Event] = []
    arrived = threading.Event()

    def send(event: Event) -> None:
        sent.append(event)
        if event == progressed(2):
            arrived.set()

    outbox = Outbox(send, progress_interval_seconds=0.05)
    outbox.put(progressed(1))
    outbox.put(progressed(2))
    assert arrived.wait(5)
    assert outbox.close(5)


def test_a_slow_reader_delays_nobody_and_loses_no_final_event() -> None:
    sent: list[Event] = []
    may_send = threading.Event()

    def send(event: Event) -> None:
        may_send.wait()
        sent.append(event)

    outbox = Outbox(send)
    for step in range(100):
        outbox.put(progressed(step))
    outbox.put(DONE)
    assert not outbox.close(0.05)
    may_send.set()
    assert outbox.close(5)
    assert sent[-1] == DONE


def test_events_for_nobody_are_dropped_without_a_sound() -> None:
    attempts: list[Event] = []

    def send(event: Event) -> None:
        attempts.append(event)
        raise BrokenPipeError

    outbox = Outbox(send)
    outbox.put(DONE)
    outbox.put(JobPaused(job_id=1))
    assert outbox.close(5)
    assert attempts == [DONE]
