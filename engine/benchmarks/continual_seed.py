"""One seed of the comparison: every strategy through the tasks, side by side, then measured."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch

from engine.benchmarks.continual_learner import Learner
from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.seed_files import Row
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.task_sequence import Task, TaskSequence
from engine.continual.strategies import STRATEGIES
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.job_context import JobContext
from engine.evaluation.intervals import ratio_interval
from engine.evaluation.product_quality import Overall, retention
from engine.evaluation.samples import Samples
from engine.generators.pixel_diffusion import PixelDiffusion, first_generator
from engine.imaging.contact_sheet import contact_sheet
from engine.imaging.png_provenance import write_png
from engine.training.plan import UpdatePlan

EQUAL_STEPS, EQUAL_SECONDS = "steps", "seconds"
#: Strategies whose seconds differ by less are as quick: a machine's own noise is of this size.
_SAME_SPEED = 0.05
_SHOWN = 8
_SHEET_CELL = 64


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What is the same for every seed."""

    sequence: TaskSequence
    judge: FixedJudge
    #: Of every update; the seed is put in.
    plan: UpdatePlan
    #: Names of strategies.
    arms: tuple[str, ...]
    generated_per_class: int
    #: Weight of guidance that every strategy's pictures are drawn with.
    guidance: float
    #: Weights that the last networks draw with once more, to be measured alone.
    other_guidance: tuple[float, ...] = ()
    #: By how many of them retention is measured, when a task is learned and at the end.
    retained_per_class: int
    out: Path
    context: JobContext


@dataclass
class _Arm:
    """A strategy's learner, and what it was given as much of as Pilotline's own."""

    learner: Learner
    equal: str
    #: Each task's quality when it was learned.
    learned: list[Overall | None] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"{self.learner.strategy.name}, equal {self.equal}"


def measure_seed(comparison: Comparison, seed: int) -> list[Row]:
    """A row for each strategy, and one for each task of each."""
    return _SeedRun(comparison, seed).run()


