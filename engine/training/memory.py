"""How much memory this process has needed."""

import sys

import psutil


def peak_memory_mb() -> float:
    """The process's largest resident size so far, in MiB."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource  # noqa: PLC0415  (POSIX only)

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / (2**20 if sys.platform == "darwin" else 2**10)
