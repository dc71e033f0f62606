"""Previews beside a folder's report: of the files it complains about, and at training size."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.check_previews import FilePreview, TrainingPreview
from engine.contract.intake_results import CheckReport
from engine.contract.job_context import JobContext
from engine.contract.specs import FitMode
from engine.imaging.decode import UnreadableImageError, decode_image
from engine.imaging.fitting import fit_to_square
from engine.imaging.folder_scan import ImageRecord
from engine.imaging.png_provenance import write_png

THUMBNAIL_SIDE = 128
_MOST_PROBLEMS = 80
_SHOWN = 6
#: Sizes that a first update chooses from where nothing is settled yet.
_FIRST_SIZES = (32, 64)


def write_thumbnail(path: Path, key: str, folder: Path) -> str:
    """A small copy of a picture, named by `key` so that a second look finds it ready."""
    thumbnail = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.png"
    if not thumbnail.exists():
        pixels = decode_image(path).pixels
        scale = min(1.0, THUMBNAIL_SIDE / max(pixels.shape[:2]))
        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        write_png(thumbnail, np.asarray(small, dtype=np.uint8), {})
    return str(thumbnail)


def write_problem_previews(
    root: Path, report: CheckReport, folder: Path, context: JobContext
) -> tuple[FilePreview, ...]:
    """Previews of the files that the report complains about, as far as they can be read at all."""
    previews = []
    for file in list(dict.fromkeys(_problem_files(report)))[:_MOST_PROBLEMS]:
        context.honour_requests()
        path = root / file
        try:
            size = path.stat().st_size
            thumbnail = write_thumbnail(path, f"{file} {size}", folder)
        except (UnreadableImageError, OSError):
            continue
        previews.append(FilePreview(file=file, thumbnail=thumbnail))
    return tuple(previews)


def write_training_preview(
    records: Sequence[ImageRecord], size: int | None, folder: Path, context: JobContext
) -> TrainingPreview | None:
    """Some photographs of every class as the networks will see them, padded and cropped.

    Where `size` is None, it is what a first update would choose for pictures this large.
    """
    if not records:
        return None
    edge = size or _first_size(records)
    files: dict[FitMode, list[str]] = {fit: [] for fit in FitMode}
    for record in _one_of_each(records):
        context.honour_requests()
        pixels = decode_image(record.path).pixels
        for fit, made in files.items():
            name = hashlib.sha256(f"{record.sha256} {edge} {fit}".encode()).hexdigest()[:24]
            file = folder / f"{name}.png"
            if not file.exists():
                write_png(file, _squared(pixels, edge, fit), {})
            made.append(str(file))
    return TrainingPreview(
        size=edge, padded=tuple(files[FitMode.PAD]), cropped=tuple(files[FitMode.CROP])
    )


def _squared(pixels: NDArray[np.uint8], edge: int, fit: FitMode) -> NDArray[np.uint8]:
    colour = pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)
    return np.ascontiguousarray(fit_to_square(colour, edge, fit).transpose(1, 2, 0))


def _problem_files(report: CheckReport) -> Iterator[str]:
    for pair in (*report.label_conflicts, *report.duplicates, *report.near_duplicates):
        yield from reversed(pair)
    for refused in report.refused:
        yield refused.file


def _first_size(records: Sequence[ImageRecord]) -> int:
    longest = max(max(record.width, record.height) for record in records)
    return next((size for size in _FIRST_SIZES if size >= longest), _FIRST_SIZES[-1])


def _one_of_each(records: Sequence[ImageRecord]) -> list[ImageRecord]:
    """Classes in turn, so that each is seen; the least square photographs of a class first."""
    by_class: dict[str, list[ImageRecord]] = {}
    for record in records:
        by_class.setdefault(record.class_name, []).append(record)
    for members in by_class.values():
        members.sort(key=lambda item: -abs(item.width - item.height))
    turns = max(len(members) for members in by_class.values())
    chosen = [
        members[turn]
        for turn in range(turns)
        for members in by_class.values()
        if turn < len(members)
    ]
    return chosen[:_SHOWN]
