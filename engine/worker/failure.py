"""From an exception to the sentence the operator reads."""

import errno
import traceback

from engine.contract.errors import IntegrityError, PilotlineError, UserFixableError
from engine.contract.events import JobFailed

MEMORY_ADVICE = (
    "The memory of this workstation ran out. Close other programs, or choose a smaller image "
    "size or the quick preset, and resume."
)
DISK_ADVICE = "The disk is full. Free some space, for example under Storage, and resume."

#: torch, ONNX Runtime and OpenCV raise plain RuntimeErrors; this is how they say it.
_OUT_OF_MEMORY = ("out of memory", "not enough memory", "allocate memory", "bad allocation")


def failure_event(job_id: int, error: BaseException) -> JobFailed:
    """What to tell about this error; its traceback comes along unless the user can mend it."""
    if advice := _advice(error):
        return JobFailed(job_id=job_id, is_user_fixable=True, message=advice)
    message = str(error) if isinstance(error, PilotlineError) else _unexpected(error)
    return JobFailed(
        job_id=job_id,
        is_user_fixable=False,
        message=message,
        traceback="".join(traceback.format_exception(error)),
        is_damage=isinstance(error, IntegrityError),
    )


def _advice(error: BaseException) -> str | None:
    if isinstance(error, UserFixableError):
        return str(error)
    if _is_out_of_memory(error):
        return MEMORY_ADVICE
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DISK_ADVICE
    return None


def _is_out_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError):
        return True
    # By name: importing torch to know its OutOfMemoryError would make an interactive worker heavy.
    if any(kind.__name__ == "OutOfMemoryError" for kind in type(error).__mro__):
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in said for words in _OUT_OF_MEMORY)


def _unexpected(error: BaseException) -> str:
    said = str(error).strip()
    name = type(error).__name__
    return f"Something unexpected happened: {name}: {said}" if said else f"Unexpected {name}."
