"""Embeddings of the pictures in the folder of generated ones, kept from call to call."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save

from engine.contract.job_context import JobContext, Progress
from engine.imaging.decode import UnreadableImageError, decode_image
from engine.imaging.fitting import fit_to_square
from engine.inference.recognition import recognise
from engine.inference.session import Session
from engine.operations.embedding_role import embedding_role
from engine.operations.version_session import artifact_hash
from engine.registry import Version, Workspace
from engine.registry.atomic_file import write_atomically
from engine.registry.generated_pictures import DrawnPicture, drawn_pictures

#: Pictures looked through, newest first: the first time each takes some milliseconds.
MOST_PICTURES = 2000
_BATCH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryEmbeddings:
    """What is known of the folder's pictures of the classes that a version knows."""

    pictures: tuple[DrawnPicture, ...]
    #: (N, D), a row for each picture.
    embeddings: NDArray[np.float32]
    #: Older pictures that were not looked at.
    left_out: int


def gallery_embeddings(
    workspace: Workspace, version: Version, session: Session, context: JobContext
) -> GalleryEmbeddings:
    """Embed what has come since the last call; a picture that cannot be read is passed over."""
    known = {(item.product_name, item.class_name) for item in version.classes}
    every = [
        picture
        for picture in _drawn(workspace)
        if (picture.product_name, picture.class_name) in known
    ]
    pictures = every[:MOST_PICTURES]
    digest = hashlib.sha256(artifact_hash(version, embedding_role(version)).encode()).hexdigest()
    folder = workspace.cache_dir / "relatives"
    folder.mkdir(exist_ok=True)
    path = folder / f"generated-{digest[:16]}.safetensors"
    keys = [_key(workspace, picture) for picture in pictures]
    before = _stored(path)
    found = {key: before[key] for key in keys if key in before}
    new = [(k, p) for k, p in zip(keys, pictures, strict=True) if k not in found]
    embedded: dict[bytes, NDArray[np.float32]] = {}
    for start in range(0, len(new), _BATCH):
        context.honour_requests()
        embedded |= _embedded(workspace, version, session, new[start : start + _BATCH])
        done = min(start + _BATCH, len(new))
        context.report_progress(
            Progress(stage="find", step=done, step_count=len(new), fraction=done / len(new))
        )
    found |= embedded
    if embedded:
        _store(path, found)
    readable = [(p, found[k]) for k, p in zip(keys, pictures, strict=True) if k in found]
    rows = [embedding for _, embedding in readable]
    return GalleryEmbeddings(
        pictures=tuple(picture for picture, _ in readable),
        embeddings=np.stack(rows) if rows else np.zeros((0, 0), np.float32),
        left_out=len(every) - len(pictures),
    )


def _drawn(workspace: Workspace) -> tuple[DrawnPicture, ...]:
    """Every picture of the folder, newest first."""
    looking = drawn_pictures(workspace.generated_dir, workspace.facts().versions)
    while True:
        try:
            next(looking)
        except StopIteration as end:
            pictures: tuple[DrawnPicture, ...] = end.value
            return pictures


def _key(workspace: Workspace, picture: DrawnPicture) -> bytes:
    """Tells a file from every other one and from what it was before; 16 bytes."""
    fit = workspace.products.get(picture.product_name).fit
    try:
        state = Path(picture.file).stat()
        changed, size = state.st_mtime_ns, state.st_size
    except OSError:
        changed = size = 0  # deleted while we looked: it cannot be read either
    return hashlib.sha256(f"{picture.file}\n{changed}\n{size}\n{fit}".encode()).digest()[:16]


def _embedded(
    workspace: Workspace,
    version: Version,
    session: Session,
    pictures: Sequence[tuple[bytes, DrawnPicture]],
) -> dict[bytes, NDArray[np.float32]]:
    keys, images = [], []
    for key, picture in pictures:
        try:
            pixels = decode_image(Path(picture.file)).pixels
        except UnreadableImageError:
            continue
        fit = workspace.products.get(picture.product_name).fit
        keys.append(key)
        images.append(fit_to_square(pixels, version.image_size, fit))
    if not images:
        return {}
    return dict(zip(keys, recognise(session, np.stack(images))[1], strict=True))


def _stored(path: Path) -> dict[bytes, NDArray[np.float32]]:
    if not path.exists():
        return {}
    tensors = load_file(path)
    keys = [row.tobytes() for row in tensors["keys"]]
    return dict(zip(keys, tensors["embeddings"], strict=True))


def _store(path: Path, found: dict[bytes, NDArray[np.float32]]) -> None:
    keys = np.stack([np.frombuffer(key, np.uint8) for key in found])
    write_atomically(path, save({"keys": keys, "embeddings": np.stack(list(found.values()))}))
