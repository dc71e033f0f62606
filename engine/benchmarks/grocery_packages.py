"""Photographs of packaged groceries, split as their authors have split them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.benchmarks.real_data import real_folders
from engine.benchmarks.task_sequence import LabelledPictures
from engine.contract.errors import UserFixableError
from engine.contract.specs import FitMode
from engine.imaging.decode import decode_image
from engine.imaging.fitting import fit_to_square

FOLDER = "grocery_packages"
TRAIN, VALIDATION, TEST = "train", "val", "test"


def load_groceries(split: str, image_size: int) -> LabelledPictures:
    """The pictures whose file begins with the split's name; labels from 0 in order of the folders.

    Raises:
        UserFixableError: If the photographs are not there.
    """
    folder = real_folders([FOLDER])[0]
    kinds = sorted(path for path in folder.iterdir() if path.is_dir())
    files = [sorted(kind.glob(f"{split}_*")) for kind in kinds]
    if not any(files):
        raise UserFixableError(
            f"No file in {folder} begins with {split}_. Unpack the prepared photographs there."
        )
    labels = np.repeat(np.arange(len(kinds), dtype=np.int64), [len(own) for own in files])
    return LabelledPictures(_read([file for own in files for file in own], image_size), labels)


def _read(files: Sequence[Path], size: int) -> NDArray[np.uint8]:
    return np.stack([fit_to_square(decode_image(file).pixels, size, FitMode.PAD) for file in files])
