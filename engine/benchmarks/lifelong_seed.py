"""One seed of the comparison of lifelong VAEs: every method through the tasks, side by side."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.lifelong_learner import Lesson, Method, VaeLearner
from engine.benchmarks.seed_files import Row
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.continual.lifelong import consistency
from engine.contract.job_context import JobContext
from engine.generators.lifelong_vae import VaeSettings
from engine.imaging.contact_sheet import contact_sheet
from engine.imaging.png_provenance import write_png

_SHOWN, _SHEET_CELL = 64, 48
_SHEET_COLUMNS = 16

Pictures = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class VaeComparison:
    """What is the same for every seed."""

    sequence: TaskSequence
    judge: FixedJudge
    methods: tuple[Method, ...]
    settings: VaeSettings
    lesson: Lesson
    test_per_class: int
    #: Pictures drawn at the end to be measured.
    drawn: int
    out: Path
    context: JobContext


@dataclass
class _Arm:
    """A method's learner and what was measured on its way."""

    learner: VaeLearner
    #: -ELBO of each task's test pictures when it had been learned.
    learned: list[float] = field(default_factory=list)
    #: Of earlier tasks' test pictures, update by update.
    consistencies: list[float] = field(default_factory=list)
    first_shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Run:
    """One seed's order of the tasks, and what each is tested with."""

    comparison: VaeComparison
    seed: int
    tasks: tuple[Task, ...]
    tests: list[Pictures]


def measure_vae_seed(comparison: VaeComparison, seed: int) -> list[Row]:
    """A row for each method, and one for each task of each."""
    tasks = comparison.sequence.tasks(seed)
    run = _Run(comparison, seed, tasks, [_test_pictures(comparison, task) for task in tasks])
    arms = [_Arm(VaeLearner(method, comparison.settings)) for method in comparison.methods]
    # In turn, task by task: what else the machine does then is fair to all.
    for place, task in enumerate(tasks):
        pictures = _gray(comparison.sequence.train.of(task.labels))
        for arm in arms:
            _teach(run, arm, place, pictures)
    found = [_measure(run, arm) for arm in arms]
    return [*(row for row, _ in found), *(row for _, rows in found for row in rows)]


def _teach(run: _Run, arm: _Arm, place: int, pictures: Pictures) -> None:
    learner, name = arm.learner, arm.learner.method.name
    comparison, task = run.comparison, run.tasks[place]
    report = step_reporter(
        comparison.context,
        f"{name}, task {place + 1}",
        comparison.lesson.schedule.steps,
        index=place,
        count=len(run.tasks),
    )
    learner.learn(pictures, comparison.lesson, run.seed, comparison.context, report)
    if place == 0:
        arm.first_shapes = learner.shapes
    else:
        earlier = np.concatenate(run.tests[:place])
        now, before = learner.categories_of(earlier), learner.categories_before(earlier)
        arm.consistencies.append(consistency(now, before))
    arm.learned.append(learner.negative_bound(run.tests[place]))
    comparison.context.note(
        f"Seed {run.seed}, {name}: task {place + 1} of {len(run.tasks)} ({task.name}), "
        f"{learner.seconds:.0f} s so far, -ELBO {arm.learned[-1]:.1f}"
    )


def _measure(run: _Run, arm: _Arm) -> tuple[Row, list[Row]]:
    comparison, seed = run.comparison, run.seed
    learner = arm.learner
    name = learner.method.name
    now = [learner.negative_bound(pictures) for pictures in run.tests]
    drawn = np.repeat(learner.draw(comparison.drawn), 3, axis=1)
    _save_sheet(comparison.out / f"seed{seed}-{name}.png", drawn)
    distance, divergence = comparison.judge.look_at(drawn)
    old, then = float(np.mean(now[:-1])), float(np.mean(arm.learned[:-1]))
    row: Row = {
        "seed": seed,
        "method": name,
        "old_negative_bound": old,
        "new_negative_bound": now[-1],
        "negative_bound": float(np.mean(now)),
        "forgotten_nats": old - then,
        "consistency": float(np.mean(arm.consistencies)),
        "distance": distance,
        "histogram_kl": divergence,
        "seconds": round(learner.seconds, 2),
        "parameters": learner.parameters,
        "grown_elsewhere": learner.grown_elsewhere(arm.first_shapes),
        "pictures_kept": learner.pictures_kept,
        "numbers_kept": learner.numbers_kept,
    }
    comparison.context.note(
        f"Seed {seed}, {name}: -ELBO of old classes {old:.1f}, of the last {now[-1]:.1f}; "
        f"distance {distance:.2f}"
    )
    rows: list[Row] = [
        {
            "seed": seed,
            "method": name,
            "task": place + 1,
            "classes": task.name,
            "when_learned": arm.learned[place],
            "at_the_end": now[place],
        }
        for place, task in enumerate(run.tasks)
    ]
    return row, rows


def _test_pictures(comparison: VaeComparison, task: Task) -> Pictures:
    parts = [
        _gray(comparison.sequence.test.of((label,)))[: comparison.test_per_class]
        for label in task.labels
    ]
    return np.concatenate(parts)


def _gray(pictures: LabelledPictures) -> Pictures:
    return np.ascontiguousarray(pictures.images[:, :1])


def _save_sheet(path: Path, drawn: Pictures) -> None:
    cells = [picture.transpose(1, 2, 0) for picture in drawn[:_SHOWN]]
    rows = [
        (f"{start + 1} ...", cells[start : start + _SHEET_COLUMNS])
        for start in range(0, len(cells), _SHEET_COLUMNS)
    ]
    write_png(path, contact_sheet(rows, cell=_SHEET_CELL), {})
