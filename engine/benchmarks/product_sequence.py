"""Four products of real photographs as a sequence of tasks, each with all its classes."""

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
        context.note(f"Reading {folder.name}")
        records, sealed = _records(folder, context)
        names = sorted({record.class_name for record in records})
        first = len(class_names) + 1
        class_names += [f"{folder.name} {name}" for name in names]
        tasks.append(Task(name=folder.name, labels=tuple(range(first, first + len(names)))))
        label_of = {name: first + place for place, name in enumerate(names)}
        for split, is_sealed in zip(splits, (False, True), strict=True):
            chosen = [record for record in records if (record.file in sealed) is is_sealed]
            labels = [label_of[record.class_name] for record in chosen]
            images = _fitted(chosen, image_size, context)
            split.append(LabelledPictures(images, np.asarray(labels, np.int64)))
    train, test = (_joined(split) for split in splits)
    sequence = tuple(tasks)
    return TaskSequence(
        name="products",
        class_names=tuple(class_names),
        train=train,
        test=test,
        tasks=lambda _seed: sequence,
    )


def _records(folder: Path, context: JobContext) -> tuple[list[ImageRecord], frozenset[str]]:
    scan = scan_folder(str(folder), context)
    duplicates = inspect_folder(scan, context).duplicates
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
