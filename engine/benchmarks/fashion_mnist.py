"""Fashion-MNIST as its authors publish it: four gzipped idx files."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.benchmarks.real_data import DATA_VARIABLE, real_data_dir
from engine.contract.errors import UserFixableError

#: 28-pixel pictures stand in the middle of 32, a size that halves evenly.
IMAGE_SIZE = 32
CLASSES = 10
_BORDER = 2


@dataclass(frozen=True)
class LabelledPictures:
    """Pictures of one split."""

    #: uint8 (N, 3, 32, 32), gray in all three channels.
    images: NDArray[np.uint8]
    #: int64 (N,), 1..10: 0 means no class to a generator.
    labels: NDArray[np.int64]

    def of(self, labels: tuple[int, ...]) -> "LabelledPictures":
        """Only these classes."""
        chosen = np.isin(self.labels, labels)
        return LabelledPictures(self.images[chosen], self.labels[chosen])


def load_fashion_mnist(split: str) -> LabelledPictures:
    """Read "train" (60,000) or "t10k" (10,000).

    Raises:
        UserFixableError: If the files are not there.
    """
    folder = _folder()
    images = _read(folder / f"{split}-images-idx3-ubyte.gz", header=16).reshape(-1, 28, 28)
    labels = _read(folder / f"{split}-labels-idx1-ubyte.gz", header=8)
    framed = np.pad(images, ((0, 0), (_BORDER, _BORDER), (_BORDER, _BORDER)))
    return LabelledPictures(np.repeat(framed[:, None], 3, axis=1), labels.astype(np.int64) + 1)


def _folder() -> Path:
    folder = real_data_dir() / "_benchmark" / "fashion_mnist"
    if not folder.is_dir():
        raise UserFixableError(
            f"There is no folder {folder}. Set {DATA_VARIABLE} to the folder that holds "
            "_benchmark/fashion_mnist with the four files of Fashion-MNIST."
        )
    return folder


def _read(path: Path, header: int) -> NDArray[np.uint8]:
    return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=header)
