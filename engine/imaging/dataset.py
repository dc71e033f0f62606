"""Loads photographs for training and measuring, and sees that they are the registered ones."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.specs import FitMode
from engine.imaging.decode import DecodedImage, UnreadableImageError, decode_bytes, read_file
from engine.imaging.fitting import fit_to_square


class ImageFile(Protocol):
    """A file and what it held when it was registered; a row of a product's manifest is one."""

    @property
    def source_path(self) -> str:
        """Where the file is."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredImageFile:
    """A file that is no row of a manifest, for example an acceptance image among the artifacts."""

    source_path: str
    sha256: str


def load_images(
    files: Sequence[ImageFile], size: int, fit: FitMode, context: JobContext
) -> NDArray[np.uint8]:
    """Every file fitted to a square, (N, 3, size, size), in order."""
    images = np.empty((len(files), 3, size, size), dtype=np.uint8)
    for index, file in enumerate(files):
        context.honour_requests()
        images[index] = fit_to_square(load_image(file).pixels, size, fit)
    return images


def load_image(file: ImageFile) -> DecodedImage:
    """One file, refused if it is gone or no longer what was registered."""
    path = Path(file.source_path)
    if not path.is_file():
        raise UserFixableError(
            f"The photograph {path} is missing. Put it back, or register the product again."
        )
    try:
        data = read_file(path)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise UserFixableError(
                f"The photograph {path} was changed after it was registered. "
                "Put the original back, or register the product again."
            )
        return decode_bytes(data)
    except UnreadableImageError as error:
        raise UserFixableError(f"The photograph {path} cannot be used. {error}") from error
