"""Compare: the same seeds drawn by two versions, to stand side by side."""

from collections.abc import Mapping
from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext, Progress
from engine.contract.results import ComparePair, CompareResult
from engine.contract.specs import CompareSpec
from engine.operations.picture_drawing import PictureOrder, draw_pictures, is_drawn
from engine.operations.version_session import artifact_hash, open_student
from engine.registry import Product, Version, Workspace
from engine.registry.file_names import picture_name

LARGEST_IMAGES_PER_CLASS = 64

#: (product, class, seed), the same in both versions.
_Key = tuple[str, str, int]


def run_compare(workspace: Workspace, spec: CompareSpec, context: JobContext) -> CompareResult:
    """Draw every class of the new version, and the same from the old one where it knows it."""
    if not 1 <= spec.images_per_class <= LARGEST_IMAGES_PER_CLASS:
        raise UserFixableError(
            f"{spec.images_per_class} images per class cannot be compared. "
            f"Ask for 1 to {LARGEST_IMAGES_PER_CLASS}."
        )
    if spec.seed < 0:
        raise UserFixableError(f"The seed {spec.seed} is negative. Use 0 or more.")
    old, new = (workspace.versions.get(n) for n in (spec.old_number, spec.new_number))
    wanted = [
        (item.product_name, item.class_name, spec.seed + i)
        for item in new.classes
        for i in range(spec.images_per_class)
    ]
    folder = workspace.cache_dir / "compare"
    folder.mkdir(exist_ok=True)
    products = {name: workspace.products.get(name) for name in new.product_names}
    orders = [_orders(version, wanted, products, folder) for version in (old, new)]
    for index, (version, ordered) in enumerate(zip((old, new), orders, strict=True)):
        _draw(workspace, version, ordered, context, index)
    old_orders, new_orders = orders
    return CompareResult(
        old_number=old.number,
        new_number=new.number,
        pairs=tuple(
            ComparePair(
                product_name=key[0],
                class_name=key[1],
                seed=key[2],
                old_file=str(old_orders[key].path) if key in old_orders else None,
                new_file=str(new_orders[key].path),
            )
            for key in wanted
        ),
    )


def _orders(
    version: Version, wanted: list[_Key], products: Mapping[str, Product], folder: Path
) -> dict[_Key, PictureOrder]:
    labels = {(item.product_name, item.class_name): item.label for item in version.classes}
    # The hash keeps what a restored workspace draws apart from what another past of it has drawn.
    own = folder / f"v{version.number:04d}-{artifact_hash(version, 'student_onnx')[:12]}"
    own.mkdir(exist_ok=True)
    return {
        (product_name, class_name, seed): PictureOrder(
            product=products[product_name],
            class_name=class_name,
            label=labels[product_name, class_name],
            seed=seed,
            path=own / picture_name(product_name, class_name, version.number, seed),
        )
        for product_name, class_name, seed in wanted
        if (product_name, class_name) in labels
    }


def _draw(
    workspace: Workspace,
    version: Version,
    ordered: Mapping[_Key, PictureOrder],
    context: JobContext,
    index: int,
) -> None:
    """Draw what is not in the cache from an earlier comparison."""
    missing = [order for order in ordered.values() if not is_drawn(version, order)]
    if not missing:
        return

    def on_progress(done: float, total: int) -> None:
        context.report_progress(
            Progress(
                stage="compare",
                stage_index=index,
                stage_count=2,
                step=int(done),
                step_count=total,
                fraction=(index + done / total) / 2,
            )
        )

    session = open_student(workspace, version)
    for _ in draw_pictures(session, version, missing, context, on_progress):
        pass
