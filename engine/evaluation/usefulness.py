"""Usefulness: what a recogniser that has seen generated pictures alone makes of real ones."""

import numpy as np

from engine.contract.job_context import JobContext
from engine.evaluation.samples import Samples
from engine.recognition.network import Recogniser
from engine.recognition.training import train_recogniser

#: Half the product's own: it is trained for every version only to be asked once.
_WIDTHS = (16, 32, 48)
_SEED = 5


def train_on_generated(
    generated: Samples, class_count: int, steps: int, context: JobContext
) -> Recogniser:
    """A fresh recogniser that has seen generated pictures alone.

    Train on synthetic, test on real: the classification accuracy score of Ravuri & Vinyals 2019
    (arXiv 1905.10887, section 3).
    """
    return train_recogniser(
        generated.images,
        generated.labels.astype(np.int64),
        class_count=class_count,
        steps=steps,
        seed=_SEED,
        widths=_WIDTHS,
        context=context,
    )
