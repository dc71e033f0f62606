"""The photographs of an update: training pictures of new products, acceptance pictures of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.contract.job_context import JobContext
from engine.imaging.dataset import ImageFile, load_images
from engine.operations.update_brief import UpdateBrief
from engine.operations.version_manifest import LearnedImage
from engine.registry import ProductImage, Workspace
from engine.training.learning_set import PictureSet


def new_images(workspace: Workspace, brief: UpdateBrief, name: str) -> list[ProductImage]:
    """A product's training photographs that the update learns from for the first time."""
    parent = None if brief.parent_number is None else workspace.versions.get(brief.parent_number)
    return [image for image in workspace.images_not_learned(name, parent) if brief.covers(image)]


def load_new_pictures(workspace: Workspace, brief: UpdateBrief, context: JobContext) -> PictureSet:
    """Every new training photograph, from its source folder, checked by hash."""
    photographs = {name: new_images(workspace, brief, name) for name in brief.new_product_names}
    return _load(workspace, brief, photographs, context)


def load_earlier_pictures(
    workspace: Workspace, brief: UpdateBrief, context: JobContext
) -> PictureSet:
    """Every training photograph learned before, where the folders still hold them."""
    photographs = {}
    for name in brief.replayed_product_names:
        new = {image.id for image in new_images(workspace, brief, name)}
        every = workspace.products.images(name, acceptance=False)
        photographs[name] = [i for i in every if brief.covers(i) and i.id not in new]
    return _load(workspace, brief, photographs, context)


def learned_images(workspace: Workspace, brief: UpdateBrief) -> tuple[LearnedImage, ...]:
    """The photographs that this update learns from."""
    return tuple(
        LearnedImage(product_name=name, class_name=image.class_name, sha256=image.sha256)
        for name in brief.new_product_names
        for image in new_images(workspace, brief, name)
    )


def load_acceptance_pictures(
    workspace: Workspace, brief: UpdateBrief, context: JobContext
) -> PictureSet:
    """The sealed acceptance pictures of every product that keeps some."""
    photographs = {}
    for name in brief.product_names:
        # Photographs of classes that wait for another update are none of this one's business.
        classes = {c.class_name for c in brief.classes if c.product_name == name}
        sealed = workspace.products.images(name, acceptance=True)
        photographs[name] = [
            _Stored(image.class_name, str(workspace.artifacts.path(image.artifact)), image.artifact)
            for image in sealed
            if image.artifact is not None and brief.covers(image) and image.class_name in classes
        ]
    return _load(workspace, brief, photographs, context)


class _Photograph(ImageFile, Protocol):
    @property
    def class_name(self) -> str: ...


@dataclass(frozen=True)
class _Stored:
    """An acceptance image among the artifacts."""

    class_name: str
    source_path: str
    sha256: str


def _load(
    workspace: Workspace,
    brief: UpdateBrief,
    photographs: Mapping[str, Sequence[_Photograph]],
    context: JobContext,
) -> PictureSet:
    """The photographs of each product, fitted to the network's square."""
    labels = {(c.product_name, c.class_name): c.label for c in brief.classes}
    size = brief.plan.image_size
    parts = [np.empty((0, 3, size, size), np.uint8)]
    found: list[int] = []
    for name, images in photographs.items():
        product = workspace.products.get(name)
        parts.append(load_images(images, size, product.fit, context))
        found.extend(labels[name, image.class_name] for image in images)
    return PictureSet(np.concatenate(parts), np.asarray(found, np.int64))
