"""Telling a process from a later one that was given the same id."""

import os
from dataclasses import dataclass

import psutil

#: Start times are reckoned from the time of boot, which corrections of the clock move a little.
_TOLERANCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessIdentity:
    """A process id and when that process started, in seconds since the epoch."""

    process_id: int
    started_at: float


def current_process() -> ProcessIdentity:
    """Who we are."""
    process = psutil.Process(os.getpid())
    return ProcessIdentity(process_id=process.pid, started_at=process.create_time())


def is_alive(identity: ProcessIdentity) -> bool:
    """Whether that very process still runs; one that is only waiting to be reaped does not."""
    try:
        process = psutil.Process(identity.process_id)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        started_at: float = process.create_time()
    except psutil.AccessDenied:
        # It exists and is another user's: ours could not have become that.
        return False
    except psutil.NoSuchProcess:
        return False
    return abs(started_at - identity.started_at) <= _TOLERANCE_SECONDS
