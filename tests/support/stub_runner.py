"""What a worker of a test runs instead of the engine; the spec says how it behaves.

An update behaves as its strategy says, other work as its product name says.
"""

import os
import signal
import sys
import time
from pathlib import Path

from engine.contract.errors import IntegrityError, PauseRequested, UserFixableError
from engine.contract.job_context import JobContext, Progress
from engine.contract.job_states import JobState
from engine.contract.results import GenerateResult, Result
from engine.contract.specs import GenerateSpec, Spec, UpdateSpec
from engine.registry import Workspace

RUNNER = "tests.support.stub_runner:run_spec"
#: Modules that one of the two processes must not load.
WATCHED = ("PySide6", "torch", "cv2", "onnxruntime")


def count(seconds: float = 60.0, **overrides: int | float | str | bool) -> UpdateSpec:
    """An update that counts for so long, and honours requests after every count."""
    return stubbed("count", seconds=seconds, **overrides)


def stubbed(behaviour: str, **overrides: int | float | str | bool) -> UpdateSpec:
    """An update that behaves like this."""
    return UpdateSpec(strategy=behaviour, overrides=tuple(overrides.items()))


def request(behaviour: str, seed: int = 0) -> GenerateSpec:
    """Interactive work that behaves like this."""
    return GenerateSpec(product_name=behaviour, count=1, seed=seed)


def run_spec(root: Path, spec: Spec, context: JobContext, job_id: int) -> Result:
    """Behave as the spec says."""
    if isinstance(spec, UpdateSpec):
        return _BEHAVIOURS[spec.strategy](root, dict(spec.overrides), context, job_id)
    assert isinstance(spec, GenerateSpec)
    assert job_id < 0
    return _BEHAVIOURS[spec.product_name](root, {"seconds": 0.2}, context, job_id)


def _done(runtime: str = "") -> GenerateResult:
    return GenerateResult(images=(), version_number=os.getpid(), seconds=0.0, runtime=runtime)


def _count(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    folder = root / "checkpoints" / f"job-{job_id:06d}"
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = folder / "step.txt"
    first = int(checkpoint.read_text()) if checkpoint.exists() else 0
    context.note(f"counts from {first}")
    steps = round(float(settings["seconds"]) / 0.02)
    for step in range(first, steps):
        try:
            context.honour_requests()
        except PauseRequested:
            time.sleep(float(settings.get("checkpoint_seconds", 0.0)))
            checkpoint.write_text(str(step))
            context.report_checkpoint(stage="count", step=step)
            raise
        time.sleep(0.02)
        context.report_progress(
            Progress(
                stage="count",
                step=step + 1,
                step_count=steps,
                fraction=(step + 1) / steps,
            )
        )
    return _done()


def _echo(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    return _done(",".join(name for name in WATCHED if name in sys.modules))


def _environment(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    names = ("MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_", "OMP_NUM_THREADS")
    priority = os.getpriority(os.PRIO_PROCESS, 0) if hasattr(os, "getpriority") else 0
    return _done(f"{priority} " + " ".join(os.environ.get(name, "-") for name in names))


def _commit(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    with Workspace.open(root) as workspace:
        workspace.jobs.finish(job_id, JobState.SUCCEEDED)
    raise RuntimeError("after the commit")


def _fail(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    raise KeyError("壊れた")


def _refuse(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    raise UserFixableError("Register a product first.")


def _tamper(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    raise IntegrityError("Artifact abc is missing.")


def _run_out_of_memory(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")


def _leave(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    raise SystemExit(3)


def _die(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    time.sleep(0.3)
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    raise AssertionError


def _ignore_requests(root: Path, settings: dict, context: JobContext, job_id: int) -> Result:
    context.note("ignores requests")
    time.sleep(60)
    return _done()


_BEHAVIOURS = {
    "count": _count,
    "echo": _echo,
    "environment": _environment,
    "commit": _commit,
    "fail": _fail,
    "refuse": _refuse,
    "tamper": _tamper,
    "run out of memory": _run_out_of_memory,
    "leave": _leave,
    "die": _die,
    "ignore requests": _ignore_requests,
}
