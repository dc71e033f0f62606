"""Recognise: product and class of images, no product id given."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext, Progress
from engine.contract.results import RecogniseResult, Recognition, RefusedFile
from engine.contract.specs import FitMode, RecogniseSpec
from engine.imaging.decode import UnreadableImageError, decode_image
from engine.imaging.fitting import fit_to_square
from engine.inference.recognition import recognise
from engine.inference.session import Session
from engine.operations.version_session import chosen_version, open_version
from engine.registry import Version, Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence


def run_recognise(
    workspace: Workspace, spec: RecogniseSpec, context: JobContext
) -> RecogniseResult:
    """Recognise every readable file with the active version; the others are named with a reason."""
    if not spec.files:
        raise UserFixableError("No image was named. Name at least one file.")
    version = chosen_version(workspace, None)
    session = open_version(workspace, version, "recogniser_onnx")
    classes = _ClassColumns(workspace, version)
    recognitions, refused = [], []
    for done, file in enumerate(spec.files, start=1):
        context.honour_requests()
        try:
            pixels = decode_image(Path(file)).pixels
        except UnreadableImageError as error:
            refused.append(RefusedFile(file=file, reason=str(error)))
        else:
            recognitions.append(classes.recognise(session, file, pixels))
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


class _ClassColumns:
    """The recogniser's columns of the version's classes, and the view each is judged on.

    Products differ in whether they are padded or cropped, and which product an image shows is the
    question. So it is shown to the recogniser in each way that occurs, and each class is judged
    on the way its product was learned.
    """

    def __init__(self, workspace: Workspace, version: Version) -> None:
        self.classes = version.classes
        self.image_size = version.image_size
        fit_of = {name: workspace.products.get(name).fit for name in version.product_names}
        self.fits: Sequence[FitMode] = sorted(set(fit_of.values()))
        self.rows = [self.fits.index(fit_of[item.product_name]) for item in self.classes]
        self.columns = [item.label for item in self.classes]

    def recognise(self, session: Session, file: str, pixels: NDArray[np.uint8]) -> Recognition:
        """The most probable class; columns of classes that were given up do not count."""
        views = np.stack([fit_to_square(pixels, self.image_size, fit) for fit in self.fits])
        probabilities, _ = recognise(session, views)
        shares = probabilities[self.rows, self.columns]
        best = int(shares.argmax())
        return Recognition(
            file=file,
            product_name=self.classes[best].product_name,
            class_name=self.classes[best].class_name,
            confidence=float(shares[best] / max(float(shares.sum()), 1e-12)),
        )
