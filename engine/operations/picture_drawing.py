"""Drawing pictures of a product with a version's student into PNG files with provenance."""

import importlib.metadata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.imaging.fitting import unfit
from engine.imaging.png_provenance import read_provenance, write_png
from engine.inference.generation import Networks, OnProgress, draw_batches
from engine.operations.version_session import artifact_hash
from engine.registry import Product, Version

#: What makes two generated pictures the same one. The software's version is not among it.
_IDENTITY = tuple(
    f"pilotline:{key}" for key in ("version", "seed", "product", "class", "student_sha256")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOrder:
    """One picture to be drawn."""

    product: Product
    class_name: str
    #: Row of the class embedding.
    label: int
    seed: int
    path: Path


def provenance(version: Version, order: PictureOrder) -> dict[str, str]:
    """What the PNG file says of itself."""
    return {
        "pilotline:version": str(version.number),
        "pilotline:seed": str(order.seed),
        "pilotline:product": order.product.name,
        "pilotline:class": order.class_name,
        "pilotline:synthetic": "true",
        "pilotline:student_sha256": artifact_hash(version, "student_onnx"),
        "pilotline:software": software(),
    }


def is_drawn(version: Version, order: PictureOrder) -> bool:
    """Whether the file is there already and is this very picture.

    Raises:
        UserFixableError: If a different file has that name; it is never overwritten.
    """
    if not order.path.exists():
        return False
    wanted = provenance(version, order)
    try:
        found = read_provenance(order.path)
    except OSError:
        found = {}
    if any(found.get(key) != wanted[key] for key in _IDENTITY):
        raise UserFixableError(
            f"{order.path} is there already and is another picture. Choose another folder."
        )
    return True


def draw_pictures(
    networks: Networks,
    version: Version,
    orders: Sequence[PictureOrder],
    context: JobContext,
    on_progress: OnProgress | None = None,
) -> Iterator[PictureOrder]:
    """Draw and write the pictures in order; yields each one as soon as its file is whole."""
    labels = np.asarray([order.label for order in orders], np.int64)
    seeds = np.asarray([order.seed for order in orders], np.int64)
    waiting = iter(orders)
    for images in draw_batches(networks, labels, seeds, context, on_progress=on_progress):
        for image, order in zip(images, waiting, strict=False):
            product = order.product
            pixels = unfit(image, product.width, product.height, product.fit, product.is_gray)
            write_png(order.path, pixels, provenance(version, order))
            yield order


def software() -> str:
    """This program and its release, for files that leave it."""
    try:
        return f"Pilotline {importlib.metadata.version('pilotline')}"
    except importlib.metadata.PackageNotFoundError:  # run from a folder that was never installed
        return "Pilotline"
