"""From a process's exit code to the sentence the operator reads."""

import signal

_NOTHING_LOST = "Everything up to its last checkpoint is kept."

_FAULT = f"A driver or library stopped the engine. {_NOTHING_LOST}"
_ENDED_FROM_OUTSIDE = (
    "The engine was ended from outside, most likely by the system because memory ran out. "
    f"{_NOTHING_LOST}"
)

#: Windows: access violation, stack overflow, heap corruption, fail-fast.
_WINDOWS_FAULTS = {0xC0000005, 0xC00000FD, 0xC0000374, 0xC0000409}
#: Windows: no memory or page file left; ended by Task Manager shows as 1.
_WINDOWS_NO_MEMORY = {0xC0000017, 0xC000012D}


def exit_reason(exit_code: int) -> str:
    """Why a worker has most likely ended; negative codes are signals, as Python gives them."""
    code = exit_code & 0xFFFFFFFF
    if code in _WINDOWS_NO_MEMORY or exit_code in _signals("SIGKILL", "SIGTERM"):
        return _ENDED_FROM_OUTSIDE
    if code in _WINDOWS_FAULTS or exit_code in _signals("SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE"):
        return _FAULT
    return f"The engine ended unexpectedly (exit code {exit_code}). {_NOTHING_LOST}"


def _signals(*names: str) -> set[int]:
    # Not every system has every signal.
    return {-getattr(signal, name) for name in names if hasattr(signal, name)}
