"""Events: what a worker tells the desktop process. Past tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The window can be seen before it has to know any of them.
    from engine.contract.results import Result  # noqa: TC004


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerStarted:
    """The worker process is up and listens."""

    process_id: int
    #: Seconds since the epoch at which the process started: tells it from a later one of equal id.
    process_started_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStarted:
    """The worker has begun."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobProgressed:
    """How far the job is. Merged to about ten a second."""

    job_id: int
    #: A key such as "teacher"; the window translates it.
    stage: str
    stage_index: int
    stage_count: int
    step: int
    step_count: int
    #: Share of the whole job, 0..1.
    fraction: float
    elapsed_seconds: float
    #: Remaining seconds, as a range; None while unknown.
    eta_low_seconds: float | None = None
    eta_high_seconds: float | None = None
    loss: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSaved:
    """A sample sheet drawn while training is on disk."""

    job_id: int
    step: int
    file: str
    #: What the sheet shows, for example "Bracket A".
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointSaved:
    """From here the job can go on after anything."""

    job_id: int
    stage: str
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobNoted:
    """A sentence for the job's log, for example about a smaller micro-batch for lack of memory."""

    job_id: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPaused:
    """The job stopped at a checkpoint on request."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSucceeded:
    """The work is done and committed."""

    job_id: int
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFailed:
    """The work ended with an error."""

    job_id: int
    #: True when the message alone tells the user what to do.
    is_user_fixable: bool
    message: str
    traceback: str = ""
    #: True when something stored is not what was written: no fault of the program.
    is_damage: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCancelled:
    """The job was given up on request."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerStopped:
    """Made by the supervisor, not the worker: the process has ended."""

    exit_code: int
    #: The job it was at, which is now interrupted; None when it was idle.
    job_id: int | None
    #: What most likely happened, in one plain sentence.
    reason: str = ""


FinalEvent = JobPaused | JobSucceeded | JobFailed | JobCancelled
Event = (
    WorkerStarted
    | JobStarted
    | JobProgressed
    | SampleSaved
    | CheckpointSaved
    | JobNoted
    | FinalEvent
    | WorkerStopped
)
