"""The fixed judge: a classifier of all real training pictures, in whose space all is measured."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.benchmarks.continual_learner import Learner
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.task_sequence import LabelledPictures, Labels, Task, TaskSequence
from engine.continual.replay import draw_pictures
from engine.contract.job_context import JobContext
from engine.evaluation.coverage import coverage
from engine.evaluation.frechet import frechet_to_statistics
from engine.evaluation.intervals import share_interval
from engine.evaluation.product_quality import (
    Overall,
    Reference,
    measure_accuracy,
    measure_generation,
    overall_quality,
)
from engine.evaluation.samples import Samples
from engine.evaluation.usefulness import train_on_generated
from engine.generators.pixel_diffusion import copy_generator
from engine.recognition.class_statistics import ClassStatistics, class_statistics, pooled
from engine.recognition.network import Recogniser
from engine.recognition.snapshot import load_recogniser, save_recogniser
from engine.recognition.training import classify, train_recogniser
from engine.training.device import autocast, choose_device

#: Apart from the seeds that replay is drawn by; of each class as many follow one another.
_FIRST_SEED, _SEEDS_PER_CLASS = 7_000_000, 100_000
_SAMPLER_STEPS = 10
_DRAWN_AT_ONCE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFigures:
    """What a learner draws of all classes."""

    #: Fréchet distance to the real test pictures, every class weighing the same.
    distance: float
    #: KL(even || histogram of the judge's answers), in nats.
    histogram_kl: float
    #: Share of generated pictures that the judge gives the asked class.
    assigned_share: float
    #: The same for the classes of the first task alone.
    first_task_assigned: float
    #: Mean over the tasks.
    precision: float | None
    recall: float | None


class FixedJudge:
    """Trained once, and kept in a file so that a run that goes on has the same."""

    def __init__(
        self,
        sequence: TaskSequence,
        file: Path,
        *,
        steps: int,
        usefulness_steps: int,
        context: JobContext,
    ) -> None:
        self.sequence, self._context = sequence, context
        self._steps, self._usefulness_steps = steps, usefulness_steps
        if not file.exists():
            partial = file.with_suffix(".partial")
            save_recogniser(self._train(), partial)
            partial.replace(file)
        self.network = load_recogniser(file)

    @cached_property
    def accuracy(self) -> float:
        """On the real test pictures, every class weighing the same."""
        return float(self._confusion.diagonal().mean())

    @cached_property
    def histogram_kl(self) -> float:
        """Of the real test pictures themselves, every class weighing the same: the floor."""
        shares = self._confusion.mean(axis=0)
        return -float(np.log(np.maximum(shares * len(shares), 1e-6)).mean())

    @cached_property
    def accuracy_from_real(self) -> float:
        """Of a recogniser taught by the real training pictures, to hold usefulness against."""
        return self._accuracy_from(_samples(self.sequence.train))

    def accuracy_from_generated(self, drawn: Samples) -> float:
        """Of one taught by generated pictures alone, in as many steps."""
        return self._accuracy_from(drawn)

    def recogniser_accuracy(self, recogniser: Recogniser | None) -> float | None:
        """Of a learner's own recogniser on all real test pictures, every class the same."""
        if recogniser is None:
            return None
        return float(_confusion(recogniser, self.sequence).diagonal().mean())

    def draw(
        self, learner: Learner, labels: Labels, per_class: int, guidance: float | None = None
    ) -> Samples:
        """The first so many pictures of each class; the seeds are the same for every learner.

        Without a weight of guidance with that of the learner's generator.
        """
        every = np.repeat(np.asarray(labels, np.int64), per_class)
        places = np.tile(np.arange(per_class, dtype=np.int64), len(labels))
        seeds = _FIRST_SEED + every * _SEEDS_PER_CLASS + places
        device = choose_device()
        generator = copy_generator(learner.generator)
        if guidance is not None:
            generator = generator.with_guidance(guidance)
        generator.network.to(device.kind, memory_format=torch.channels_last)
        with autocast(device.kind, device.precision):
            images = draw_pictures(
                generator, every, seeds, _SAMPLER_STEPS, self._context, batch=_DRAWN_AT_ONCE
            )
        return Samples(images, every)

    def measure(self, drawn: Samples, tasks: tuple[Task, ...]) -> DrawnFigures:
        """Look at pictures of all classes."""
        probabilities, features = classify(self.network, drawn.images)
        named = probabilities.argmax(axis=1)
        is_right = named == drawn.labels
        covered = [
            coverage(
                self._real_features[np.isin(self.sequence.test.labels, task.labels)],
                features[np.isin(drawn.labels, task.labels)],
            )
            for task in tasks
        ]
        known = [item for item in covered if item is not None]
        return DrawnFigures(
            distance=frechet_to_statistics(features, self._real_statistics),
            histogram_kl=histogram_kl(named, len(self.sequence.class_names)),
            assigned_share=float(is_right.mean()),
            first_task_assigned=float(is_right[np.isin(drawn.labels, tasks[0].labels)].mean()),
            precision=float(np.mean([item.precision for item in known])) if known else None,
            recall=float(np.mean([item.recall for item in known])) if known else None,
        )

    def look_at(self, images: NDArray[np.uint8]) -> tuple[float, float]:
        """Distance and histogram's divergence of pictures that were drawn without a class."""
        probabilities, features = classify(self.network, images)
        named = probabilities.argmax(axis=1)
        distance = frechet_to_statistics(features, self._real_statistics)
        return distance, histogram_kl(named, len(self.sequence.class_names))

    def distance(self, drawn: Samples, labels: Labels) -> float:
        """Fréchet distance of these classes' pictures to their real test pictures."""
        _, features = classify(self.network, drawn.of(labels).images)
        return frechet_to_statistics(features, self._statistics_of(labels))

    def assigned_share(self, drawn: Samples) -> float:
        """Share of generated pictures that are given the asked class."""
        probabilities, _ = classify(self.network, drawn.images)
        return float((probabilities.argmax(axis=1) == drawn.labels).mean())

    def quality(self, drawn: Samples, recogniser: Recogniser | None, task: Task) -> Overall | None:
        """One task's overall quality now, by the measure of the product's own retention."""
        real = _samples(self.sequence.test.of(task.labels))
        reference = Reference(recogniser=self.network, acceptance=real)
        generation = measure_generation(reference, drawn.of(task.labels))
        if recogniser is None:
            return overall_quality(generation, None)
        accuracy = measure_accuracy(recogniser, real)
        return overall_quality(generation, accuracy, share_interval(accuracy, len(real.labels)))

    @cached_property
    def _real_features(self) -> NDArray[np.float32]:
        return classify(self.network, self.sequence.test.images)[1]

    @cached_property
    def _real_statistics(self) -> ClassStatistics:
        return self._statistics_of(self.sequence.labels)

    def _statistics_of(self, chosen: Labels) -> ClassStatistics:
        labels = self.sequence.test.labels
        return pooled([class_statistics(self._real_features[labels == label]) for label in chosen])

    @cached_property
    def _confusion(self) -> NDArray[np.float64]:
        return _confusion(self.network, self.sequence)

    def _train(self) -> Recogniser:
        train = self.sequence.train
        return train_recogniser(
            train.images,
            train.labels,
            class_count=self.sequence.class_rows,
            steps=self._steps,
            seed=0,
            context=self._context,
            on_step=step_reporter(self._context, "judge", self._steps),
        )

    def _accuracy_from(self, pictures: Samples) -> float:
        rows = self.sequence.class_rows
        taught = train_on_generated(pictures, rows, self._usefulness_steps, self._context)
        return float(_confusion(taught, self.sequence).diagonal().mean())


def _samples(pictures: LabelledPictures) -> Samples:
    return Samples(pictures.images, pictures.labels)


def histogram_kl(named: NDArray[np.int64], classes: int) -> float:
    """KL(even || what was named) over labels from 1; each counts once more, so none is zero."""
    counts = np.bincount(named, minlength=classes + 1)[1:] + 1.0
    return -float(np.log(counts / counts.sum() * classes).mean())


def _confusion(recogniser: Recogniser, sequence: TaskSequence) -> NDArray[np.float64]:
    """Share of each class's real test pictures that are given each class, (C, C)."""
    probabilities, _ = classify(recogniser, sequence.test.images)
    named = probabilities.argmax(axis=1)
    labels = np.asarray(sequence.labels)
    return np.stack(
        [
            (named[sequence.test.labels == label][:, None] == labels[None]).mean(axis=0)
            for label in labels
        ]
    )
