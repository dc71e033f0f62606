import errno

import pytest

from engine.contract.errors import IntegrityError, UserFixableError
from engine.worker.failure import DISK_ADVICE, MEMORY_ADVICE, failure_event


class OutOfMemoryError(RuntimeError):
    """Named like torch's."""


def raised(error: BaseException) -> BaseException:
    with pytest.raises(type(error)) as caught:
        raise error
    return caught.value


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UserFixableError("Register a product first."), "Register a product first."),
        (MemoryError(), MEMORY_ADVICE),
        (OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"), MEMORY_ADVICE),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), MEMORY_ADVICE),
        (OSError(errno.ENOSPC, "No space left on device"), DISK_ADVICE),
    ],
)
def test_what_the_user_can_mend_is_said_without_a_traceback(
    error: BaseException, message: str
) -> None:
    event = failure_event(3, raised(error))
    assert event.is_user_fixable
    assert (event.job_id, event.message, event.traceback) == (3, message, "")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (IntegrityError("Artifact abc is missing."), "Artifact abc is missing."),
        (ValueError("shapes"), "Something unexpected happened: ValueError: shapes"),
        (KeyboardInterrupt(), "Unexpected KeyboardInterrupt."),
        (OSError(errno.EACCES, "denied"), "Something unexpected happened: PermissionError"),
    ],
)
def test_everything_else_keeps_its_traceback(error: BaseException, message: str) -> None:
    event = failure_event(3, raised(error))
    assert not event.is_user_fixable
    assert event.is_damage == isinstance(error, IntegrityError)
    assert event.message.startswith(message)
    assert "test_failure.py" in event.traceback
