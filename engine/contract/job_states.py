"""The states of a job, and which change may follow which."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands."""

    #: Waiting in the workspace's queue.
    QUEUED = "queued"
    #: A worker process is at it.
    RUNNING = "running"
    #: Stopped by the user at a checkpoint; its memory is free; resumes from there.
    PAUSED = "paused"
    #: Its version, or other outcome, is committed.
    SUCCEEDED = "succeeded"
    #: Stopped by an error that is recorded with it; resumes from its last checkpoint, if any.
    FAILED = "failed"
    #: Given up by the user.
    CANCELLED = "cancelled"
    #: Its worker died or the machine went down; resumes from its last checkpoint.
    INTERRUPTED = "interrupted"

    @property
    def is_final(self) -> bool:
        """Whether nothing can follow."""
        return self in (JobState.SUCCEEDED, JobState.CANCELLED)

    @property
    def is_resumable(self) -> bool:
        """Whether `resume` may put the job back into the queue."""
        return self in (JobState.PAUSED, JobState.FAILED, JobState.INTERRUPTED)


#: For each state the states that may follow it.
FOLLOWERS: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.CANCELLED}),
    JobState.RUNNING: frozenset(
        {
            JobState.PAUSED,
            JobState.SUCCEEDED,
            JobState.FAILED,
            JobState.CANCELLED,
            JobState.INTERRUPTED,
        }
    ),
    JobState.PAUSED: frozenset({JobState.QUEUED, JobState.CANCELLED}),
    JobState.FAILED: frozenset({JobState.QUEUED, JobState.CANCELLED}),
    JobState.INTERRUPTED: frozenset({JobState.QUEUED, JobState.CANCELLED}),
    JobState.SUCCEEDED: frozenset(),
    JobState.CANCELLED: frozenset(),
}
