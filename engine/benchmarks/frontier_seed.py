"""One seed of `bench frontier`: a teacher, each method by itself, then searches within targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.frontier_arms import WHOLE, Grid, single_choices
from engine.benchmarks.seed_files import Row
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.task_sequence import TaskSequence
from engine.compression.frontier import Choice, DeviceCost, FrontierSearch, Target
from engine.continual.balance import Balance
from engine.continual.strategies.finetune import FINETUNE
from engine.contract.job_context import JobContext, Progress
from engine.evaluation.samples import Samples
from engine.generators.pixel_diffusion import GeneratorSettings, PixelDiffusion, build
from engine.operations.frontier_students import (
    CutNetwork,
    FrontierStudents,
    all_choices,
    deployed,
)
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.teacher_trainer import TeacherTrainer

#: Apart from the judge's and from each other: what decides is not what is told in the end.
_PROXY_SEED, _FINAL_SEED = 7_000_000, 8_000_000


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What is the same for every seed."""

    sequence: TaskSequence
    judge: FixedJudge
    #: The seed is put in.
    plan: UpdatePlan
    #: Of the teacher's network, two layers to a stage so that block surgery can take one.
    widths: tuple[int, ...]
    grid: Grid
    #: Of a search's first round.
    proxy_steps: int
    proxy_per_class: int
    generated_per_class: int
    #: For networks while they are timed.
    folder: Path
    context: JobContext


@dataclass(frozen=True)
class _Final:
    """A student after as many steps as every other one."""

    choice: Choice
    cost: DeviceCost
    distance: float


def measure_seed(comparison: Comparison, seed: int) -> list[Row]:
    """Rows of single methods, of searches, and of both at equal time."""
    return _SeedRun(comparison, seed).run()


class _SeedRun:
    def __init__(self, comparison: Comparison, seed: int) -> None:
        self._all, self._seed = comparison, seed
        self._plan = replace(comparison.plan, seed=seed)
        train = comparison.sequence.train
        self._pictures = PictureSet(train.images, train.labels)
        self._finals: dict[Choice, _Final] = {}
        self._networks: dict[CutNetwork, PixelDiffusion] = {}

    def run(self) -> list[Row]:
        grid, context = self._all.grid, self._all.context
        teacher = self._teacher()
        context.note(f"Seed {self._seed}: the teacher is taught")
        self._students = FrontierStudents(
            teacher, self._pictures, self._plan, folder=self._all.folder, context=context
        )
        choices = all_choices(
            parameters=grid.parameters, work=grid.work, sampler_steps=grid.sampler_steps
        )
        self._costs = self._students.costs(choices, self._on_timed)
        context.note(f"Seed {self._seed}: {len(choices)} choices are timed")
        singles = {
            method: [self._final(choice) for choice in ways]
            for method, ways in single_choices(grid).items()
        }
        whole = self._final(WHOLE)
        rows = [self._single_row("none", whole, whole)]
        rows += [self._single_row(name, one, whole) for name in singles for one in singles[name]]
        return rows + self._searches(singles, whole)

    def _teacher(self) -> PixelDiffusion:
        torch.manual_seed(self._seed)
        size, rows = self._all.sequence.image_size, self._all.sequence.class_rows
        settings = replace(GeneratorSettings.for_size(size, self._plan.sampler_steps), guidance=0.0)
        trainer = TeacherTrainer(
            build(settings, rows, self._all.widths, layers=2),
            self._plan,
            self._pictures,
            None,
            Balance(0, self._plan.batch, 0.0, 1.0),
            None,
            strategy=FINETUNE,
        )
        stage = f"seed {self._seed}, teacher"
        report = step_reporter(self._all.context, stage, trainer.steps)
        while trainer.step < trainer.steps:
            self._all.context.honour_requests()
            loss = trainer.train_step()
            report(trainer.step, loss)
        return trainer.averaged()

    def _searches(self, singles: Mapping[str, Sequence[_Final]], whole: _Final) -> list[Row]:
        search = FrontierSearch(costs=self._costs, train=self._proxy)
        rows: list[Row] = []
        for quickest, ways in singles.items():
            limit = min(one.cost.milliseconds for one in ways)
            target = Target(milliseconds=limit)
            begun = self._students.trained_steps
            best, points = search.find(target, steps=self._all.proxy_steps)
            spent = self._students.trained_steps - begun
            found = self._final(best.choice)
            name = f"as quick as {quickest}"
            self._all.context.note(f"Seed {self._seed}, {name}: {best.choice.as_text()}")
            rows.append(
                {
                    "searched": name,
                    "seed": self._seed,
                    **_facts(found, whole),
                    "target_share": limit / whole.cost.milliseconds,
                    "choices_trained": len(points),
                    "search_steps": spent,
                }
            )
            rows += [
                self._equal_row(name, method, ways, found, target)
                for method, ways in singles.items()
            ]
        return rows

    def _final(self, choice: Choice) -> _Final:
        """Trained at once for the full number of steps, as an update would; remembered."""
        if choice not in self._finals:
            network = CutNetwork.of(choice)
            if network not in self._networks:
                steps = self._plan.student_steps
                self._networks[network] = self._students.trained_at_once(choice, steps)
            distance = self._distance(choice, self._networks[network], _FINAL_SEED)
            self._finals[choice] = _Final(choice, self._costs[choice], distance)
        return self._finals[choice]

    def _proxy(self, choice: Choice, steps: int) -> float:
        return self._distance(choice, self._students.trained(choice, steps), _PROXY_SEED)

    def _distance(self, choice: Choice, network: PixelDiffusion, first_seed: int) -> float:
        is_final = first_seed == _FINAL_SEED
        count = self._all.generated_per_class if is_final else self._all.proxy_per_class
        labels = np.repeat(np.asarray(self._all.sequence.labels, np.int64), count)
        seeds = first_seed + np.arange(len(labels), dtype=np.int64)
        images = self._students.draw(deployed(network, choice), labels, seeds)
        return self._all.judge.distance(Samples(images, labels), self._all.sequence.labels)

    def _single_row(self, method: str, one: _Final, whole: _Final) -> Row:
        name = one.choice.as_text()
        return {"method": method, "student": name, "seed": self._seed, **_facts(one, whole)}

    def _equal_row(
        self, target_name: str, method: str, ways: Sequence[_Final], found: _Final, target: Target
    ) -> Row:
        """The method's best within the target, chosen by what is told in the end."""
        fitting = [one for one in ways if target.holds(one.cost)]
        best = min(fitting, key=lambda one: one.distance, default=None)
        return {
            "within": target_name,
            "alone": method,
            "seed": self._seed,
            "ms": None if best is None else best.cost.milliseconds,
            "distance": None if best is None else best.distance,
            "search_ms": found.cost.milliseconds,
            "search_distance": found.distance,
            "ratio": None if best is None else found.distance / max(best.distance, 1e-9),
        }

    def _on_timed(self, done: int, count: int) -> None:
        self._all.context.report_progress(
            Progress(
                stage=f"seed {self._seed}, timing",
                step=done,
                step_count=count,
                fraction=done / count,
            )
        )


def _facts(one: _Final, whole: _Final) -> Row:
    choice = one.choice
    return {
        "parameters": choice.parameters,
        "work": choice.work,
        "sampler_steps": choice.sampler_steps,
        "all_blocks": int(choice.has_all_blocks),
        "bits": 32 if choice.precision == WHOLE.precision else 8,
        "ms": one.cost.milliseconds,
        "time_share": one.cost.milliseconds / whole.cost.milliseconds,
        "memory_mb": one.cost.memory_mb,
        "distance": one.distance,
    }
