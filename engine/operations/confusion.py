"""Confusion: which class the recogniser of a version takes for which."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from engine.contract.job_context import JobContext, Progress
from engine.contract.quality_results import ConfusionResult, ConfusionRow
from engine.contract.specs import ConfusionSpec
from engine.imaging.fitting import unfit
from engine.inference.generation import draw
from engine.inference.session import Session
from engine.operations.acceptance_pictures import (
    SealedPicture,
    acceptance_pictures,
    sealed_pixels,
)
from engine.operations.class_answers import ClassAnswers
from engine.operations.version_session import chosen_version, open_student, open_version
from engine.registry import Version, VersionClass, Workspace

#: Of each class whose photographs are not kept.
DRAWN_PER_CLASS = 16
#: Apart from the seeds of measuring and of operators.
_FIRST_SEED = 950_000_000
#: Of the time, where pictures are drawn.
_DRAWING_SHARE = 0.9


def run_confusion(
    workspace: Workspace, spec: ConfusionSpec, context: JobContext
) -> ConfusionResult:
    """Ask the recogniser, which is not told the product, about pictures whose class is known.

    They are the sealed acceptance pictures; where none are kept, the version draws some. Those
    flatter the recogniser, which has learned from pictures like them.
    """
    version = chosen_version(workspace, spec.version_number)
    sealed: dict[int, list[SealedPicture]] = defaultdict(list)
    for picture in acceptance_pictures(workspace, version):
        sealed[picture.item.label].append(picture)
    unkept = [item for item in version.classes if not sealed[item.label]]
    drawn = _drawn(workspace, version, unkept, context)
    session = open_version(workspace, version, "recogniser_onnx")
    answers = ClassAnswers(workspace, version)
    rows = []
    for done, item in enumerate(version.classes, start=1):
        # Photographs are large: one at a time.
        kept = (sealed_pixels(workspace, picture) for picture in sealed[item.label])
        shown = drawn.get(item.label, kept)
        rows.append(
            ConfusionRow(
                product_name=item.product_name,
                class_name=item.class_name,
                source="generated" if item.label in drawn else "acceptance",
                answers=_counts(session, answers, shown, context),
            )
        )
        _report(context, done, len(version.classes), begun=_DRAWING_SHARE if drawn else 0.0)
    return ConfusionResult(version_number=version.number, rows=tuple(rows))


def _drawn(
    workspace: Workspace, version: Version, classes: list[VersionClass], context: JobContext
) -> dict[int, list[NDArray[np.uint8]]]:
    """Pictures by label, of the shape that `generate` would give their files."""
    if not classes:
        return {}
    labels = np.repeat([item.label for item in classes], DRAWN_PER_CLASS)
    seeds = _FIRST_SEED + np.arange(len(labels), dtype=np.int64)
    session = open_student(workspace, version)

    def on_progress(done: float, total: int) -> None:
        _report(context, round(done), total, end=_DRAWING_SHARE)

    images = draw(session, labels, seeds, context, on_progress=on_progress)
    found: dict[int, list[NDArray[np.uint8]]] = {}
    for item in classes:
        product = workspace.products.get(item.product_name)
        found[item.label] = [
            _in_colour(unfit(image, product.width, product.height, product.fit, product.is_gray))
            for image in images[labels == item.label]
        ]
    return found


def _in_colour(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(H, W) or (H, W, 3) as (H, W, 3)."""
    return np.stack([pixels] * 3, axis=-1) if pixels.ndim == 2 else pixels


def _counts(
    session: Session,
    answers: ClassAnswers,
    pictures: Iterable[NDArray[np.uint8]],
    context: JobContext,
) -> tuple[int, ...]:
    counts = [0] * len(answers.classes)
    for pixels in pictures:
        context.honour_requests()
        probabilities, _ = answers.answer(session, pixels)
        counts[int(probabilities.argmax())] += 1
    return tuple(counts)


def _report(
    context: JobContext, done: int, total: int, begun: float = 0.0, end: float = 1.0
) -> None:
    fraction = begun + (end - begun) * done / total
    context.report_progress(
        Progress(stage="confusion", step=done, step_count=total, fraction=fraction)
    )
