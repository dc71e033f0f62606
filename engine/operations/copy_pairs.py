"""Copy pairs: the generated pictures nearest to a photograph, beside that photograph."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.contract.job_context import JobContext, Progress
from engine.contract.quality_results import CopyPair, CopyPairsResult
from engine.contract.specs import CopyPairsSpec
from engine.evaluation.memorisation import COPY_SHARE
from engine.operations.picture_drawing import PictureOrder, draw_pictures, is_drawn
from engine.operations.product_reference import learned_in
from engine.operations.version_session import artifact_hash, chosen_version, open_student
from engine.registry import Version, Workspace, hash_file
from engine.registry.file_names import picture_name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recorded:
    """A pair as the version that learned the product has recorded it."""

    order: PictureOrder
    #: SHA-256 of the photograph.
    photograph: str
    spacings: float
    is_copy: bool


def run_copy_pairs(
    workspace: Workspace, spec: CopyPairsSpec, context: JobContext
) -> CopyPairsResult:
    """Draw the recorded seeds once more; the photographs are looked for where they were."""
    version = chosen_version(workspace, spec.version_number)
    pairs: list[CopyPair] = []
    unrecorded: list[str] = []
    for done, name in enumerate(version.product_names):
        learned = learned_in(workspace, version.number, name)
        recorded = [] if learned is None else _recorded(workspace, learned, name)
        if learned is None or not recorded:
            unrecorded.append(name)
            continue
        _draw(workspace, learned, recorded, context, (done, len(version.product_names)))
        sources = _sources(workspace, name)
        pairs.extend(_pair(name, learned, item, sources) for item in recorded)
    return CopyPairsResult(
        version_number=version.number,
        pairs=tuple(sorted(pairs, key=lambda pair: pair.spacings)),
        copy_spacings=COPY_SHARE,
        unrecorded=tuple(unrecorded),
    )


def _recorded(workspace: Workspace, learned: Version, name: str) -> list[_Recorded]:
    figures: Mapping[str, Any] = learned.metrics.get("products", {}).get(name, {})
    class_names = {c.label: c.class_name for c in learned.classes if c.product_name == name}
    folder = workspace.cache_dir / "copies"
    # The hash keeps what a restored workspace draws apart from what another past of it has drawn.
    own = folder / f"v{learned.number:04d}-{artifact_hash(learned, 'student_onnx')[:12]}"
    own.mkdir(parents=True, exist_ok=True)
    product = workspace.products.get(name)
    found = []
    for item in figures.get("nearest", ()):
        class_name, seed = class_names[item["label"]], int(item["seed"])
        order = PictureOrder(
            product=product,
            class_name=class_name,
            label=int(item["label"]),
            seed=seed,
            path=own / picture_name(name, class_name, learned.number, seed),
        )
        found.append(
            _Recorded(
                order=order,
                photograph=str(item["photograph"]),
                spacings=float(item["spacings"]),
                is_copy=bool(item["is_copy"]),
            )
        )
    return found


def _draw(
    workspace: Workspace,
    learned: Version,
    recorded: list[_Recorded],
    context: JobContext,
    place: tuple[int, int],
) -> None:
    missing = [item.order for item in recorded if not is_drawn(learned, item.order)]
    if not missing:
        return
    before, products = place

    def on_progress(done: float, total: int) -> None:
        context.report_progress(
            Progress(
                stage="copies",
                step=int(done),
                step_count=total,
                stage_index=before,
                stage_count=products,
                fraction=(before + done / total) / products,
            )
        )

    session = open_student(workspace, learned)
    for _ in draw_pictures(session, learned, missing, context, on_progress):
        pass


def _sources(workspace: Workspace, name: str) -> dict[str, Path]:
    images = workspace.products.images(name, acceptance=False)
    return {image.sha256: Path(image.source_path) for image in images}


def _pair(name: str, learned: Version, item: _Recorded, sources: Mapping[str, Path]) -> CopyPair:
    return CopyPair(
        product_name=name,
        class_name=item.order.class_name,
        version_number=learned.number,
        seed=item.order.seed,
        generated_file=str(item.order.path),
        photograph_file=_unchanged(sources.get(item.photograph), item.photograph),
        spacings=item.spacings,
        is_copy=item.is_copy,
    )


def _unchanged(path: Path | None, sha256: str) -> str | None:
    """The file, if it still is the photograph that was learned from."""
    try:
        return str(path) if path is not None and hash_file(path) == sha256 else None
    except OSError:
        return None
