"""Latency: how long the networks of a version take for a picture on this machine."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from engine.contract.job_context import JobContext, Progress, SilentContext
from engine.contract.quality_results import Latency, LatencyResult
from engine.contract.specs import LatencySpec
from engine.inference.generation import Networks, draw
from engine.inference.recognition import recognise
from engine.inference.session import Session, open_session
from engine.operations.families import family_of
from engine.operations.machine import describe_machine
from engine.operations.version_session import (
    chosen_version,
    intact_artifact,
    open_student,
    open_version,
)
from engine.registry import Version, Workspace
from engine.registry.entities import TEACHER

#: Pictures at a time: one as an operator waits for it, and as many as a series draws at once.
_BATCHES = (1, 16)
_RUNS = 5

#: Draws or recognises as many pictures.
_Work = Callable[[int], object]


def run_latency(workspace: Workspace, spec: LatencySpec, context: JobContext) -> LatencyResult:
    """Time student, teacher and recogniser in turn: a noisy machine is fair to all of them."""
    version = chosen_version(workspace, spec.version_number)
    student = open_student(workspace, version)
    recogniser = open_version(workspace, version, "recogniser_onnx")
    label = version.classes[0].label
    work: dict[str, _Work] = {"student": _drawing(student, label)}
    with _exported_teacher(workspace, version) as teacher:
        if teacher is not None:
            work["teacher"] = _drawing(teacher, label)
        work["recogniser"] = _recognising(recogniser, version.image_size)
        latencies = tuple(_timed(work, context))
    return LatencyResult(
        version_number=version.number,
        latencies=latencies,
        runs=_RUNS,
        runtime=student.runtime,
        machine=describe_machine().as_text(),
        teacher_missing="" if "teacher" in work else _why_missing(version),
    )


def _why_missing(version: Version) -> str:
    if version.has_teacher:
        return (
            f"The teacher of version {version.number} is too large for the student's runtime, so "
            "only its student was timed."
        )
    return (
        f"The teacher of version {version.number} was freed to save space, so only its student "
        "was timed."
    )


@contextmanager
def _exported_teacher(workspace: Workspace, version: Version) -> Iterator[Session | None]:
    """The teacher on the student's runtime; versions keep its weights alone."""
    family = family_of(version)
    if not version.has_teacher or not family.exports_teachers:
        yield None
        return
    teacher = family.load(intact_artifact(workspace, version, TEACHER), workspace.root)
    with TemporaryDirectory(dir=workspace.cache_dir) as folder:
        path = Path(folder) / "teacher.onnx"
        family.export(teacher, path)
        yield open_session(path)


def _drawing(networks: Networks, label: int) -> _Work:
    def work(count: int) -> object:
        labels = np.full(count, label, dtype=np.int64)
        return draw(networks, labels, np.arange(count, dtype=np.int64), SilentContext())

    return work


def _recognising(session: Session, image_size: int) -> _Work:
    def work(count: int) -> object:
        return recognise(session, np.zeros((count, 3, image_size, image_size), np.uint8))

    return work


def _timed(work: Mapping[str, _Work], context: JobContext) -> Iterator[Latency]:
    seconds: dict[tuple[str, int], list[float]] = {}
    total, done = len(_BATCHES) * (_RUNS + 1), 0
    for batch in _BATCHES:
        for turn in range(_RUNS + 1):
            for name, run in work.items():
                context.honour_requests()
                started = time.perf_counter()
                run(batch)
                if turn > 0:  # the first round warms up
                    seconds.setdefault((name, batch), []).append(time.perf_counter() - started)
            done += 1
            context.report_progress(
                Progress(stage="latency", step=done, step_count=total, fraction=done / total)
            )
    for name in work:
        for batch in _BATCHES:
            each = [1000 * value / batch for value in seconds[name, batch]]
            yield Latency(
                network=name,
                batch=batch,
                milliseconds=median(each),
                fastest=min(each),
                slowest=max(each),
            )
