"""How much memory this process has needed."""

import ctypes
import gc
import sys
from pathlib import Path

import psutil

_CLEAR_REFS = Path("/proc/self/clear_refs")
_RESET_PEAK = "5"  # proc(5): resets the peak resident set size to the present one


def peak_memory_mb() -> float:
    """The process's largest resident size so far, or since `reset_peak_memory`, in MiB."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource  # noqa: PLC0415  (POSIX only)

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / (2**20 if sys.platform == "darwin" else 2**10)


def reset_peak_memory() -> bool:
    """Count the peak anew from here; False where the system cannot, and the old peak stays.

    What the allocator keeps of freed memory is given back first, so that the next peak is that of
    what runs next and not of what ran before.
    """
    if not sys.platform.startswith("linux"):
        return False
    give_memory_back()
    try:
        _CLEAR_REFS.write_text(_RESET_PEAK, encoding="ascii")
    except OSError:  # a container may forbid it
        return False
    return True


def give_memory_back() -> None:
    """Return to the system what the allocator keeps of freed memory."""
    gc.collect()
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc; musl keeps nothing back
        if trim is not None:
            trim(0)
