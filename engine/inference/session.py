"""ONNX Runtime sessions: one interface, whichever execution provider is fastest here."""

import functools
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import psutil
from numpy.typing import NDArray

from engine.contract.errors import IntegrityError
from engine.inference.fingerprint import runtime_fingerprint

CPU = "CPUExecutionProvider"

#: Providers that may draw images, and how people call them. TensorRT is left out on purpose: it
#: tunes its kernels anew at every build, for minutes, so neither canaries nor seeds would hold.
PROVIDER_NAMES: Mapping[str, str] = {
    "CUDAExecutionProvider": "CUDA",
    "DmlExecutionProvider": "DirectML",
    "OpenVINOExecutionProvider": "OpenVINO",
    CPU: "CPU",
}

_PROBE_BATCH = 8
_PROBE_PASSES = 3
#: ONNX Runtime's own remarks would stand between a program's lines; failures come as exceptions.
_LOG_ERRORS_ONLY = 3
_LOG_FATAL_ONLY = 4

Arrays = Mapping[str, NDArray[Any]]


class Session:
    """A network ready to run.

    Threads: as many as there are physical cores. They sleep when they wait instead of spinning,
    because an update often trains on the same cores: beside busy cores, spinning cost a third of
    the throughput. Optimisation: all levels; the last one (blocked channel layout) alone gives 1.4
    times the throughput.
    """

    def __init__(self, path: Path, provider: str, weights: Arrays | None = None) -> None:
        """Open a file; weights that it only names are given beside it."""
        self.path = path
        self.provider = provider
        self._session = _create(path, provider, _LOG_ERRORS_ONLY, weights)
        in_use = self._session.get_providers()[0]
        if in_use != provider:
            raise IntegrityError(
                f"ONNX Runtime took {in_use} instead of {provider} for {path.name}."
            )
        self.metadata: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)
        self.input_names: list[str] = [item.name for item in self._session.get_inputs()]

    @property
    def runtime(self) -> str:
        """Names library and provider, for people."""
        return f"ONNX Runtime {onnxruntime.__version__}, {PROVIDER_NAMES[self.provider]}"

    @property
    def is_reproducible(self) -> bool:
        """Whether a row's bits are the same in every run and whatever else is in its batch.

        Measured for the CPU provider with batches of 1 to 32 and 1 to 4 threads. GPU libraries
        choose their algorithm by batch size, and some add up in no fixed order.
        """
        return self.provider == CPU

    def fingerprint(self) -> dict[str, str]:
        """What decides the bits this session computes."""
        return runtime_fingerprint(self.provider)

    def run(self, inputs: Arrays) -> list[NDArray[Any]]:
        """All outputs for named inputs."""
        outputs: list[NDArray[Any]] = self._session.run(None, dict(inputs))
        return outputs


def open_session(path: Path, provider: str | None = None) -> Session:
    """Open an ONNX file with the provider named, or with the one that a probe finds fastest."""
    if provider is None:
        candidates = _candidates()
        provider = candidates[0] if len(candidates) == 1 else _fastest(path, candidates)
    return Session(path, provider)


def open_with_weights(path: Path, weights: Arrays, provider: str | None = None) -> Session:
    """As `open_session`, of a network whose weights are not in its file.

    Such a one is too large to be tried on every provider: the first that is there takes it.
    """
    return Session(path, provider or _candidates()[0], weights)


def _candidates() -> tuple[str, ...]:
    return tuple(name for name in PROVIDER_NAMES if name in onnxruntime.get_available_providers())


def _create(
    path: Path, provider: str, log_level: int, weights: Arrays | None = None
) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = log_level
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.intra_op_num_threads = _usable_physical_cores()
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    providers = [provider] if provider == CPU else [provider, CPU]
    if provider == "DmlExecutionProvider":
        options.enable_mem_pattern = False  # DirectML does not support it
    given = {
        name: onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(value))
        for name, value in (weights or {}).items()
    }
    if given:
        options.add_external_initializers(list(given), list(given.values()))
    session = onnxruntime.InferenceSession(str(path), options, providers=providers)
    session.disable_fallback()  # otherwise a failing run would silently go on elsewhere
    return session


def _usable_physical_cores() -> int:
    physical = psutil.cpu_count(logical=False) or 1
    if hasattr(os, "sched_getaffinity"):
        return min(physical, len(os.sched_getaffinity(0)))
    return physical


@functools.cache
def _fastest(path: Path, candidates: Sequence[str]) -> str:
    """The provider that runs this file fastest; one that does not work here is passed over."""
    seconds = {name: _probe(path, name) for name in candidates}
    return min(candidates, key=lambda name: seconds[name])


def _probe(path: Path, provider: str) -> float:
    try:
        session = _create(path, provider, _LOG_FATAL_ONLY)
        if session.get_providers()[0] != provider:
            return float("inf")
        inputs = {item.name: _zeros(item.shape, item.type) for item in session.get_inputs()}
        session.run(None, inputs)  # the first pass allocates and tunes
        started = time.perf_counter()
        for _ in range(_PROBE_PASSES):
            session.run(None, inputs)
        return time.perf_counter() - started
    except Exception:  # noqa: BLE001  (drivers fail in ways of their own; any means: not this one)
        return float("inf")


def _zeros(shape: Sequence[int | str], kind: str) -> NDArray[Any]:
    sizes = [size if isinstance(size, int) else _PROBE_BATCH for size in shape]
    return np.zeros(sizes, np.int64 if "int64" in kind else np.float32)
