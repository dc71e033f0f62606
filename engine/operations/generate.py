"""Generate: draw images of one product from a version's student, as PNG files with provenance."""

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from engine.contract.errors import CancelRequested, UserFixableError
from engine.contract.job_context import JobContext, Progress
from engine.contract.results import GeneratedImage, GenerateResult
from engine.contract.specs import GenerateSpec
from engine.operations.output_folder import prepare_output_folder
from engine.operations.picture_drawing import PictureOrder, draw_pictures, is_drawn
from engine.operations.version_session import chosen_version, open_student
from engine.registry import Product, ProductState, Version, VersionClass, Workspace
from engine.registry.file_names import picture_name, safe_name

LARGEST_COUNT = 100_000
#: Seeds are stored as 64-bit signed numbers.
_LARGEST_SEED = 2**63 - 1 - LARGEST_COUNT


def run_generate(workspace: Workspace, spec: GenerateSpec, context: JobContext) -> GenerateResult:
    """Draw `count` images; image i has seed + i, and without a class the classes take turns."""
    started = time.monotonic()
    _refuse_bad_numbers(spec)
    product = workspace.products.get(spec.product_name)
    version = chosen_version(workspace, spec.version_number)
    classes = _chosen_classes(workspace, version, product, spec.class_name)
    folder = prepare_output_folder(workspace, _output_folder(workspace, spec, version))
    orders = [
        _order(product, classes[i % len(classes)], version, spec.seed + i, folder)
        for i in range(spec.count)
    ]
    new_files = [order.path for order in orders if not is_drawn(version, order)]
    session = open_student(workspace, version)

    def on_progress(done: float, total: int) -> None:
        elapsed = time.monotonic() - started
        remaining = elapsed * (total - done) / done
        context.report_progress(
            Progress(
                stage="generate",
                step=int(done),
                step_count=total,
                fraction=done / total,
                eta_low_seconds=remaining * 0.9,
                eta_high_seconds=remaining * 1.2,
            )
        )

    try:
        drawn = draw_pictures(session, version, orders, context, on_progress)
        images = tuple(_image(version, order) for order in drawn)
    except CancelRequested:
        for path in new_files:
            path.unlink(missing_ok=True)  # cancelled work leaves nothing behind
        raise
    context.note(_summary(images))
    return GenerateResult(
        images=images,
        version_number=version.number,
        seconds=time.monotonic() - started,
        runtime=session.runtime,
    )


def _refuse_bad_numbers(spec: GenerateSpec) -> None:
    if not 1 <= spec.count <= LARGEST_COUNT:
        raise UserFixableError(
            f"{spec.count} images cannot be drawn at once. Ask for 1 to {LARGEST_COUNT}."
        )
    if not 0 <= spec.seed <= _LARGEST_SEED:
        raise UserFixableError(f"The seed {spec.seed} is out of range. Use 0 to {_LARGEST_SEED}.")


def _chosen_classes(
    workspace: Workspace, version: Version, product: Product, class_name: str | None
) -> Sequence[VersionClass]:
    known = [item for item in version.classes if item.product_name == product.name]
    if not known:
        raise UserFixableError(_not_learned(workspace, version, product))
    if class_name is None:
        return known
    chosen = [item for item in known if item.class_name == class_name]
    if not chosen:
        names = ", ".join(item.class_name for item in known)
        raise UserFixableError(
            f"Version {version.number} knows no class {class_name!r} of {product.name}. "
            f"Its classes: {names}."
        )
    return chosen


def _not_learned(workspace: Workspace, version: Version, product: Product) -> str:
    others = [v.number for v in workspace.versions.list() if product.name in v.product_names]
    if product.state is ProductState.RETIRED:
        knowing = ", ".join(map(str, others)) or "none"
        return (
            f"{product.name} is retired and version {version.number} was made without it. "
            f"Versions that still know it: {knowing}."
        )
    sentence = f"Version {version.number} has not learned {product.name}."
    if others:
        numbers = ", ".join(map(str, others))
        return f"{sentence} Choose a version that has: {numbers}."
    return f"{sentence} Run an update with it first."


def _output_folder(workspace: Workspace, spec: GenerateSpec, version: Version) -> Path:
    if spec.output_dir is not None:
        return Path(spec.output_dir)
    return workspace.generated_dir / safe_name(spec.product_name) / f"v{version.number:04d}"


def _order(
    product: Product, item: VersionClass, version: Version, seed: int, folder: Path
) -> PictureOrder:
    return PictureOrder(
        product=product,
        class_name=item.class_name,
        label=item.label,
        seed=seed,
        path=folder / picture_name(product.name, item.class_name, version.number, seed),
    )


def _image(version: Version, order: PictureOrder) -> GeneratedImage:
    return GeneratedImage(
        file=str(order.path),
        version_number=version.number,
        seed=order.seed,
        product_name=order.product.name,
        class_name=order.class_name,
    )


def _summary(images: Sequence[GeneratedImage]) -> str:
    counts = Counter(image.class_name for image in images)
    parts = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"{len(images)} images drawn: {parts}."
