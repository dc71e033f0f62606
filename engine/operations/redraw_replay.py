"""Redraw replay: the pictures of earlier products that an update learned from, drawn once more."""

import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.continual.replay import draw_pictures
from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_context import JobContext, Progress
from engine.contract.results import RedrawReplayResult, RuntimeDifference
from engine.contract.specs import RedrawReplaySpec
from engine.generators.generator import Generator
from engine.imaging.png_provenance import write_png
from engine.operations.families import family_of
from engine.operations.output_folder import prepare_empty_folder
from engine.operations.picture_drawing import software
from engine.operations.replay_record import ReplayRecord, pictures_digest
from engine.operations.torch_runtime import torch_fingerprint, torch_threads
from engine.operations.version_manifest import read_manifest
from engine.registry import Version, Workspace
from engine.registry.file_names import picture_name, safe_name


def run_redraw_replay(
    workspace: Workspace, spec: RedrawReplaySpec, context: JobContext
) -> RedrawReplayResult:
    """Draw what the record names, all of it in the same passes, and keep what the update kept.

    The files hold the squares that the networks learned from, in one folder per product and class.
    """
    started = time.monotonic()
    version = workspace.versions.get(spec.version_number)
    record = _record_of(workspace, version)
    teacher = _teacher_of(workspace, record)
    folder = prepare_empty_folder(workspace, Path(spec.output_dir))
    drawn, runtime = _draw(teacher, record, context)
    images = drawn[record.kept]
    files = _write(folder, version, record, images, context)
    digest = pictures_digest(images)
    return RedrawReplayResult(
        version_number=version.number,
        teacher_version=record.teacher_version,
        output_dir=str(folder),
        files=tuple(str(file) for file in files),
        exact=digest == record.images_sha256,
        digest=digest,
        recorded_digest=record.images_sha256,
        runtime_differences=_differences(record.runtime, runtime),
        seconds=time.monotonic() - started,
    )


def _record_of(workspace: Workspace, version: Version) -> ReplayRecord:
    document = read_manifest(workspace, version).replay
    if not document:
        raise UserFixableError(
            f"Version {version.number} learned from no replay: there is nothing to draw again. "
            "Versions that build on another one, by a strategy with replay, have one."
        )
    try:
        return ReplayRecord.from_json(document)
    except (KeyError, TypeError) as error:
        raise UserFixableError(
            f"The replay of version {version.number} was recorded by another release, which wrote "
            "down too little or too much for this one to draw it again."
        ) from error


def _teacher_of(workspace: Workspace, record: ReplayRecord) -> Generator:
    number, sha256 = record.teacher_version, record.teacher_sha256
    if not workspace.versions.get(number).has_teacher and sha256 not in workspace.artifacts:
        raise UserFixableError(
            f"The teacher of version {number}, which drew this replay, was freed to save space, so "
            "that it cannot be drawn again. Its seeds and its digest stay on record."
        )
    try:
        path = workspace.artifacts.path(sha256)
    except IntegrityError as error:
        raise UserFixableError(
            f"The teacher of version {number}, which drew this replay, is no longer in the "
            f"workspace. Restore its file {sha256[:12]}... from a backup, then try again."
        ) from error
    if not workspace.artifacts.verify(sha256):
        raise IntegrityError(
            f"The teacher of version {number} is not what was stored. "
            "Restore the workspace from a backup."
        )
    teacher = family_of(workspace.versions.get(number)).load(path, workspace.root)
    return teacher.with_guidance(record.sampler.guidance)


def _draw(
    teacher: Generator, record: ReplayRecord, context: JobContext
) -> tuple[NDArray[np.uint8], dict[str, str]]:
    """All pictures of the record, and what drew them: as much like then as this machine can."""
    started = time.monotonic()
    total = len(record.seeds)

    def on_batch(done: int) -> None:
        remaining = (time.monotonic() - started) * (total - done) / done
        context.report_progress(
            Progress(
                stage="replay",
                step=done,
                step_count=total,
                fraction=done / total,
                eta_low_seconds=remaining * 0.9,
                eta_high_seconds=remaining * 1.2,
            )
        )

    is_on_gpu = record.runtime["device"] == "cuda" and torch.cuda.is_available()
    device = "cuda" if is_on_gpu else "cpu"
    teacher.network.to(device)
    with torch_threads(int(record.runtime["threads"])):
        images = draw_pictures(
            teacher,
            record.labels,
            record.seeds,
            record.sampler.timesteps,
            context,
            on_batch,
            batch=record.batch,
            order=record.sampler.order,
        )
        return images, torch_fingerprint(device)


def _write(
    folder: Path,
    version: Version,
    record: ReplayRecord,
    images: NDArray[np.uint8],
    context: JobContext,
) -> list[Path]:
    orders = [(item, item.seeds[place]) for item in record.classes for place in item.kept]
    written: list[Path] = []
    try:
        for image, (item, seed) in zip(images, orders, strict=True):
            context.honour_requests()
            own = folder / safe_name(item.product_name) / safe_name(item.class_name)
            own.mkdir(parents=True, exist_ok=True)
            name = picture_name(item.product_name, item.class_name, record.teacher_version, seed)
            facts = {
                "pilotline:version": str(record.teacher_version),
                "pilotline:seed": str(seed),
                "pilotline:product": item.product_name,
                "pilotline:class": item.class_name,
                "pilotline:synthetic": "true",
                "pilotline:teacher_sha256": record.teacher_sha256,
                "pilotline:replay_of_version": str(version.number),
                "pilotline:software": software(),
            }
            write_png(own / name, np.ascontiguousarray(image.transpose(1, 2, 0)), facts)
            written.append(own / name)
    except BaseException:
        _remove(written, folder)
        raise
    return written


def _remove(written: list[Path], folder: Path) -> None:
    """Leave the folder as it was found: work that did not end leaves nothing of its own behind."""
    for path in written:
        path.unlink(missing_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):  # the innermost folders first
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _differences(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[RuntimeDifference, ...]:
    return tuple(
        RuntimeDifference(name=name, then=then.get(name, "none"), now=now.get(name, "none"))
        for name in dict.fromkeys((*then, *now))
        if then.get(name) != now.get(name)
    )
