"""PipeContext: the JobContext of work that is done in a worker process."""

import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from engine.contract.errors import CancelRequested, PauseRequested
from engine.contract.events import CheckpointSaved, Event, JobNoted, JobProgressed, SampleSaved
from engine.contract.job_context import Progress


class PipeContext:
    """Reports go out as events; requests come in from the thread that reads commands."""

    def __init__(self, job_id: int, put: Callable[[Event], None]) -> None:
        self.job_id = job_id
        self._put = put
        self._started_at = time.monotonic()
        self._is_pause_requested = threading.Event()
        self._is_cancel_requested = threading.Event()
        #: Called with stage and fraction at every report of progress, in the thread of the job.
        self.note_progress: Callable[[str, float], None] | None = None

    def request_pause(self) -> None:
        """Let the work stop at its next step, with a checkpoint."""
        self._is_pause_requested.set()

    def request_cancel(self) -> None:
        """Let the work stop at its next step, for good; wins over a pause."""
        self._is_cancel_requested.set()

    @property
    def is_cancel_requested(self) -> bool:
        """Whether the work is to be given up."""
        return self._is_cancel_requested.is_set()

    def honour_requests(self) -> None:
        """Raise `CancelRequested` or `PauseRequested` if the user asked for it."""
        if self._is_cancel_requested.is_set():
            raise CancelRequested
        if self._is_pause_requested.is_set():
            raise PauseRequested

    def report_progress(self, progress: Progress) -> None:
        """Tell how far the work is."""
        self._put(
            JobProgressed(
                job_id=self.job_id,
                elapsed_seconds=time.monotonic() - self._started_at,
                **asdict(progress),
            )
        )
        if self.note_progress is not None:
            self.note_progress(progress.stage, progress.fraction)

    def report_sample(self, *, step: int, file: Path, caption: str) -> None:
        """Tell that a sample sheet is on disk."""
        self._put(SampleSaved(job_id=self.job_id, step=step, file=str(file), caption=caption))

    def report_checkpoint(self, *, stage: str, step: int) -> None:
        """Tell that a checkpoint is on disk."""
        self._put(CheckpointSaved(job_id=self.job_id, stage=stage, step=step))

    def note(self, message: str) -> None:
        """Add a sentence to the job's log."""
        self._put(JobNoted(job_id=self.job_id, message=message))
