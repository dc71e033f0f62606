"""Twelve classes of infrared photographs of solar modules as four tasks of three classes."""

import numpy as np

from engine.benchmarks.product_sequence import read_product
from engine.benchmarks.real_data import real_folders
from engine.benchmarks.task_sequence import Task, TaskSequence
from engine.contract.job_context import JobContext

_FOLDER = "solar_ir"
_TASK_SIZE = 3


def split_solar(image_size: int, context: JobContext) -> TaskSequence:
    """Three classes a task, in an order that the seed decides.

    Raises:
        UserFixableError: If the photographs are not there.
    """
    (folder,) = real_folders((_FOLDER,))
    product = read_product(folder, image_size, context)
    names = product.class_names

    def tasks(seed: int) -> tuple[Task, ...]:
        order = np.random.default_rng(seed).permutation(np.arange(1, len(names) + 1)).tolist()
        groups = [order[start : start + _TASK_SIZE] for start in range(0, len(order), _TASK_SIZE)]
        return tuple(
            Task(name=", ".join(names[label - 1] for label in group), labels=tuple(group))
            for group in groups
        )

    return TaskSequence(
        name="solar", class_names=names, train=product.train, test=product.test, tasks=tasks
    )
