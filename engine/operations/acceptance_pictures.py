"""The sealed acceptance pictures of what a version knows."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.imaging.decode import decode_bytes
from engine.registry import Version, VersionClass, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPicture:
    """A photograph that was set apart to measure by."""

    item: VersionClass
    #: Of the stored file.
    sha256: str


def acceptance_pictures(workspace: Workspace, version: Version) -> Iterator[SealedPicture]:
    """Class after class; nothing of products whose keep-policy leaves no pictures."""
    for name in version.product_names:
        sealed = workspace.products.images(name, acceptance=True)
        for item in (c for c in version.classes if c.product_name == name):
            for image in sealed:
                if image.class_name == item.class_name and image.artifact is not None:
                    yield SealedPicture(item=item, sha256=image.artifact)


def sealed_pixels(workspace: Workspace, picture: SealedPicture) -> NDArray[np.uint8]:
    """The photograph, (H, W, 3).

    Raises:
        IntegrityError: If it is missing or not what was stored.
    """
    return decode_bytes(workspace.artifacts.read_bytes(picture.sha256)).pixels
