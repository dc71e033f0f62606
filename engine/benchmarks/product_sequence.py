"""Four products of real photographs as a sequence of tasks, each with all its classes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.benchmarks.real_data import real_folders
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.contract.job_context import JobContext
from engine.contract.specs import FitMode
from engine.imaging.acceptance_split import split_acceptance
from engine.imaging.dataset import StoredImageFile, load_image
from engine.imaging.fitting import fit_to_square
from engine.imaging.folder_check import inspect_folder
from engine.imaging.folder_scan import ImageRecord, scan_folder

PRODUCTS = ("dobot_cubes", "ball_screw", "solar_ir", "fashion_mnist_small")


def product_sequence(image_size: int, context: JobContext) -> TaskSequence:
    """The products in their order; the test split is the acceptance set of a registration.

    Raises:
        UserFixableError: If the photographs are not there.
    """
    tasks: list[Task] = []
    class_names: list[str] = []
    splits: tuple[list[LabelledPictures], list[LabelledPictures]] = ([], [])
    for folder in real_folders(PRODUCTS):
        first = len(class_names) + 1
        product = read_product(folder, image_size, context, first_label=first)
        names = product.class_names
        class_names += [f"{folder.name} {name}" for name in names]
        tasks.append(Task(name=folder.name, labels=tuple(range(first, first + len(names)))))
        for split, part in zip(splits, (product.train, product.test), strict=True):
            split.append(part)
    train, test = (_joined(split) for split in splits)
    sequence = tuple(tasks)
    return TaskSequence(
        name="products",
        class_names=tuple(class_names),
        train=train,
        test=test,
        tasks=lambda _seed: sequence,
    )


@dataclass(frozen=True, kw_only=True)
class ProductPictures:
    """One product's photographs in two splits."""

    class_names: tuple[str, ...]
    train: LabelledPictures
    test: LabelledPictures


def read_product(
    folder: Path, image_size: int, context: JobContext, *, first_label: int = 1
) -> ProductPictures:
    """Split as a registration splits them; the classes are labelled in their names' order."""
    context.note(f"Reading {folder.name}")
    records, sealed = _records(folder, context)
    names = tuple(sorted({record.class_name for record in records}))
    label_of = {name: first_label + place for place, name in enumerate(names)}
    train, test = (
        _labelled(
            [r for r in records if (r.file in sealed) is is_sealed], label_of, image_size, context
        )
        for is_sealed in (False, True)
    )
    return ProductPictures(class_names=names, train=train, test=test)


def _labelled(
    records: list[ImageRecord], label_of: Mapping[str, int], size: int, context: JobContext
) -> LabelledPictures:
    labels = [label_of[record.class_name] for record in records]
    return LabelledPictures(_fitted(records, size, context), np.asarray(labels, np.int64))


def _records(folder: Path, context: JobContext) -> tuple[list[ImageRecord], frozenset[str]]:
    scan = scan_folder(str(folder), context)
    duplicates = inspect_folder(scan, context).comparison.duplicates
    usable = [record for record in scan.records if record.file not in duplicates.left_out]
    return usable, split_acceptance(scan.records, duplicates).files


def _fitted(records: list[ImageRecord], size: int, context: JobContext) -> NDArray[np.uint8]:
    images = np.empty((len(records), 3, size, size), np.uint8)
    for place, record in enumerate(records):
        context.honour_requests()
        file = StoredImageFile(source_path=str(record.path), sha256=record.sha256)
        images[place] = fit_to_square(load_image(file).pixels, size, FitMode.PAD)
    return images


def _joined(parts: list[LabelledPictures]) -> LabelledPictures:
    return LabelledPictures(
        np.concatenate([part.images for part in parts]),
        np.concatenate([part.labels for part in parts]),
    )
