"""Recognise: product and class of images, no product id given."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import UserFixableError
from engine.contract.intake_results import RefusedFile
from engine.contract.job_context import JobContext, Progress
from engine.contract.quality_results import ClassProbability
from engine.contract.results import RecogniseResult, Recognition
from engine.contract.specs import RecogniseSpec
from engine.imaging.decode import UnreadableImageError, decode_image
from engine.operations.class_answers import ClassAnswers
from engine.operations.version_session import chosen_version, open_version
from engine.registry import Version, Workspace


def run_recognise(
    workspace: Workspace, spec: RecogniseSpec, context: JobContext
) -> RecogniseResult:
    """Recognise every readable file with the active version; the others are named with a reason."""
    if not spec.files:
        raise UserFixableError("No image was named. Name at least one file.")
    version = chosen_version(workspace, None)
    session = open_version(workspace, version, "recogniser_onnx")
    answers = ClassAnswers(workspace, version)
    recognitions, refused = [], []
    for done, file in enumerate(spec.files, start=1):
        context.honour_requests()
        try:
            pixels = decode_image(Path(file)).pixels
        except UnreadableImageError as error:
            refused.append(RefusedFile(file=file, reason=str(error)))
        else:
            probabilities, _ = answers.answer(session, pixels)
            recognitions.append(_recognition(version, file, probabilities))
        context.report_progress(
            Progress(
                stage="recognise",
                step=done,
                step_count=len(spec.files),
                fraction=done / len(spec.files),
            )
        )
    return RecogniseResult(
        recognitions=tuple(recognitions), refused=tuple(refused), version_number=version.number
    )


def _recognition(version: Version, file: str, probabilities: NDArray[np.float32]) -> Recognition:
    # Stable, so that equal figures always come in the order of the classes.
    ranked = np.argsort(-probabilities, kind="stable")
    found = tuple(
        ClassProbability(
            product_name=version.classes[place].product_name,
            class_name=version.classes[place].class_name,
            probability=float(probabilities[place]),
        )
        for place in ranked
    )
    best = found[0]
    return Recognition(
        file=file,
        product_name=best.product_name,
        class_name=best.class_name,
        confidence=best.probability,
        probabilities=found,
    )
