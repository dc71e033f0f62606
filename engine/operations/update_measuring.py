"""The measuring stages of an update: export with parity proof, quality per product, speed, gate."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from engine.contract.job_context import JobContext, SilentContext
from engine.contract.results import ProductQuality, StudentQuality
from engine.evaluation.samples import Samples
from engine.generators.generator import Generator
from engine.inference.generation import draw
from engine.inference.onnx_export import Parity, export_recogniser
from engine.inference.session import Session, open_session
from engine.operations.families import family_named
from engine.operations.measured_pictures import MEASURING_SEED
from engine.operations.product_measuring import ProductMeasuring
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_files import UpdateFiles
from engine.recognition.class_statistics import statistics_to_bytes
from engine.recognition.network import Recogniser
from engine.registry import VersionClass, Workspace
from engine.training.learning_set import PictureSet
from engine.training.stage_progress import StageProgress

_TIMED_IMAGES = 16
_TIMED_ROUNDS = 3


@dataclass(frozen=True)
class Measured:
    """Everything that was measured of a coming version."""

    products: tuple[ProductQuality, ...]
    student: StudentQuality
    #: JSON for the version's record.
    metrics: dict[str, Any]


@dataclass
class UpdateMeasuring:
    """The measuring half of one update."""

    workspace: Workspace
    brief: UpdateBrief
    files: UpdateFiles
    context: JobContext

    def export(
        self,
        teacher: Generator,
        student: Generator,
        recogniser: Recogniser,
        embedding: Recogniser | None = None,
    ) -> dict[str, Any]:
        """Write the ONNX files, that of the embedding where there is one; returns their parity.

        Raises:
            IntegrityError: If an exported network differs from its original by more than tolerated.
        """

        def export_all() -> dict[str, Any]:
            for name in ("student.onnx", "teacher.onnx", "recogniser.onnx", "embedding.onnx"):
                self.files.path(name).unlink(missing_ok=True)  # of an interrupted export
            size = self.brief.plan.image_size
            family = family_named(self.brief.plan.family)
            recognisers = {"recogniser": recogniser}
            if embedding is not None:
                recognisers["embedding"] = embedding
            return {
                "student": self._export("student.onnx", lambda p: family.export(student, p)),
                "teacher": self._export("teacher.onnx", lambda p: family.export(teacher, p)),
                **{
                    name: self._export(f"{name}.onnx", partial(export_recogniser, model, size))
                    for name, model in recognisers.items()
                },
            }

        return self.files.facts("parity", export_all)

    def _export(self, name: str, export: Callable[[Path], Parity]) -> dict[str, float]:
        self.context.honour_requests()
        parities: list[Parity] = []
        self.files.file(name, lambda path: parities.append(export(path)))
        return asdict(parities[0])

    @property
    def compared_classes(self) -> tuple[VersionClass, ...]:
        """Classes that the teacher draws too, to hold the student against: of what is taught.

        What the student lost of earlier ones shows in their retention.
        """
        return self.brief.taught_classes or self.brief.classes

    @property
    def measured_pictures(self) -> int:
        """How many pictures student and teacher draw to be measured."""
        classes = len(self.brief.classes) + len(self.compared_classes)
        return classes * self.brief.plan.measured_per_class

    def samples(
        self, name: str, classes: Sequence[VersionClass], progress: StageProgress, offset: int
    ) -> Samples:
        """The generated set by which a network ("student" or "teacher") is measured."""

        def make() -> dict[str, Any]:
            per_class = self.brief.plan.measured_per_class
            labels = np.repeat([c.label for c in classes], per_class)
            # A class has the same seeds whoever draws it and whatever else is drawn.
            first = [self.brief.classes.index(item) * per_class for item in classes]
            places = np.add.outer(np.asarray(first, np.int64), np.arange(per_class)).ravel()
            seeds = MEASURING_SEED + places
            session = open_session(self.files.path(f"{name}.onnx"))
            batch, parts = 48, []
            for start in range(0, len(labels), batch):
                part = slice(start, start + batch)
                parts.append(draw(session, labels[part], seeds[part], self.context))
                progress.advance(offset + min(start + batch, len(labels)))
            return {"images": np.concatenate(parts), "labels": labels}

        found = self.files.arrays(f"samples-{name}", make)
        return Samples(found["images"], found["labels"])

    def measure(
        self,
        recogniser: Recogniser,
        teacher: Generator,
        student: Generator,
        photographs: PictureSet,
        progress: StageProgress,
    ) -> Measured:
        """Quality per product and of the student beside its teacher."""
        count = len(self.brief.classes) * self.brief.plan.measured_per_class
        drawn = self.samples("student", self.brief.classes, progress, 0)
        by_teacher = self.samples("teacher", self.compared_classes, progress, count)
        measuring = ProductMeasuring(
            self.workspace,
            self.brief,
            recogniser,
            drawn,
            [MEASURING_SEED + place for place in range(count)],
            photographs,
            self.context,
        )
        products, records, ratios = [], {}, []
        for name in self.brief.product_names:
            self.context.honour_requests()
            quality, records[name] = measuring.measure(name)
            products.append(quality)
            if name in {c.product_name for c in self.compared_classes}:
                full = measuring.distance(name, by_teacher)
                if quality.fidelity is not None and full is not None:
                    ratios.append(quality.fidelity / max(full, 1e-9))
        self.files.file(
            "statistics.safetensors",
            lambda path: _write(path, statistics_to_bytes(measuring.new_statistics)),
        )
        speed = self._images_per_second()
        student_quality = StudentQuality(
            parameters=student.parameters,
            teacher_parameters=teacher.parameters,
            images_per_second=speed["student"],
            teacher_images_per_second=speed["teacher"],
            fidelity_ratio=float(np.mean(ratios)) if ratios else 1.0,
        )
        metrics = {"products": records, "student": asdict(student_quality)}
        return Measured(tuple(products), student_quality, metrics)

    def _images_per_second(self) -> dict[str, float]:
        """Student and teacher on the same runtime, in turn: a noisy machine is fair to both."""
        sessions = {
            name: open_session(self.files.path(f"{name}.onnx")) for name in ("student", "teacher")
        }
        label = self.brief.classes[0].label
        times: dict[str, list[float]] = {name: [] for name in sessions}
        for turn in range(_TIMED_ROUNDS + 1):
            self.context.honour_requests()
            for name, session in sessions.items():
                seconds = _draw_seconds(session, label)
                if turn > 0:  # the first round warms up
                    times[name].append(seconds)
        return {name: _TIMED_IMAGES / median(seconds) for name, seconds in times.items()}


def _draw_seconds(session: Session, label: int) -> float:
    labels = np.full(_TIMED_IMAGES, label, dtype=np.int64)
    seeds = np.arange(_TIMED_IMAGES, dtype=np.int64)
    started = time.perf_counter()
    draw(session, labels, seeds, SilentContext())
    return time.perf_counter() - started


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
