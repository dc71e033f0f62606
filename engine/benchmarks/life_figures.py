"""What a workspace's versions say of a long life: cost, storage, and the first product."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.benchmarks.life_of_updates import learned_versions
from engine.benchmarks.seed_files import Row
from engine.benchmarks.step_reports import step_reporter
from engine.contract.job_context import JobContext
from engine.evaluation.product_quality import (
    Reference,
    measure_generation,
    overall_quality,
    retention,
)
from engine.evaluation.samples import Samples
from engine.imaging.dataset import ImageFile, StoredImageFile, load_images
from engine.inference.generation import draw
from engine.inference.session import open_session
from engine.recognition.network import Recogniser
from engine.recognition.training import train_recogniser
from engine.registry import ProductImage, Version, Workspace
from engine.training.probe import STAGES

_JUDGED_PER_CLASS = 96
_JUDGED_SEED = 5_000_000


def life_rows(root: Path, updates: int, judge: "LifeJudge", context: JobContext) -> list[Row]:
    """One row for each of the first so many updates, from what the workspace has recorded."""
    with Workspace.open(root) as workspace:
        versions = learned_versions(workspace)[:updates]
        judged = [judge.quality(workspace, version, context) for version in versions]
        known: set[str] = set()
        rows = []
        for place, version in enumerate(versions):
            row = _row(workspace, version, known)
            row["first_judged_retention"] = retention(judged[place], judged[0])
            rows.append({"update": place + 1, **row})
            known |= set(version.artifacts.values())
        return rows


def _row(workspace: Workspace, version: Version, known: set[str]) -> Row:
    metrics = version.metrics
    first = metrics["products"][_first_product(version)]
    low, high = first["retention_interval"] or (None, None)
    accuracies = [record["accuracy"] for record in metrics["products"].values()]
    return {
        "learned": ", ".join(version.new_product_names),
        "seconds": _seconds(workspace, version),
        "bytes_added": sum(
            workspace.artifacts.path(sha256).stat().st_size
            for sha256 in set(version.artifacts.values()) - known
        ),
        "peak_memory_mb": metrics["peak_memory_mb"],
        "first_retention": first["retention"],
        "first_retention_low": low,
        "first_retention_high": high,
        "first_fidelity": first["fidelity"],
        "accuracy": None if None in accuracies else float(np.mean(accuracies)),
        **{f"{stage}_seconds": metrics["stage_seconds"].get(stage) for stage in STAGES},
    }


def _seconds(workspace: Workspace, version: Version) -> float | None:
    """From the job's start to the version's commit."""
    if version.job_id is None:
        return None
    job = workspace.jobs.get(version.job_id)
    if job.started_at is None or job.finished_at is None:
        return None
    return (job.finished_at - job.started_at).total_seconds()


def _first_product(version: Version) -> str:
    return version.product_names[0]


@dataclass(frozen=True)
class LifeJudge:
    """A recogniser of all the life's real photographs, to hold every version's drawings against.

    The product's own figure holds them against the first version's recogniser, which has seen
    nothing but the first product.
    """

    recogniser: Recogniser
    product: str
    acceptance: Samples

    @classmethod
    def of_life(cls, root: Path, updates: int, context: JobContext) -> "LifeJudge":
        """Trained on what the first so many updates learned."""
        with Workspace.open(root) as workspace:
            return cls.trained(workspace, learned_versions(workspace)[:updates][-1], context)

    @classmethod
    def trained(cls, workspace: Workspace, last: Version, context: JobContext) -> "LifeJudge":
        """With as many steps as the last version's own recogniser."""
        steps = int(last.lineage["plan"]["recogniser_steps"])
        photographs = _pictures(workspace, last, last.product_names, context, is_acceptance=False)
        recogniser = train_recogniser(
            photographs.images,
            photographs.labels,
            class_count=1 + max(c.label for c in last.classes),
            steps=steps,
            seed=0,
            context=context,
            on_step=step_reporter(context, "judge", steps),
        )
        first = _first_product(last)
        acceptance = _pictures(workspace, last, (first,), context, is_acceptance=True)
        return cls(recogniser, first, acceptance)

    def quality(self, workspace: Workspace, version: Version, context: JobContext) -> float | None:
        """Overall quality of the first product in a version, the same seeds in each."""
        session = open_session(workspace.artifacts.path(version.artifacts["student_onnx"]))
        classes = [c.label for c in version.classes if c.product_name == self.product]
        labels = np.repeat(np.asarray(classes, np.int64), _JUDGED_PER_CLASS)
        seeds = _JUDGED_SEED + np.arange(len(labels), dtype=np.int64)
        drawn = Samples(draw(session, labels, seeds, context), labels)
        reference = Reference(recogniser=self.recogniser, acceptance=self.acceptance)
        accuracy = version.metrics["products"][self.product]["accuracy"]
        overall = overall_quality(measure_generation(reference, drawn), accuracy)
        return None if overall is None else overall.value


def _pictures(
    workspace: Workspace,
    version: Version,
    names: Sequence[str],
    context: JobContext,
    *,
    is_acceptance: bool,
) -> Samples:
    label_of = {(c.product_name, c.class_name): c.label for c in version.classes}
    images, labels = [], list[int]()
    for name in names:
        files = workspace.products.images(name, acceptance=is_acceptance)
        stored = [_stored(workspace, file) for file in files]
        fit = workspace.products.get(name).fit
        images.append(load_images(stored, version.image_size, fit, context))
        labels += [label_of[name, file.class_name] for file in files]
    return Samples(np.concatenate(images), np.asarray(labels, np.int64))


def _stored(workspace: Workspace, image: ProductImage) -> ImageFile:
    if image.artifact is None:
        return image
    path = workspace.artifacts.path(image.artifact)
    return StoredImageFile(source_path=str(path), sha256=image.artifact)
