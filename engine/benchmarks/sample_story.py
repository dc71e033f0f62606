"""The demonstration on the sample line, run as a user would and judged by real images."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.benchmarks.judge import Files, Judge, Kind
from engine.benchmarks.watched_process import run_watched
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext, SilentContext
from engine.contract.specs import FitMode, GenerateSpec, Preset
from engine.imaging.sample_line import draw_sample_line
from engine.operations.generate import run_generate
from engine.registry import Workspace
from engine.registry.entities import Version

#: Images that the judge sees of each class; 9 classes make 288, so that one point is three images.
JUDGED_PER_CLASS = 32
#: Optimiser steps per class; the judge's own accuracy on unseen photographs stands in the rows.
JUDGE_STEPS_PER_CLASS = 70
HELD_OUT_PER_CLASS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFigures:
    """What one run of the demonstration came to."""

    seed: int
    seconds: float
    peak_memory_mb: float
    assigned_share: float
    #: The judge's accuracy on photographs of another draw of the sample line.
    judge_accuracy: float
    least_assigned: str
    rollback_seconds: float
    parameters_ratio: float
    throughput_ratio: float
    fidelity_ratio: float
    #: Least retention of the first two products after the second update.
    retention: float | None

    def as_row(self) -> dict[str, object]:
        """For the report."""
        return {
            "part": "sample",
            **{name: getattr(self, name) for name in self.__slots__},
        }


def measure_sample_line(
    *, seed: int, preset: Preset, out: Path, context: JobContext
) -> SampleFigures:
    """Run `pilotline demo` into `out` and look at what it made."""
    context.note(f"Running pilotline demo with seed {seed} in {out}")
    run = run_watched(
        [
            "engine.cli",
            "demo",
            "--json",
            "--workspace",
            str(out),
            "--seed",
            str(seed),
            "--preset",
            str(preset),
        ]
    )
    answer: dict[str, Any] = json.loads(run.stdout) if run.stdout else {}
    if run.exit_code != 0:
        sentence = answer.get("error", f"it ended with exit code {run.exit_code}")
        raise UserFixableError(f"The demonstration did not finish: {sentence}")
    judged = _judge(out, Path(answer["photographs"]), seed, context)
    student = answer["updates"][-1]["student"]
    retentions = [product["retention"] for product in answer["updates"][-1]["products"].values()]
    known = [value for value in retentions if value is not None]
    return SampleFigures(
        seed=seed,
        seconds=run.seconds,
        peak_memory_mb=run.peak_memory_mb,
        assigned_share=judged.assigned_share,
        judge_accuracy=judged.accuracy,
        least_assigned=judged.least,
        rollback_seconds=answer["rollback"]["seconds"],
        parameters_ratio=student["parameters"] / student["teacher_parameters"],
        throughput_ratio=student["images_per_second"] / student["teacher_images_per_second"],
        fidelity_ratio=student["fidelity_ratio"],
        retention=min(known) if known else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    assigned_share: float
    accuracy: float
    least: str


def _judge(root: Path, photographs_dir: Path, seed: int, context: JobContext) -> _Judgement:
    photographs = files_by_class(photographs_dir)
    with Workspace.open(root) as workspace:
        newest = workspace.versions.list()[-1]
        generated = generate_files(
            workspace, newest, root / "judged", count=JUDGED_PER_CLASS, context=context
        )
    # Products' folders are named in lower case, products are not.
    names = {kind.product_name.lower(): kind.product_name for kind in generated}
    real = {
        Kind(product_name=names[kind.product_name], class_name=kind.class_name): files
        for kind, files in photographs.items()
    }
    judge = Judge(
        real,
        image_size=newest.image_size,
        fit=FitMode.PAD,
        steps=JUDGE_STEPS_PER_CLASS * len(real),
        seed=seed,
        context=context,
    )
    shares = judge.agreement_by_kind(generated)
    least = min(shares, key=lambda kind: shares[kind])
    unseen_dir = root / "unseen"
    draw_sample_line(unseen_dir, images_per_class=HELD_OUT_PER_CLASS, seed=seed + 1_000)
    unseen = {
        Kind(product_name=names[kind.product_name], class_name=kind.class_name): files
        for kind, files in files_by_class(unseen_dir).items()
    }
    return _Judgement(
        assigned_share=sum(shares.values()) / len(shares),
        accuracy=judge.agreement(unseen),
        least=f"{least.product_name} {least.class_name} {shares[least]:.2f}",
    )


def files_by_class(line_dir: Path) -> dict[Kind, tuple[Path, ...]]:
    """The PNG files below product/class folders."""
    return {
        Kind(product_name=product.name, class_name=folder.name): tuple(sorted(folder.glob("*.png")))
        for product in sorted(line_dir.iterdir())
        for folder in sorted(product.iterdir())
        if folder.is_dir()
    }


def generate_files(
    workspace: Workspace, version: Version, out: Path, *, count: int, context: JobContext
) -> Files:
    """`count` images of every class that a version knows."""
    files: dict[Kind, tuple[Path, ...]] = {}
    for index, known in enumerate(version.classes):
        spec = GenerateSpec(
            product_name=known.product_name,
            class_name=known.class_name,
            count=count,
            seed=100_000 + 1_000 * index,  # away from the seeds that updates measure with
            version_number=version.number,
            output_dir=str(out / known.product_name / known.class_name),
        )
        context.honour_requests()
        images = run_generate(workspace, spec, SilentContext()).images
        kind = Kind(product_name=known.product_name, class_name=known.class_name)
        files[kind] = tuple(Path(image.file) for image in images)
    return files