class _SeedRun:
    def __init__(self, comparison: Comparison, seed: int) -> None:
        self._all, self._seed = comparison, seed
        self._tasks = comparison.sequence.tasks(seed)
        self._plan = replace(comparison.plan, seed=seed)

    def run(self) -> list[Row]:
        torch.manual_seed(self._seed)
        first = _Arm(Learner(PILOTLINE, self._first_generator()), EQUAL_STEPS)
        self._teach(first, 0)
        arms = [self._going_on(first, name, EQUAL_STEPS) for name in self._all.arms]
        # In turn, task by task: what else the machine does then is fair to all.
        for place in range(1, len(self._tasks)):
            for arm in arms:
                self._teach(arm, place)
        arms += self._with_equal_seconds(first, arms)
        drawn = [self._measure(arm) for arm in arms]
        guided = [
            self._guided_row(arm, weight) for arm in arms for weight in self._all.other_guidance
        ]
        return [*(row for row, _ in drawn), *(row for _, rows in drawn for row in rows), *guided]

    def _first_generator(self) -> PixelDiffusion:
        sequence = self._all.sequence
        generator = first_generator(
            sequence.image_size,
            sequence.class_rows,
            self._seed,
            self._plan.replay_sampler_steps,
        )
        return generator.with_guidance(self._all.guidance)

    def _going_on(self, first: _Arm, name: str, equal: str) -> _Arm:
        return _Arm(first.learner.going_on(STRATEGIES[name]), equal, list(first.learned))

    def _teach(self, arm: _Arm, place: int, steps: int | None = None) -> None:
        task, context = self._tasks[place], self._all.context
        plan = replace(self._plan, teacher_steps=steps or self._plan.teacher_steps)
        stage = f"{arm.learner.strategy.name}, task {place + 1}"
        report = step_reporter(
            context, stage, plan.teacher_steps, index=place, count=len(self._tasks)
        )
        arm.learner.learn(task.labels, self._all.sequence.train, plan, context, report)
        drawn = self._all.judge.draw(arm.learner, task.labels, self._all.retained_per_class)
        quality = self._all.judge.quality(drawn, arm.learner.recogniser, task)
        arm.learned.append(quality)
        context.note(
            f"Seed {self._seed}, {arm.title}: task {place + 1} of {len(self._tasks)} ({task.name}) "
            f"in {arm.learner.seconds[-1]:.0f} s, quality {_text(quality)}"
        )

    def _with_equal_seconds(self, first: _Arm, arms: list[_Arm]) -> list[_Arm]:
        """Those whose steps cost more or less than ours, with as many as cost the same."""
        by_name = {arm.learner.strategy.name: arm.learner for arm in arms}
        ours = by_name.get(PILOTLINE.name)
        if ours is None:
            return []
        timed = []
        for name, full in by_name.items():
            cost = sum(full.costs[1:]) / max(sum(ours.costs[1:]), 1e-9)
            if abs(cost - 1) <= _SAME_SPEED:
                continue
            arm = self._going_on(first, name, EQUAL_SECONDS)
            for place in range(1, len(self._tasks)):
                share = ours.costs[place] / max(full.costs[place], 1e-9)
                self._teach(arm, place, max(1, round(self._plan.teacher_steps * share)))
            timed.append(arm)
        return timed

    def _measure(self, arm: _Arm) -> tuple[Row, list[Row]]:
        judge, learner = self._all.judge, arm.learner
        drawn = judge.draw(learner, self._all.sequence.labels, self._all.generated_per_class)
        self._save_sheet(drawn, arm)
        figures = judge.measure(drawn, self._tasks)
        usefulness = judge.accuracy_from_generated(drawn)
        tasks = [self._task_row(arm, place, drawn) for place in range(len(self._tasks))]
        kept = [float(row["retention"]) for row in tasks if isinstance(row["retention"], float)]
        seconds = learner.watch.seconds
        row: Row = {
            "seed": self._seed,
            "strategy": learner.strategy.name,
            "equal": arm.equal,
            "distance": figures.distance,
            "histogram_kl": figures.histogram_kl,
            "assigned_share": figures.assigned_share,
            "first_task_assigned": figures.first_task_assigned,
            "precision": figures.precision,
            "recall": figures.recall,
            "least_retention": min(kept) if len(kept) == len(tasks) else None,
            "mean_retention": float(np.mean(kept)) if len(kept) == len(tasks) else None,
            "usefulness": usefulness,
            "usefulness_ratio": usefulness / max(judge.accuracy_from_real, 1e-9),
            "recogniser_accuracy": judge.recogniser_accuracy(learner.recogniser),
            "steps": sum(learner.steps[1:]),
            "seconds": round(sum(learner.seconds[1:]), 2),
            "processor_seconds": round(sum(learner.costs[1:]), 2),
            **{
                f"{stage}_seconds": round(seconds[stage], 2)
                for stage in ("replay", "teacher", "recogniser")
            },
            "peak_memory_mb": learner.watch.peak_memory_mb,
            "peak_gpu_memory_mb": learner.watch.peak_gpu_memory_mb,
        }
        self._all.context.note(
            f"Seed {self._seed}, {arm.title}: distance {figures.distance:.3f}, "
            f"KL {figures.histogram_kl:.4f}, usefulness {row['usefulness_ratio']:.3f}, "
            f"least retention {_number(row['least_retention'])}"
        )
        return row, tasks

    def _guided_row(self, arm: _Arm, weight: float) -> Row:
        judge = self._all.judge
        drawn = judge.draw(
            arm.learner, self._all.sequence.labels, self._all.generated_per_class, weight
        )
        figures = judge.measure(drawn, self._tasks)
        usefulness = judge.accuracy_from_generated(drawn)
        return {
            "seed": self._seed,
            "strategy": arm.learner.strategy.name,
            "equal": arm.equal,
            "guidance": weight,
            "distance": figures.distance,
            "histogram_kl": figures.histogram_kl,
            "assigned_share": figures.assigned_share,
            "precision": figures.precision,
            "recall": figures.recall,
            "usefulness_ratio": usefulness / max(judge.accuracy_from_real, 1e-9),
        }

    def _task_row(self, arm: _Arm, place: int, drawn: Samples) -> Row:
        task, then = self._tasks[place], arm.learned[place]
        now = self._all.judge.quality(
            self._first_of_each(drawn, task), arm.learner.recogniser, task
        )
        low, high = (
            ratio_interval(now.value, now.interval, then.value, then.interval)
            if now is not None and then is not None
            else (None, None)
        )
        return {
            "seed": self._seed,
            "strategy": arm.learner.strategy.name,
            "equal": arm.equal,
            "task": place + 1,
            "classes": task.name,
            "quality_when_learned": then.value if then else None,
            "quality_now": now.value if now else None,
            "retention": retention(now.value if now else None, then.value if then else None),
            "retention_low": low,
            "retention_high": high,
        }

    def _first_of_each(self, drawn: Samples, task: Task) -> Samples:
        """As many pictures of a task as when it was learned, of the same seeds.

        A Fréchet distance depends on how many there are.
        """
        places = np.concatenate(
            [
                np.flatnonzero(drawn.labels == label)[: self._all.retained_per_class]
                for label in task.labels
            ]
        )
        return Samples(drawn.images[places], drawn.labels[places])

    def _save_sheet(self, drawn: Samples, arm: _Arm) -> None:
        sequence = self._all.sequence
        rows = [
            (
                name,
                [
                    picture.transpose(1, 2, 0)
                    for picture in drawn.images[drawn.labels == label][:_SHOWN]
                ],
            )
            for label, name in zip(sequence.labels, sequence.class_names, strict=True)
        ]
        name = f"seed{self._seed}-{arm.learner.strategy.name}-equal-{arm.equal}.png"
        write_png(self._all.out / name, contact_sheet(rows, cell=_SHEET_CELL), {})


def _text(quality: Overall | None) -> str:
    return _number(quality.value if quality else None)


def _number(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "not known"
