"""The photographs of an update: training pictures of new products, acceptance pictures of all."""

import hashlib
from collections.abc import Sequence

import numpy as np

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.imaging.dataset import ExpectedFile, load_images
from engine.operations.update_brief import UpdateBrief
from engine.registry import ProductImage, Workspace
from engine.training.learning_set import PictureSet


def load_new_pictures(workspace: Workspace, brief: UpdateBrief, context: JobContext) -> PictureSet:
    """Every training photograph of the new products, read from its source folder and checked by hash."""
    return _load(workspace, brief, brief.new_product_names, context, acceptance=False)


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
    parts, found = [np.empty((0, 3, size, size), np.uint8)], []
    for name in names:
        product = workspace.products.get(name)
        images = workspace.products.images(name, acceptance=acceptance)
        if acceptance:
            images = [image for image in images if image.artifact is not None]
        files = [_expected(workspace, image) for image in images]
        parts.append(load_images(files, size, product.fit, context))
        found.extend(labels[name, image.class_name] for image in images)
    return PictureSet(np.concatenate(parts), np.asarray(found, np.int64))
