"""Strategies side by side on split Fashion-MNIST: five tasks of two classes, nothing stored.

The protocol of Masip et al. 2023 (arXiv 2311.14028), section 5, at a size that suits the machine:
the same first task for all, then every strategy takes each task in turn with as many steps; those
that take longer than Pilotline's own once more with as many seconds.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.benchmarks.claims import Claim, at_least, at_most
from engine.benchmarks.continual_learner import CLASS_ROWS, Labels, Learner
from engine.benchmarks.fashion_mnist import (
    CLASSES,
    IMAGE_SIZE,
    LabelledPictures,
    load_fashion_mnist,
)
from engine.benchmarks.step_reports import step_reporter
from engine.continual.replay import draw_pictures
from engine.continual.strategies import STRATEGIES
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset
from engine.evaluation.frechet import frechet_distance
from engine.generators.pixel_diffusion import first_generator
from engine.imaging.contact_sheet import contact_sheet
from engine.imaging.png_provenance import write_png
from engine.operations.machine import describe_machine, library_versions
from engine.recognition.network import Recogniser
from engine.recognition.training import classify, train_recogniser
from engine.training.device import choose_device
from engine.training.memory import peak_memory_mb
from engine.training.plan import UpdatePlan

TASK_SIZE = 2
COMPARED = ("pilotline", "distillation", "replay", "joint", "finetune")
_SHOWN = 8
_EQUAL_STEPS, _EQUAL_SECONDS = "steps", "seconds"


@dataclass(frozen=True, kw_only=True)
class _Effort:
    steps_per_task: int
    recogniser_steps: int
    judge_steps: int
    replay_per_class: int
    generated_per_class: int


_EFFORTS = {
    Preset.QUICK: _Effort(
        steps_per_task=200,
        recogniser_steps=120,
        judge_steps=600,
        replay_per_class=40,
        generated_per_class=200,
    ),
    Preset.BALANCED: _Effort(
        steps_per_task=1000,
        recogniser_steps=300,
        judge_steps=1500,
        replay_per_class=100,
        generated_per_class=500,
    ),
    Preset.THOROUGH: _Effort(
        steps_per_task=10_000,
        recogniser_steps=1000,
        judge_steps=6000,
        replay_per_class=500,
        generated_per_class=1000,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyFigures:
    """One strategy after the last task."""

    seed: int
    strategy: str
    #: What it had as much of as Pilotline's own strategy: steps or seconds.
    equal: str
    steps: int
    seconds: float
    #: Fréchet distance to the test pictures of all classes, in the fixed classifier's features.
    distance: float
    #: KL(true class histogram || histogram of the fixed classifier's answers), in nats.
    histogram_kl: float
    #: Share of generated pictures that the fixed classifier gives the asked class.
    assigned_share: float
    #: The same for the classes of the first task alone.
    first_task_assigned: float
    #: Accuracy of the strategy's own recogniser on all test pictures; None where it has none.
    recogniser_accuracy: float | None

    def as_row(self) -> dict[str, object]:
        """For the report."""
        return {name: getattr(self, name) for name in self.__slots__}


def run(
    *, seeds: Sequence[int], part: str, preset: Preset, out: Path, context: JobContext
) -> dict[str, object]:
    """Measure all strategies; the answer is the JSON object of `pilotline bench`."""
    del part  # there is only one
    started = time.monotonic()
    effort = _EFFORTS[preset]
    train, test = load_fashion_mnist("train"), load_fashion_mnist("t10k")
    judge = _Judge(train, test, effort, context)
    figures = [
        row for seed in seeds for row in _measure_seed(seed, effort, train, judge, out, context)
    ]
    machine = describe_machine()
    return {
        "name": "continual",
        "preset": str(preset),
        "machine": machine.as_json(),
        "machine_text": machine.as_text(),
        "libraries": library_versions(),
        "seeds": list(seeds),
        "seconds": time.monotonic() - started,
        "peak_memory_mb": peak_memory_mb(),
        "rows": [
            *(row.as_row() for row in figures),
            {"judge": "accuracy on real test pictures", "share": judge.accuracy},
        ],
        "claims": [claim.as_json() for claim in _claims(figures)],
    }


class _Judge:
    """A classifier trained once on all photographs: the fixed space in which all is measured."""

    def __init__(
        self, train: LabelledPictures, test: LabelledPictures, effort: _Effort, context: JobContext
    ) -> None:
        self.test, self._effort = test, effort
        self.network = train_recogniser(
            train.images,
            train.labels,
            class_count=CLASS_ROWS,
            steps=effort.judge_steps,
            seed=0,
            context=context,
            on_step=step_reporter(context, "judge", effort.judge_steps),
        )
        probabilities, self._features = classify(self.network, test.images)
        self.accuracy = float((probabilities.argmax(axis=1) == test.labels).mean())

    def figures(
        self, learner: Learner, seed: int, equal: str, sheet: Path, context: JobContext
    ) -> StrategyFigures:
        """Draw from the learner and look at the pictures."""
        labels = np.repeat(
            np.arange(1, CLASSES + 1, dtype=np.int64), self._effort.generated_per_class
        )
        seeds = 7_000_000 + np.arange(len(labels), dtype=np.int64)
        images = draw_pictures(learner.generator, labels, seeds, 10, context)
        _save_sheet(images, labels, sheet)
        probabilities, features = classify(self.network, images)
        named = probabilities.argmax(axis=1)
        is_right = named == labels
        return StrategyFigures(
            seed=seed,
            strategy=learner.strategy.name,
            equal=equal,
            steps=sum(learner.steps[1:]),
            seconds=round(sum(learner.seconds[1:]), 1),
            distance=frechet_distance(features, self._features),
            histogram_kl=_histogram_kl(named),
            assigned_share=float(is_right.mean()),
            first_task_assigned=float(is_right[np.isin(labels, learner.known[0])].mean()),
            recogniser_accuracy=_accuracy(learner.recogniser, self.test),
        )


def _measure_seed(
    seed: int,
    effort: _Effort,
    train: LabelledPictures,
    judge: _Judge,
    out: Path,
    context: JobContext,
) -> list[StrategyFigures]:
    order = np.random.default_rng(seed).permutation(np.arange(1, CLASSES + 1)).tolist()
    cuts = range(0, CLASSES + 1, TASK_SIZE)
    tasks: list[Labels] = [tuple(order[start:end]) for start, end in pairwise(cuts)]
    plan = _plan(seed, effort)

    def teach(learner: Learner, task: Labels, plan: UpdatePlan) -> None:
        index = tasks.index(task)
        stage = f"{learner.strategy.name}, task {index + 1}"
        report = step_reporter(context, stage, plan.teacher_steps, index=index, count=len(tasks))
        learner.learn(task, train, plan, context, report)

    torch.manual_seed(seed)
    first = Learner(
        PILOTLINE, first_generator(IMAGE_SIZE, CLASS_ROWS, seed, plan.replay_sampler_steps)
    )
    teach(first, tasks[0], plan)
    learners = [_going_on(first, name) for name in COMPARED]
    for task in tasks[1:]:
        for learner in learners:
            teach(learner, task, plan)
    ours = learners[0]
    # As many seconds for the published recipe: fewer steps where its steps cost more.
    timed = _going_on(first, "distillation")
    full = next(item for item in learners if item.strategy is timed.strategy)
    for index, task in enumerate(tasks[1:], start=1):
        share = min(1.0, ours.seconds[index] / full.seconds[index])
        steps = max(1, round(plan.teacher_steps * share))
        teach(timed, task, replace(plan, teacher_steps=steps))
    arms = [*((learner, _EQUAL_STEPS) for learner in learners), (timed, _EQUAL_SECONDS)]
    return [
        judge.figures(
            learner,
            seed,
            equal,
            out / f"seed{seed}-{learner.strategy.name}-equal-{equal}.png",
            context,
        )
        for learner, equal in arms
    ]


def _going_on(first: Learner, name: str) -> Learner:
    """Another strategy's learner behind the first task, which is the same for all."""
    return Learner(
        STRATEGIES[name],
        first.generator,
        first.recogniser,
        list(first.known),
        list(first.seconds),
        list(first.steps),
    )


