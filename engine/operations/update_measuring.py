"""The measuring stages of an update: export with parity proof, quality per product, speed, gate."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from engine.contract.job_context import JobContext, SilentContext
from engine.contract.results import ProductQuality, StudentQuality
from engine.evaluation.product_quality import (
    GenerationQuality,
    Samples,
    measure_accuracy,
    measure_generation,
    overall_quality,
    retention,
)
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.inference.generation import draw
from engine.inference.onnx_export import Parity, export_generator, export_recogniser
from engine.inference.session import Session, open_session
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_files import UpdateFiles
from engine.operations.update_pictures import load_acceptance_pictures
from engine.recognition.network import Recogniser
from engine.registry import Version, Workspace
from engine.training.stage_progress import StageProgress

_TIMED_IMAGES = 16
_TIMED_ROUNDS = 3
_MEASURING_SEED = 900_000_000  # apart from the seeds that operators choose


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
        self, teacher: PixelDiffusion, student: PixelDiffusion, recogniser: Recogniser
    ) -> dict[str, Any]:
        """Write the ONNX files; returns the parity of each.

        Raises:
            IntegrityError: If an exported network differs from its original by more than tolerated.
        """

        def export_all() -> dict[str, Any]:
            for name in ("student.onnx", "teacher.onnx", "recogniser.onnx"):
                self.files.path(name).unlink(missing_ok=True)  # of an interrupted export
            size = self.brief.plan.image_size
            return {
                "student": self._export("student.onnx", lambda p: export_generator(student, p)),
                "teacher": self._export("teacher.onnx", lambda p: export_generator(teacher, p)),
                "recogniser": self._export(
                    "recogniser.onnx", lambda p: export_recogniser(recogniser, size, p)
                ),
            }

        return self.files.facts("parity", export_all)

    def _export(self, name: str, export: Callable[[Path], Parity]) -> dict[str, float]:
        self.context.honour_requests()
        parities: list[Parity] = []
        self.files.file(name, lambda path: parities.append(export(path)))
        return asdict(parities[0])

    def samples(self, name: str, progress: StageProgress, offset: int) -> Samples:
        """The generated set by which a network ("student" or "teacher") is measured."""

        def make() -> dict[str, Any]:
            labels = np.repeat(
                [c.label for c in self.brief.classes], self.brief.plan.measured_per_class
            )
            seeds = _MEASURING_SEED + np.arange(len(labels), dtype=np.int64)
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
        teacher: PixelDiffusion,
        student: PixelDiffusion,
        progress: StageProgress,
    ) -> Measured:
        """Quality per product and of the student beside its teacher."""
        count = len(self.brief.classes) * self.brief.plan.measured_per_class
        drawn = self.samples("student", progress, 0)
        by_teacher = self.samples("teacher", progress, count)
        pictures = load_acceptance_pictures(self.workspace, self.brief, self.context)
        acceptance = Samples(pictures.images, pictures.labels)
        products, records, ratios = [], {}, []
        for name in (*self.brief.earlier_product_names, *self.brief.new_product_names):
            labels = self.brief.labels_of(name)
            real = acceptance.of(labels)
            quality = measure_generation(recogniser, drawn.of(labels), real)
            accuracy = measure_accuracy(recogniser, real) if len(real.labels) else None
            overall = overall_quality(quality, accuracy)
            kept = self._retention(name, recogniser, real, overall)
            products.append(
                ProductQuality(
                    product_name=name,
                    retention=kept,
                    accuracy=accuracy,
                    assigned_share=quality.assigned_share,
                    fidelity=quality.fidelity,
                )
            )
            by_full = measure_generation(recogniser, by_teacher.of(labels), real)
            ratios.append(_ratio(quality, by_full))
            records[name] = {**asdict(products[-1]), "quality": overall}
        speed = self._images_per_second()
        compared = [ratio for ratio in ratios if ratio is not None]
        student_quality = StudentQuality(
            parameters=student.parameters,
            teacher_parameters=teacher.parameters,
            images_per_second=speed["student"],
            teacher_images_per_second=speed["teacher"],
            fidelity_ratio=float(np.mean(compared)) if compared else 1.0,
        )
        metrics = {"products": records, "student": asdict(student_quality)}
        return Measured(tuple(products), student_quality, metrics)

    def _retention(
        self, name: str, recogniser: Recogniser, real: Samples, now: float | None
    ) -> float | None:
        """Against what the version that learned the product drew, seen by today's recogniser."""
        learned = self._learned_in(name)
        if learned is None:
            return None if now is None else 1.0
        record = learned.metrics["products"][name]
        then = self._samples_of(learned).of(self.brief.labels_of(name))
        then = then.first_per_class(self.brief.plan.measured_per_class)
        quality = measure_generation(recogniser, then, real)
        return retention(now, overall_quality(quality, record["accuracy"]))

    def _learned_in(self, name: str) -> Version | None:
        """The ancestor in which a product was learned; None for a new product."""
        number = self.brief.parent_number
        while number is not None:
            version = self.workspace.versions.get(number)
            if name in version.new_product_names:
                return version
            number = version.parent_number
        return None

    def _samples_of(self, version: Version) -> Samples:
        found = load_file(self.workspace.artifacts.path(version.artifacts["samples"]))
        return Samples(found["images"], found["labels"])

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


def _ratio(student: GenerationQuality, teacher: GenerationQuality) -> float | None:
    if student.fidelity is None or teacher.fidelity is None:
        return None
    return student.fidelity / max(teacher.fidelity, 1e-9)
