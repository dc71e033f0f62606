"""The photographs of an update: training pictures of new products, acceptance pictures of all."""

from collections.abc import Sequence

import numpy as np

from engine.contract.job_context import JobContext
from engine.imaging.dataset import StoredImageFile, load_images
from engine.operations.update_brief import UpdateBrief
from engine.operations.version_manifest import LearnedImage
from engine.registry import Workspace
from engine.training.learning_set import PictureSet


def load_new_pictures(workspace: Workspace, brief: UpdateBrief, context: JobContext) -> PictureSet:
    """Every training photograph of the new products, from its source folder, checked by hash."""
    return _load(workspace, brief, brief.new_product_names, context, acceptance=False)


def load_earlier_pictures(
    workspace: Workspace, brief: UpdateBrief, context: JobContext
) -> PictureSet:
    """Every training photograph of the earlier products, where their folders still hold them."""
    return _load(workspace, brief, brief.earlier_product_names, context, acceptance=False)


def learned_images(workspace: Workspace, brief: UpdateBrief) -> tuple[LearnedImage, ...]:
    """The photographs that this update learns from."""
    return tuple(
        LearnedImage(product_name=name, class_name=image.class_name, sha256=image.sha256)
        for name in brief.new_product_names
        for image in workspace.products.images(name, acceptance=False)
    )


def load_acceptance_pictures(
    workspace: Workspace, brief: UpdateBrief, context: JobContext
) -> PictureSet:
    """The sealed acceptance pictures of every product that keeps some."""
    names = (*brief.earlier_product_names, *brief.new_product_names)
    return _load(workspace, brief, names, context, acceptance=True)


def _load(
    workspace: Workspace,
    brief: UpdateBrief,
    names: Sequence[str],
    context: JobContext,
    *,
    acceptance: bool,
) -> PictureSet:
    labels = {(c.product_name, c.class_name): c.label for c in brief.classes}
    size = brief.plan.image_size
    parts = [np.empty((0, 3, size, size), np.uint8)]
    found: list[int] = []
    for name in names:
        product = workspace.products.get(name)
        images = workspace.products.images(name, acceptance=acceptance)
        if acceptance:
            images = [image for image in images if image.artifact is not None]
            stored = [_stored(workspace, image.artifact) for image in images if image.artifact]
            parts.append(load_images(stored, size, product.fit, context))
        else:
            parts.append(load_images(images, size, product.fit, context))
        found.extend(labels[name, image.class_name] for image in images)
    return PictureSet(np.concatenate(parts), np.asarray(found, np.int64))


def _stored(workspace: Workspace, artifact: str) -> StoredImageFile:
    return StoredImageFile(source_path=str(workspace.artifacts.path(artifact)), sha256=artifact)
