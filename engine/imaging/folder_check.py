"""Reports what stands in a folder of photographs and whether a product can be made of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.contract.intake_results import CheckReport, ClassReport
from engine.contract.job_context import JobContext
from engine.contract.specs import CheckSpec
from engine.imaging.check_previews import (
    write_problem_previews,
    write_thumbnail,
    write_training_preview,
)
from engine.imaging.folder_scan import FolderScan, ImageRecord, scan_folder
from engine.imaging.known_product import Comparison, KnownProduct, compare_photographs

__all__ = ["FolderCheck", "check_folder", "inspect_folder", "report_on", "scan_folder"]

#: Fewer usable photographs of a class are refused: nothing can be learned and measured from them.
FEWEST_IMAGES = 4
#: Fewer than this work, but poorly.
FEW_IMAGES = 8
#: Pictures with a shorter side below this show nothing.
TINY_SIDE = 16

_MOST_NEAR_PAIRS = 200
_NAMED_FILES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderCheck:
    """A report together with what it was made from."""

    scan: FolderScan
    comparison: Comparison
    report: CheckReport


def check_folder(
    spec: CheckSpec, context: JobContext, product: KnownProduct | None = None
) -> CheckReport:
    """Scan a folder, report on it and, where asked, put previews of it elsewhere.

    `product` is the one that the photographs are to be added to.
    """
    scan = scan_folder(spec.images_dir, context)
    check = inspect_folder(scan, context, product)
    if spec.thumbnails_dir is None:
        return check.report
    folder = Path(spec.thumbnails_dir).absolute()
    if folder.is_relative_to(scan.root):
        raise UserFixableError(
            f"Previews cannot go into {folder}: nothing is ever written to the photographs' folder."
        )
    thumbnails = _write_thumbnails(scan.records, folder, spec.thumbnails_per_class, context)
    report = report_on(scan, check.comparison, thumbnails, product)
    return replace(
        report,
        previews=write_problem_previews(scan.root, report, folder, context),
        training=write_training_preview(scan.records, spec.training_size, folder, context),
    )


def inspect_folder(
    scan: FolderScan, context: JobContext, product: KnownProduct | None = None
) -> FolderCheck:
    """Compare a scan's photographs with each other, and with the product's, and report."""
    comparison = compare_photographs(scan, product, context)
    report = report_on(scan, comparison, {}, product)
    return FolderCheck(scan=scan, comparison=comparison, report=report)


def report_on(
    scan: FolderScan,
    comparison: Comparison,
    thumbnails: dict[str, tuple[str, ...]],
    product: KnownProduct | None = None,
) -> CheckReport:
    """The report that people and scripts read."""
    records, duplicates = scan.records, comparison.duplicates
    sizes = Counter((record.width, record.height) for record in records)
    (width, height), _ = sizes.most_common(1)[0] if sizes else ((0, 0), 0)
    counts = Counter(record.class_name for record in records)
    return CheckReport(
        images_dir=str(scan.root),
        usable=tuple(record.file for record in records),
        refused=scan.refused,
        duplicates=duplicates.duplicates,
        near_duplicates=duplicates.near_duplicates[:_MOST_NEAR_PAIRS],
        label_conflicts=duplicates.label_conflicts,
        classes=tuple(
            ClassReport(name=name, images=count, thumbnails=thumbnails.get(name, ()))
            for name, count in sorted(counts.items())
        ),
        warnings=tuple(_warnings(scan, comparison, sizes, product)),
        problems=tuple(_problems(scan, comparison, product)),
        width=width,
        height=height,
        is_gray=bool(records) and all(record.is_gray for record in records),
        known=comparison.known,
    )


def _problems(
    scan: FolderScan, comparison: Comparison, product: KnownProduct | None
) -> Iterator[str]:
    if not scan.records:
        yield f"None of the {len(scan.refused)} files is a usable photograph."
    elif product is not None and not _learnable(scan, comparison, None).total():
        yield f"There is nothing in this folder that {product.name!r} does not have already."
        yield from _conflict_warnings(comparison)
        return
    for name, count in _learnable(scan, comparison, product).items():
        if count < FEWEST_IMAGES:
            yield (
                f"Class {name!r} has {_photographs(count)} to learn from; "
                f"at least {FEWEST_IMAGES} are needed. Add more, or take the class out."
            )


def _warnings(
    scan: FolderScan,
    comparison: Comparison,
    sizes: Counter[tuple[int, int]],
    product: KnownProduct | None,
) -> Iterator[str]:
    for name, count in _learnable(scan, comparison, product).items():
        if FEWEST_IMAGES <= count < FEW_IMAGES:
            yield (
                f"Class {name!r} has only {_photographs(count)} to learn from; "
                f"with {FEW_IMAGES} or more the result is better."
            )
    yield from _repetition_warnings(comparison)
    yield from _size_warnings(scan.records, sizes)
    yield from _place_warnings(scan.records)
    if scan.barren_folders and scan.records:
        yield f"No usable photograph, so no class: {_named(scan.barren_folders)}."
    grays = sum(record.is_gray for record in scan.records)
    if product is not None and product.is_gray and grays < len(scan.records):
        yield (
            f"The photographs of {product.name!r} are gray and some of these are coloured; what is "
            "generated of it stays gray."
        )
    elif 0 < grays < len(scan.records):
        yield f"{grays} of {_photographs(len(scan.records))} are gray, the others coloured."
    frames = [record.file for record in scan.records if record.frames > 1]
    if frames:
        yield f"Only the first picture is used of files that hold several: {_named(frames)}."


def _repetition_warnings(comparison: Comparison) -> Iterator[str]:
    duplicates = comparison.duplicates
    if comparison.known:
        yield f"Registered with this product already, so left out: {len(comparison.known)}."
    if duplicates.duplicates:
        yield f"Exact repetitions, which are left out: {len(duplicates.duplicates)}."
    yield from _conflict_warnings(comparison)
    near = len(duplicates.near_duplicates)
    if near > _MOST_NEAR_PAIRS:
        yield f"{near} photographs nearly repeat another; {_MOST_NEAR_PAIRS} of them are listed."
    elif near:
        yield f"{near} photographs nearly repeat another; more variety would teach more."


def _conflict_warnings(comparison: Comparison) -> Iterator[str]:
    if pairs := comparison.duplicates.label_conflicts:
        yield (
            "The same picture stands under two class names, and is left out until it stands under "
            f"one: {_named([' = '.join(pair) for pair in pairs])}."
        )


def _size_warnings(
    records: Sequence[ImageRecord], sizes: Counter[tuple[int, int]]
) -> Iterator[str]:
    if len(sizes) > 1:
        (width, height), count = sizes.most_common(1)[0]
        yield (
            f"The photographs have {len(sizes)} different sizes; {width} x {height} is the "
            f"commonest ({count} of {len(records)})."
        )
    tiny = [record.file for record in records if min(record.width, record.height) < TINY_SIDE]
    if tiny:
        yield f"Smaller than {TINY_SIDE} pixels, so hardly of use: {_named(tiny)}."


def _place_warnings(records: Sequence[ImageRecord]) -> Iterator[str]:
    deep = [record for record in records if record.depth > 1]
    if not deep:
        return
    classes = {record.class_name for record in records}
    if len(classes) == 1 and len(deep) == len(records):
        yield (
            f"All photographs lie in sub-folders of {records[0].class_name!r} and count as one "
            "class. If those sub-folders are the classes, choose that folder instead."
        )
    else:
        yield (
            f"{_photographs(len(deep))} in deeper folders count to the class of the first folder: "
            f"{_named([record.file for record in deep])}."
        )


def _learnable(
    scan: FolderScan, comparison: Comparison, product: KnownProduct | None
) -> Counter[str]:
    """Photographs of each class without repetitions and conflicts, with those the product has."""
    names = sorted({record.class_name for record in scan.records})
    counts = Counter({name: product.images_of(name) if product else 0 for name in names})
    for record in scan.records:
        counts[record.class_name] += record.file not in comparison.duplicates.left_out
    return counts


def _photographs(count: int) -> str:
    return "1 photograph" if count == 1 else f"{count} photographs"


def _named(files: Sequence[str]) -> str:
    names = ", ".join(files[:_NAMED_FILES])
    rest = len(files) - _NAMED_FILES
    return f"{names} and {rest} more" if rest > 0 else names


def _write_thumbnails(
    records: Sequence[ImageRecord], folder: Path, per_class: int, context: JobContext
) -> dict[str, tuple[str, ...]]:
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, list[str]] = {}
    for record in records:
        files = written.setdefault(record.class_name, [])
        if len(files) >= per_class:
            continue
        context.honour_requests()
        # Named by content, so that a second look at the same folder finds them ready.
        files.append(write_thumbnail(record.path, record.sha256, folder))
    return {name: tuple(files) for name, files in written.items()}