def _plan(seed: int, effort: _Effort) -> UpdatePlan:
    device = choose_device()
    return UpdatePlan(
        strategy=PILOTLINE.name,
        seed=seed,
        image_size=IMAGE_SIZE,
        device=device.kind,
        precision=device.precision,
        teacher_steps=effort.steps_per_task,
        recogniser_steps=effort.recogniser_steps,
        replay_per_class=effort.replay_per_class,
    )


def _claims(figures: Sequence[StrategyFigures]) -> tuple[Claim, ...]:
    def column(strategy: str, name: str, equal: str = _EQUAL_STEPS) -> list[float]:
        rows = [row for row in figures if (row.strategy, row.equal) == (strategy, equal)]
        return [float(getattr(row, name)) for row in rows]

    def ratio(one: list[float], other: list[float]) -> list[float | None]:
        return [a / max(b, 1e-9) for a, b in zip(one, other, strict=True)]

    ours = column("pilotline", "distance")
    joint = column("joint", "distance")
    recipe = column("distillation", "distance", _EQUAL_SECONDS)
    order = [column(name, "distance") for name in ("joint", "distillation", "replay", "finetune")]
    in_order = [
        float(all(better < worse for better, worse in pairwise(row)))
        for row in zip(*order, strict=True)
    ]
    accuracy = ratio(
        column("pilotline", "recogniser_accuracy"), column("joint", "recogniser_accuracy")
    )
    return (
        at_most("pilotline: distance over joint's", 1.15, ratio(ours, joint)),
        at_most("pilotline: distance over distillation's, equal seconds", 0.6, ratio(ours, recipe)),
        at_most("pilotline: class histogram, KL", 0.02, column("pilotline", "histogram_kl")),
        at_least("order joint < distillation < replay < finetune, share of seeds", 1.0, in_order),
        at_least("recogniser without stored images: accuracy over joint's", 0.95, accuracy),
    )


def _histogram_kl(named: NDArray[np.int64]) -> float:
    """KL(uniform || what was named), over the classes; each counted once more, so none is zero."""
    counts = np.bincount(named, minlength=CLASSES + 1)[1:] + 1.0
    shares = counts / counts.sum()
    return float(-np.log(shares * CLASSES).mean())


def _accuracy(recogniser: Recogniser | None, test: LabelledPictures) -> float | None:
    if recogniser is None:
        return None
    probabilities, _ = classify(recogniser, test.images)
    return float((probabilities.argmax(axis=1) == test.labels).mean())


def _save_sheet(images: NDArray[np.uint8], labels: NDArray[np.int64], file: Path) -> None:
    rows = [
        (
            f"class {label}",
            [picture.transpose(1, 2, 0) for picture in images[labels == label][:_SHOWN]],
        )
        for label in range(1, CLASSES + 1)
    ]
    write_png(file, contact_sheet(rows, cell=64), {})
