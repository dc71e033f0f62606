"""Fashion-MNIST as its authors publish it, four gzipped idx files, and split into five tasks."""

import gzip
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.benchmarks.real_data import DATA_VARIABLE, real_data_dir
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.contract.errors import UserFixableError

#: 28-pixel pictures stand in the middle of 32, a size that halves evenly.
IMAGE_SIZE = 32
CLASS_NAMES = (
    "t-shirt",
    "trouser",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
)
_BORDER = 2


def split_fashion_mnist(classes_per_task: int = 2) -> TaskSequence:
    """Tasks of as many classes, in an order that the seed decides.

    Raises:
        UserFixableError: If the files are not there.
    """
    return TaskSequence(
        name="fashion",
        class_names=CLASS_NAMES,
        train=load_fashion_mnist("train"),
        test=load_fashion_mnist("t10k"),
        tasks=partial(_tasks, classes_per_task),
    )


def load_fashion_mnist(split: str) -> LabelledPictures:
    """Read "train" (60,000) or "t10k" (10,000): gray in all three channels, labels 1..10.

    Raises:
        UserFixableError: If the files are not there.
    """
    folder = _folder()
    images = _read(folder / f"{split}-images-idx3-ubyte.gz", header=16).reshape(-1, 28, 28)
    labels = _read(folder / f"{split}-labels-idx1-ubyte.gz", header=8)
    framed = np.pad(images, ((0, 0), (_BORDER, _BORDER), (_BORDER, _BORDER)))
    return LabelledPictures(np.repeat(framed[:, None], 3, axis=1), labels.astype(np.int64) + 1)


def _tasks(size: int, seed: int) -> tuple[Task, ...]:
    classes = np.arange(1, len(CLASS_NAMES) + 1)
    order = np.random.default_rng(seed).permutation(classes).tolist()
    cuts = range(0, len(order) + 1, size)
    groups = [tuple(order[start:end]) for start, end in pairwise(cuts)]
    return tuple(
        Task(name=" and ".join(CLASS_NAMES[label - 1] for label in group), labels=group)
        for group in groups
    )


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
