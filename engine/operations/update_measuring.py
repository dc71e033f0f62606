"""The measuring stages of an update: export with parity proof, quality per product, speed, gate."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.continual.replay import draw_pictures
from engine.contract.job_context import JobContext
from engine.contract.results import ProductQuality, StudentQuality
from engine.evaluation.samples import Samples
from engine.generators.generator import Generator
from engine.inference.generation import draw, open_networks
from engine.inference.onnx_export import Parity, export_recogniser
from engine.operations.families import family_named
from engine.operations.families.family import GeneratorFamily
from engine.operations.measured_pictures import MEASURING_SEED
from engine.operations.product_measuring import ProductMeasuring
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_files import UpdateFiles
from engine.operations.version_files import student_files
from engine.recognition.class_statistics import statistics_to_bytes
from engine.recognition.network import Recogniser
from engine.registry import VersionClass, Workspace
from engine.training.learning_set import PictureSet
from engine.training.stage_progress import StageProgress

_TIMED_IMAGES = 16
_TIMED_ROUNDS = 3
#: At a time, of networks that are too large for more.
_DRAWN_BY_TORCH = 2

#: Pictures of labels and seeds.
_Drawing: TypeAlias = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.uint8]]


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
            size, family = self.brief.plan.image_size, self.family
            works: dict[str, Callable[[Path], Parity]] = {
                "student.onnx": partial(family.export, student),
                "recogniser.onnx": partial(export_recogniser, recogniser, size),
            }
            if family.exports_teachers:
                works["teacher.onnx"] = partial(family.export, teacher)
            if embedding is not None:
                works["embedding.onnx"] = partial(export_recogniser, embedding, size)
            for role, name in family.onnx_names.items():
                if role != "student_onnx":
                    works[name] = partial(
                        family.export_companion, role, student, self.workspace.root
                    )
            for name in works:
                self.files.path(name).unlink(missing_ok=True)  # of an interrupted export
            return {
                name.removesuffix(".onnx"): self._export(name, work) for name, work in works.items()
            }

        return self.files.facts("parity", export_all)

    @property
    def family(self) -> GeneratorFamily:
        """The kind of generator that is measured."""
        return family_named(self.brief.plan.family)

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
        self,
        name: str,
        generator: Generator,
        classes: Sequence[VersionClass],
        progress: StageProgress,
        offset: int,
    ) -> Samples:
        """The generated set by which a network ("student" or "teacher") is measured."""

        def make() -> dict[str, Any]:
            per_class = self.brief.plan.measured_per_class
            labels = np.repeat([c.label for c in classes], per_class)
            # A class has the same seeds whoever draws it and whatever else is drawn.
            first = [self.brief.classes.index(item) * per_class for item in classes]
            places = np.add.outer(np.asarray(first, np.int64), np.arange(per_class)).ravel()
            seeds = MEASURING_SEED + places
            drawing = self._deployed(name) or self._drawing_by_torch(generator)
            batch, parts = 48, []
            for start in range(0, len(labels), batch):
                part = slice(start, start + batch)
                parts.append(drawing(labels[part], seeds[part]))
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
        drawn = self.samples("student", student, self.brief.classes, progress, 0)
        by_teacher = self.samples("teacher", teacher, self.compared_classes, progress, count)
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
        speed = self._images_per_second({"student": student, "teacher": teacher})
        student_quality = StudentQuality(
            parameters=student.parameters,
            teacher_parameters=teacher.parameters,
            images_per_second=speed["student"],
            teacher_images_per_second=speed["teacher"],
            fidelity_ratio=float(np.mean(ratios)) if ratios else 1.0,
        )
        metrics = {"products": records, "student": asdict(student_quality)}
        return Measured(tuple(products), student_quality, metrics)

    def _deployed(self, name: str) -> _Drawing | None:
        """Drawing by the ONNX files of student or teacher; None where a teacher has none."""
        if name == "student":
            files = student_files(self.files, self.brief)
        elif self.family.exports_teachers:
            files = {"student_onnx": self.files.path("teacher.onnx")}
        else:
            return None
        networks = open_networks(files)
        return lambda labels, seeds: draw(networks, labels, seeds, self.context)

    def _drawing_by_torch(self, generator: Generator) -> _Drawing:
        generator.network.to(self.brief.plan.device)
        steps = generator.sampling_timesteps()
        return lambda labels, seeds: draw_pictures(
            generator, labels, seeds, steps, self.context, batch=_DRAWN_BY_TORCH
        )

    def _images_per_second(self, generators: Mapping[str, Generator]) -> dict[str, float]:
        """Student and teacher on the same runtime, in turn: a noisy machine is fair to both."""
        is_deployed = self.family.exports_teachers
        drawings = {
            name: (self._deployed(name) if is_deployed else None)
            or self._drawing_by_torch(generator)
            for name, generator in generators.items()
        }
        count = _TIMED_IMAGES if is_deployed else _DRAWN_BY_TORCH
        label = self.brief.classes[0].label
        times: dict[str, list[float]] = {name: [] for name in drawings}
        for turn in range(_TIMED_ROUNDS + 1):
            self.context.honour_requests()
            for name, drawing in drawings.items():
                seconds = _draw_seconds(drawing, label, count)
                if turn > 0:  # the first round warms up
                    times[name].append(seconds)
        return {name: count / median(seconds) for name, seconds in times.items()}


def _draw_seconds(drawing: _Drawing, label: int, count: int) -> float:
    labels = np.full(count, label, dtype=np.int64)
    seeds = np.arange(count, dtype=np.int64)
    started = time.perf_counter()
    drawing(labels, seeds)
    return time.perf_counter() - started


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
