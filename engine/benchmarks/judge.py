"""A judge: a recogniser trained on real photographs alone, asked what generated images show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.benchmarks.step_reports import step_reporter
from engine.contract.job_context import JobContext
from engine.contract.specs import FitMode
from engine.imaging.decode import decode_image
from engine.imaging.fitting import fit_to_square
from engine.recognition.training import classify, train_recogniser


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A class of a product."""

    product_name: str
    class_name: str


#: Image files of every class.
Files = Mapping[Kind, Sequence[Path]]


class Judge:
    """Knows every class from real photographs, and has never seen a generated image."""

    def __init__(
        self,
        photographs: Files,
        *,
        image_size: int,
        fit: FitMode,
        steps: int,
        seed: int,
        context: JobContext,
    ) -> None:
        self.kinds = tuple(photographs)
        self._image_size = image_size
        self._fit = fit
        images = [self._read(photographs[kind]) for kind in self.kinds]
        labels = [np.full(len(batch), label) for label, batch in enumerate(images)]

        self._recogniser = train_recogniser(
            np.concatenate(images),
            np.concatenate(labels).astype(np.int64),
            class_count=len(self.kinds),
            steps=steps,
            seed=seed,
            context=context,
            on_step=step_reporter(context, "judge", steps),
        )

    def name(self, files: Sequence[Path]) -> list[Kind]:
        """What each file shows."""
        probabilities, _ = classify(self._recogniser, self._read(files))
        return [self.kinds[label] for label in probabilities.argmax(axis=1)]

    def agreement(self, files: Files) -> float:
        """Share of files that the judge gives the class they stand under; classes weigh equal."""
        return float(np.mean(list(self.agreement_by_kind(files).values())))

    def agreement_by_kind(self, files: Files) -> dict[Kind, float]:
        """The same for each class."""
        return {
            kind: sum(named == kind for named in self.name(batch)) / len(batch)
            for kind, batch in files.items()
        }

    def _read(self, files: Sequence[Path]) -> NDArray[np.uint8]:
        return np.stack(
            [
                fit_to_square(decode_image(file).pixels, self._image_size, self._fit)
                for file in files
            ]
        )
