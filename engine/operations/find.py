"""Find: the acceptance and generated pictures most like an image, with their origin."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save

from engine.contract.errors import UserFixableError
from engine.contract.intake_results import RefusedFile
from engine.contract.job_context import JobContext, Progress
from engine.contract.quality_results import FoundRelatives, Relative
from engine.contract.results import FindResult
from engine.contract.specs import FindSpec, FitMode
from engine.imaging.decode import UnreadableImageError, decode_image
from engine.imaging.fitting import fit_to_square, unfit
from engine.imaging.png_provenance import read_provenance, write_png
from engine.inference.recognition import recognise
from engine.inference.session import Session
from engine.operations.acceptance_pictures import (
    SealedPicture,
    acceptance_pictures,
    sealed_pixels,
)
from engine.operations.class_answers import ClassAnswers
from engine.operations.embedding_role import embedding_role
from engine.operations.gallery_embeddings import gallery_embeddings
from engine.operations.measured_pictures import stored_pictures
from engine.operations.picture_drawing import PictureOrder, provenance
from engine.operations.version_session import artifact_hash, chosen_version, open_version
from engine.registry import Version, Workspace
from engine.registry.atomic_file import write_atomically
from engine.registry.file_names import picture_name
from engine.registry.generated_pictures import DrawnPicture

_LARGEST_TOP = 100
_BATCH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    """A picture of the workspace that may be a relative."""

    product_name: str
    class_name: str
    #: Tells it from every other picture.
    key: str
    #: As its product was learned, uint8 (3, S, S); read when it is asked for.
    load: Callable[[], NDArray[np.uint8]]
    #: The stored file of a photograph; None for a generated picture.
    file: Path | None = None
    #: None for a photograph.
    drawn_by: Version | None = None
    label: int
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """What may be a relative, from wherever it is stored."""

    product_name: str
    #: Told its distance.
    relative: Callable[[float], Relative]
    #: The file of a picture in the folder of generated ones.
    drawn: Path | None = None


def run_find(workspace: Workspace, spec: FindSpec, context: JobContext) -> FindResult:
    """Look through what the workspace holds of every product that the active version knows."""
    if not spec.files:
        raise UserFixableError("No image was named. Name at least one file.")
    if not 1 <= spec.top <= _LARGEST_TOP:
        raise UserFixableError(
            f"{spec.top} relatives cannot be shown. Ask for 1 to {_LARGEST_TOP}."
        )
    version = chosen_version(workspace, None)
    session = open_version(workspace, version, embedding_role(version))
    answers = ClassAnswers(workspace, version)
    candidates, known, left_out = _candidates(workspace, version, session, context)
    if not candidates:
        raise UserFixableError(
            f"Version {version.number} has neither acceptance nor generated pictures stored, so "
            "there is nothing to look through."
        )
    rows = np.asarray([answers.row_of(item.product_name) for item in candidates])
    found, refused = [], []
    for file in spec.files:
        context.honour_requests()
        try:
            pixels = decode_image(Path(file)).pixels
        except UnreadableImageError as error:
            refused.append(RefusedFile(file=file, reason=str(error)))
            continue
        asked = _unit(answers.answer(session, pixels)[1])
        # Each picture is compared with the view that its own product was learned with.
        distances = np.clip(1.0 - np.einsum("nd,nd->n", known, asked[rows]), 0.0, 1.0)
        # A picture of the gallery is no relative of itself.
        order = np.argsort(distances, kind="stable")
        own = Path(file).resolve()
        nearest = [place for place in order if candidates[place].drawn != own][: spec.top]
        found.append(
            FoundRelatives(
                file=file,
                relatives=tuple(
                    candidates[place].relative(float(distances[place])) for place in nearest
                ),
                own_origin=_own_origin(Path(file)),
            )
        )
    return FindResult(
        found=tuple(found),
        refused=tuple(refused),
        version_number=version.number,
        compared_images=len(candidates),
        generated_left_out=left_out,
    )


def _candidates(
    workspace: Workspace, version: Version, session: Session, context: JobContext
) -> tuple[list[_Candidate], NDArray[np.float32], int]:
    """What may be a relative, its unit embeddings (N, D), and how many pictures were left out."""
    pictures = list(_pictures(workspace, version))
    gallery = gallery_embeddings(workspace, version, session, context)
    candidates = [
        _Candidate(
            product_name=picture.product_name, relative=partial(_relative, workspace, picture)
        )
        for picture in pictures
    ] + [
        _Candidate(
            product_name=picture.product_name,
            relative=partial(_drawn_relative, picture),
            drawn=Path(picture.file).resolve(),
        )
        for picture in gallery.pictures
    ]
    parts = [_embeddings(workspace, version, session, pictures, context)] if pictures else []
    parts += [gallery.embeddings] if gallery.pictures else []
    known = _unit(np.concatenate(parts)) if parts else np.zeros((0, 0), np.float32)
    return candidates, known, gallery.left_out


def _pictures(workspace: Workspace, version: Version) -> Iterator[_Picture]:
    for sealed in acceptance_pictures(workspace, version):
        fit = workspace.products.get(sealed.item.product_name).fit
        yield _Picture(
            product_name=sealed.item.product_name,
            class_name=sealed.item.class_name,
            key=f"{sealed.sha256} {fit}",
            load=partial(_fitted, workspace, sealed, version.image_size, fit),
            file=workspace.artifacts.path(sealed.sha256),
            label=sealed.item.label,
        )
    for stored in stored_pictures(workspace, version):
        sha256 = stored.drawn_by.artifacts["samples"]
        for image, seed in zip(stored.images, stored.seeds, strict=True):
            yield _Picture(
                product_name=stored.item.product_name,
                class_name=stored.item.class_name,
                key=f"{sha256} {stored.item.label} {seed}",
                load=partial(np.asarray, image),
                drawn_by=stored.drawn_by,
                label=stored.item.label,
                seed=seed,
            )


def _fitted(
    workspace: Workspace, sealed: SealedPicture, size: int, fit: FitMode
) -> NDArray[np.uint8]:
    return fit_to_square(sealed_pixels(workspace, sealed), size, fit)


def _embeddings(
    workspace: Workspace,
    version: Version,
    session: Session,
    pictures: Sequence[_Picture],
    context: JobContext,
) -> NDArray[np.float32]:
    """Embeddings (N, D); kept in the cache, since the pictures change with an update alone."""
    digest = hashlib.sha256(artifact_hash(version, embedding_role(version)).encode())
    digest.update("\n".join(picture.key for picture in pictures).encode())
    folder = workspace.cache_dir / "relatives"
    folder.mkdir(exist_ok=True)
    path = folder / f"v{version.number:04d}-{digest.hexdigest()[:16]}.safetensors"
    if path.exists():
        stored: NDArray[np.float32] = load_file(path)["embeddings"]
        return stored
    parts = []
    for start in range(0, len(pictures), _BATCH):
        context.honour_requests()
        images = np.stack([picture.load() for picture in pictures[start : start + _BATCH]])
        parts.append(recognise(session, images)[1])
        done = start + len(images)
        context.report_progress(
            Progress(
                stage="find", step=done, step_count=len(pictures), fraction=done / len(pictures)
            )
        )
    embeddings = np.concatenate(parts)
    write_atomically(path, save({"embeddings": embeddings}))
    return embeddings


def _relative(workspace: Workspace, picture: _Picture, distance: float) -> Relative:
    if picture.drawn_by is None:
        return Relative(
            source="acceptance",
            file=str(picture.file),
            product_name=picture.product_name,
            class_name=picture.class_name,
            distance=distance,
        )
    return Relative(
        source="generated",
        file=str(_written(workspace, picture, picture.drawn_by)),
        product_name=picture.product_name,
        class_name=picture.class_name,
        distance=distance,
        version_number=picture.drawn_by.number,
        seed=picture.seed,
    )


def _drawn_relative(picture: DrawnPicture, distance: float) -> Relative:
    return Relative(
        source="generated",
        file=picture.file,
        product_name=picture.product_name,
        class_name=picture.class_name,
        distance=distance,
        version_number=picture.version_number,
        seed=picture.seed,
    )


def _written(workspace: Workspace, picture: _Picture, drawn_by: Version) -> Path:
    """The generated picture as a file with its provenance, so that it can be shown."""
    product = workspace.products.get(picture.product_name)
    own = artifact_hash(drawn_by, "student_onnx")[:12]
    folder = workspace.cache_dir / "relatives" / f"v{drawn_by.number:04d}-{own}"
    folder.mkdir(exist_ok=True)
    name = picture_name(picture.product_name, picture.class_name, drawn_by.number, picture.seed)
    path = folder / name
    if not path.exists():
        order = PictureOrder(
            product=product,
            class_name=picture.class_name,
            label=picture.label,
            seed=picture.seed,
            path=path,
        )
        pixels = unfit(picture.load(), product.width, product.height, product.fit, product.is_gray)
        write_png(path, pixels, provenance(drawn_by, order))
    return path


def _own_origin(file: Path) -> Relative | None:
    """What a picture that Pilotline drew says of itself."""
    try:
        marks = read_provenance(file)
        return Relative(
            source="generated",
            file=str(file),
            product_name=marks["pilotline:product"],
            class_name=marks["pilotline:class"],
            distance=0.0,
            version_number=int(marks["pilotline:version"]),
            seed=int(marks["pilotline:seed"]),
        )
    except (OSError, KeyError, ValueError):
        return None


def _unit(embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    unit: NDArray[np.float32] = embeddings / np.maximum(lengths, 1e-12)
    return unit
