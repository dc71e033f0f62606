"""Three products of real photographs, each its own update: what is kept of the earlier ones."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.benchmarks.judge import Files, Judge, Kind
from engine.benchmarks.real_data import real_folders
from engine.benchmarks.sample_story import generate_files
from engine.contract.job_context import JobContext, SilentContext
from engine.contract.results import UpdateResult
from engine.contract.specs import (
    ApproveSpec,
    FitMode,
    Preset,
    RecogniseSpec,
    RegisterSpec,
    RollbackSpec,
    UpdateSpec,
)
from engine.evaluation.gate import judge
from engine.imaging.contact_sheet import contact_sheet
from engine.imaging.decode import decode_image
from engine.imaging.png_provenance import write_png
from engine.operations.approve import run_approve
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.recognise import run_recognise
from engine.operations.register import run_register
from engine.operations.rollback import run_rollback
from engine.registry import Workspace
from engine.registry.workspace_settings import UpdatePolicy
from engine.training.plan import plan_update

PRODUCTS = ("dobot_cubes", "ball_screw", "solar_ir")
CUBES = PRODUCTS[0]
_ANYTHING_PASSES = UpdatePolicy.that_passes_everything()
SHOWN_PER_CLASS = 8
CELL_PIXELS = 96


def data_dir() -> Path:
    """The folder of real photographs, which must hold all three products."""
    return real_folders(PRODUCTS, ", or measure --part sample")[0].parent


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFigures:
    """One update of the story."""

    seed: int
    learned: str
    #: What the usual gate says: passed, or why not.
    gate: str
    seconds: float
    peak_memory_mb: float
    #: Least retention of the earlier products.
    retention: float | None
    #: "product 0.97, product 0.94"
    retentions: str
    accuracies: str
    assigned_shares: str

    def as_row(self) -> dict[str, object]:
        """For the report."""
        return {"part": "real", **{name: getattr(self, name) for name in self.__slots__}}


@dataclass(frozen=True, slots=True, kw_only=True)
class RealFigures:
    """What one run over the three products came to; None where it did not get that far."""

    seed: int
    updates: tuple[UpdateFigures, ...]
    retention: float | None = None
    accuracy: float | None = None
    joint_accuracy: float | None = None
    colour_share: float | None = None
    rollback_seconds: float | None = None
    seconds: float = 0.0

    def as_rows(self) -> list[dict[str, object]]:
        """For the report."""
        summary = {
            "part": "real",
            "seed": self.seed,
            "accuracy": self.accuracy,
            "joint_accuracy": self.joint_accuracy,
            "colour_share": self.colour_share,
            "rollback_seconds": self.rollback_seconds,
            "seconds": self.seconds,
        }
        return [*(update.as_row() for update in self.updates), summary]


def measure_real_products(
    *, seed: int, preset: Preset, out: Path, context: JobContext
) -> RealFigures:
    """Learn the three products one after another, approving each.

    The workspace's own gate lets everything pass, so that a product too hard for the preset does
    not end the story; what the usual gate says of each update stands in its row.
    """
    started = time.monotonic()
    data, updates = data_dir(), list[UpdateFigures]()
    with Workspace.create(out / "workspace") as workspace:
        workspace.save_settings(replace(workspace.settings, policy=_ANYTHING_PASSES))
        for name in PRODUCTS:
            result = _learn(
                workspace, name, data / name, UpdateSpec(preset=preset, seed=seed), context
            )
            updates.append(_figures(seed, name, result))
            _save_sheets(workspace, out / "sheets" / f"after-{len(updates)}-{name}", context)
            run_approve(workspace, ApproveSpec(version_number=result.version_number), context)
        joint = _train_jointly(workspace, preset, seed, context)
        acceptance = _photographs(workspace, is_acceptance=True)
        cubes = {
            kind: files
            for kind, files in _generate_shown(workspace, out / "judged", context).items()
            if kind.product_name == CUBES
        }
        return RealFigures(
            seed=seed,
            updates=tuple(updates),
            retention=updates[-1].retention,
            accuracy=_accuracy(workspace, acceptance),
            joint_accuracy=_mean_over_products(joint.agreement_by_kind(acceptance)),
            colour_share=_colour_share(joint, cubes),
            rollback_seconds=run_rollback(workspace, RollbackSpec(), context).seconds,
            seconds=time.monotonic() - started,
        )


def _learn(
    workspace: Workspace, name: str, images_dir: Path, spec: UpdateSpec, context: JobContext
) -> UpdateResult:
    context.note(f"Learning {name}")
    run_register(workspace, RegisterSpec(name=name, images_dir=str(images_dir)), context)
    return run_queued_update(workspace, enqueue_update(workspace, spec), context)


def _figures(seed: int, name: str, result: UpdateResult) -> UpdateFigures:
    earlier = [
        product.retention
        for product in result.products
        if product.product_name != name and product.retention is not None
    ]

    def listed(attribute: str) -> str:
        values = [(p.product_name, getattr(p, attribute)) for p in result.products]
        return ", ".join(f"{n} {v:.2f}" for n, v in values if v is not None)

    return UpdateFigures(
        seed=seed,
        learned=name,
        gate=_usual_verdict(result),
        seconds=result.seconds,
        peak_memory_mb=result.peak_memory_mb,
        retention=min(earlier) if earlier else None,
        retentions=listed("retention"),
        accuracies=listed("accuracy"),
        assigned_shares=listed("assigned_share"),
    )


def _usual_verdict(result: UpdateResult) -> str:
    verdict = judge(UpdatePolicy(), result.products, result.student)
    return "passed" if verdict.passed else " ".join(verdict.sentences)


def _generate_shown(workspace: Workspace, out: Path, context: JobContext) -> Files:
    newest = workspace.versions.list()[-1]
    return generate_files(workspace, newest, out, count=SHOWN_PER_CLASS, context=context)


def _save_sheets(workspace: Workspace, out: Path, context: JobContext) -> None:
    """One contact sheet for every product that the newest version knows."""
    generated = _generate_shown(workspace, out / "images", context)
    for product in dict.fromkeys(kind.product_name for kind in generated):
        rows = [
            (kind.class_name, [decode_image(file).pixels for file in files])
            for kind, files in generated.items()
            if kind.product_name == product
        ]
        sheet = out / f"{product}.png"
        write_png(sheet, contact_sheet(rows, CELL_PIXELS), {"pilotline:synthetic": "true"})
        context.note(f"Contact sheet: {sheet}")


def _photographs(workspace: Workspace, *, is_acceptance: bool) -> Files:
    files: dict[Kind, list[Path]] = {}
    for product in workspace.products.list():
        for image in workspace.products.images(product.name, acceptance=is_acceptance):
            kind = Kind(product_name=product.name, class_name=image.class_name)
            files.setdefault(kind, []).append(Path(image.source_path))
    return files


def _train_jointly(workspace: Workspace, preset: Preset, seed: int, context: JobContext) -> Judge:
    """The same network on all photographs at once, with the steps of all updates together."""
    class_counts = [len(product.classes) for product in workspace.products.list()]
    image_size = workspace.versions.list()[-1].image_size
    steps = sum(
        plan_update(
            UpdateSpec(preset=preset),
            new_classes=count,
            all_classes=sum(class_counts[: index + 1]),
            image_size=image_size,
            device="cpu",
            precision="float32",
        ).recogniser_steps
        for index, count in enumerate(class_counts)
    )
    context.note(f"Training the same recogniser on all products jointly, {steps} steps")
    return Judge(
        _photographs(workspace, is_acceptance=False),
        image_size=image_size,
        fit=FitMode.PAD,
        steps=steps,
        seed=seed,
        context=context,
    )


def _accuracy(workspace: Workspace, acceptance: Files) -> float:
    """Of the active version's recogniser on the acceptance sets, asked without a product id."""
    shares: dict[Kind, float] = {}
    for kind, files in acceptance.items():
        spec = RecogniseSpec(files=tuple(str(file) for file in files))
        named = run_recognise(workspace, spec, SilentContext()).recognitions
        right = [
            Kind(product_name=item.product_name, class_name=item.class_name) == kind
            for item in named
        ]
        shares[kind] = sum(right) / len(files)
    return _mean_over_products(shares)


def _mean_over_products(shares: dict[Kind, float]) -> float:
    """Every product weighs the same, and every class within it."""
    by_product: dict[str, list[float]] = {}
    for kind, share in shares.items():
        by_product.setdefault(kind.product_name, []).append(share)
    return _mean([_mean(values) for values in by_product.values()])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _colour_share(judge: Judge, cubes: Files) -> float:
    """Share of generated cubes that the judge takes for cubes of the asked colour."""
    hits = [
        named.product_name == CUBES and _colour(named) == _colour(kind)
        for kind, files in cubes.items()
        for named in judge.name(files)
    ]
    return _mean([float(hit) for hit in hits])


def _colour(kind: Kind) -> str:
    return kind.class_name.split("_")[0]
