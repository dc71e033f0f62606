"""What the stages of a training cost: seconds, and memory at the worst moment."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from engine.training.memory import peak_memory_mb, reset_peak_memory


class StageWatch:
    """Adds up the seconds of each stage and keeps the largest peak of all."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        #: Of the process; None where the system cannot count it anew for each stage.
        self.peak_memory_mb: float | None = None
        #: Of the GPU's memory; None without one.
        self.peak_gpu_memory_mb: float | None = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Everything within the context belongs to this stage."""
        is_counted = reset_peak_memory()
        has_gpu = torch.cuda.is_available()
        if has_gpu:
            torch.cuda.reset_peak_memory_stats()
        started = time.perf_counter()
        yield
        if has_gpu:
            torch.cuda.synchronize()
            gpu = torch.cuda.max_memory_allocated() / 2**20
            self.peak_gpu_memory_mb = max(gpu, self.peak_gpu_memory_mb or 0.0)
        self.seconds[name] += time.perf_counter() - started
        if is_counted:
            self.peak_memory_mb = max(peak_memory_mb(), self.peak_memory_mb or 0.0)

    def move(self, seconds: float, source: str, target: str) -> None:
        """Count seconds that were measured within one stage as another's."""
        self.seconds[source] -= seconds
        self.seconds[target] += seconds
