"""JobContext: the one door through which running work reports and is interrupted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job is."""

    #: A key such as "teacher"; whoever shows it translates it.
    stage: str
    step: int
    step_count: int
    stage_index: int = 0
    stage_count: int = 1
    #: Share of the whole job, 0..1.
    fraction: float
    #: Remaining seconds, as a range; None while unknown.
    eta_low_seconds: float | None = None
    eta_high_seconds: float | None = None
    loss: float | None = None


class JobContext(Protocol):
    """Handed to every operation; the worker, the command line and tests each have their own.

    Loops call `honour_requests` between two steps. It returns at once, or raises `CancelRequested`
    or `PauseRequested`. A loop that can be resumed catches `PauseRequested`, writes its checkpoint
    and re-raises.
    """

    def honour_requests(self) -> None:
        """Raise `CancelRequested` or `PauseRequested` if the user asked for it."""

    def report_progress(self, progress: Progress) -> None:
        """Tell how far the work is; cheap, may be called at every step."""

    def report_sample(self, *, step: int, file: Path, caption: str) -> None:
        """Tell that a sample sheet is on disk."""

    def report_checkpoint(self, *, stage: str, step: int) -> None:
        """Tell that a checkpoint is on disk."""

    def note(self, message: str) -> None:
        """Add a sentence to the job's log."""


class SilentContext:
    """A context for work that nobody watches or interrupts."""

    def honour_requests(self) -> None:
        """Never interrupts."""

    def report_progress(self, progress: Progress) -> None:
        """Says nothing."""

    def report_sample(self, *, step: int, file: Path, caption: str) -> None:
        """Says nothing."""

    def report_checkpoint(self, *, stage: str, step: int) -> None:
        """Says nothing."""

    def note(self, message: str) -> None:
        """Says nothing."""
