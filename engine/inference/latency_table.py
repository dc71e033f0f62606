"""The latency table: how long one call of a network takes on this machine, by group of timesteps.

The time of a picture is the sum over its sampler's calls, so that every number of sampler steps is
known from one measurement of each network, before any of them is trained: weights do not matter.
"""

import gc
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np
import psutil

from engine.diffusion.snr_groups import group_of
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.inference.onnx_export import export_generator
from engine.inference.session import Session, open_session

_ROUNDS = 5
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTimes:
    """Of one exported network."""

    #: The first timestep of each group; (0,) where all timesteps are one.
    firsts: tuple[int, ...]
    #: Milliseconds of a call for one picture of a batch, by group.
    milliseconds: tuple[float, ...]
    #: Of weights and working memory, as the process grew by; never less than the file.
    memory_mb: float

    def of_picture(self, timesteps: Sequence[int]) -> float:
        """Milliseconds for a picture whose sampler calls the network at these timesteps."""
        return sum(self.milliseconds[group_of(timestep, self.firsts)] for timestep in timesteps)


def measure_calls(
    generators: Mapping[_Key, PixelDiffusion],
    *,
    batch: int,
    folder: Path,
    settle: Callable[[], object] = gc.collect,
    on_measured: Callable[[int], None] | None = None,
) -> dict[_Key, CallTimes]:
    """Export and time networks; all in turn, so that a noisy machine is fair to all.

    Args:
        generators: By whatever the caller knows them by.
        batch: Pictures of a call.
        folder: For the exported files, while they are needed.
        settle: Gives freed memory back to the system, so that it does not hide what networks take.
        on_measured: Hears how many are exported, and may raise to stop.
    """
    with TemporaryDirectory(dir=folder) as place:
        paths: dict[_Key, Path] = {}
        for index, (name, generator) in enumerate(generators.items()):
            paths[name] = Path(place) / f"{index}.onnx"
            export_generator(generator, paths[name])
            if on_measured is not None:
                on_measured(index + 1)
        sessions: dict[_Key, Session] = {}
        memory: dict[_Key, float] = {}
        for name, generator in generators.items():
            settle()
            before = psutil.Process().memory_info().rss
            sessions[name] = open_session(paths[name])
            for first in _firsts(generator):
                sessions[name].run(_inputs(generator, first, batch))
            settle()
            grown = psutil.Process().memory_info().rss - before
            memory[name] = max(grown, paths[name].stat().st_size) / 1e6
        milliseconds = _timed(generators, sessions, batch)
    return {
        name: CallTimes(
            firsts=_firsts(generator), milliseconds=milliseconds[name], memory_mb=memory[name]
        )
        for name, generator in generators.items()
    }


def _timed(
    generators: Mapping[_Key, PixelDiffusion], sessions: Mapping[_Key, Session], batch: int
) -> dict[_Key, tuple[float, ...]]:
    """Of each network the median milliseconds of a call for a picture, by group."""
    seconds: dict[tuple[_Key, int], list[float]] = {}
    for _ in range(_ROUNDS):
        for name, generator in generators.items():
            for first in _firsts(generator):
                inputs = _inputs(generator, first, batch)
                started = time.perf_counter()
                sessions[name].run(inputs)
                seconds.setdefault((name, first), []).append(time.perf_counter() - started)
    return {
        name: tuple(1000 * median(seconds[name, first]) / batch for first in _firsts(generator))
        for name, generator in generators.items()
    }


def _firsts(generator: PixelDiffusion) -> tuple[int, ...]:
    return (0,) if generator.experts is None else generator.experts.firsts


def _inputs(generator: PixelDiffusion, timestep: int, batch: int) -> dict[str, np.ndarray]:
    settings = generator.settings
    shape = (batch, settings.channels, settings.grid, settings.grid)
    return {
        "sample": np.random.default_rng(0).standard_normal(shape, np.float32),
        "timestep": np.full(batch, timestep, np.int64),
        "class_labels": np.zeros(batch, np.int64),
    }
