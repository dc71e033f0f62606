"""One seed of the comparison of timestep budgets: training, export, drawing and timing."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
import torch

from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.task_sequence import Task, TaskSequence
from engine.continual.balance import balance
from engine.continual.strategies import strategy_named
from engine.contract.job_context import JobContext
from engine.evaluation.samples import Samples
from engine.generators.pixel_diffusion import (
    GeneratorSettings,
    PixelDiffusion,
    build,
    copy_generator,
)
from engine.inference.generation import draw
from engine.inference.onnx_export import Parity, export_generator
from engine.inference.session import Session, open_session
from engine.recognition.training import one_cycle
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.teacher_trainer import TeacherTrainer
from engine.training.timestep_budget import BudgetedGenerator, with_timestep_budget

_Trainer = TeacherTrainer[PixelDiffusion]

UNIFIED = "unified"
#: A training step passes a picture forward and backward, which costs twice as much again.
_PASSES_PER_STEP = 3.0
_FIRST_SEED = 7_000_000
_TIMED_BATCHES, _TIMED_ROUNDS = (1, 16), 7
#: Apart from the seed of the first half, so that no batch comes twice.
_SECOND_HALF = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One way to spend less than the unified model does."""

    name: str
    #: Share of its work that the sampler's calls take on average.
    work: float
    #: Of timesteps; 1 is the same part for all of them.
    groups: int


@dataclass(frozen=True, kw_only=True)
class BudgetComparison:
    """What all seeds share."""

    sequence: TaskSequence
    judge: FixedJudge
    plan: UpdatePlan
    widths: tuple[int, ...]
    #: The unified model's steps before it is copied.
    shared_steps: int
    arms: Sequence[Arm]
    generated_per_class: int
    out: Path
    context: JobContext


@dataclass(frozen=True, kw_only=True)
class _Trained:
    """A trained arm, and what it cost."""

    name: str
    generator: PixelDiffusion
    #: Share of the unified model's work that was asked for, and what the sampler's calls take.
    asked: float
    work: float
    training_work: float
    steps: int
    group_work: tuple[float, ...] = ()
    decisions: int = 0


def measure_seed(comparison: BudgetComparison, seed: int) -> list[dict[str, object]]:
    """A row for each arm."""
    trained = _train_all(comparison, seed)
    folder = comparison.out / f"seed{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{item.name.replace(' ', '-')}-{item.asked:g}.onnx" for item in trained]
    parities = [
        export_generator(item.generator, file) for item, file in zip(trained, files, strict=True)
    ]
    sessions = [open_session(file) for file in files]
    milliseconds = _timed(sessions, comparison.context)
    rows = [
        _row(comparison, seed, item, session, parity, times)
        for item, session, parity, times in zip(
            trained, sessions, parities, milliseconds, strict=True
        )
    ]
    return [*rows, *(_group_row(item, seed) for item in trained if len(item.group_work) > 1)]


def _group_row(trained: _Trained, seed: int) -> dict[str, object]:
    """How the work is spread over the groups of timesteps, the least noise first."""
    row: dict[str, object] = {"groups": trained.name, "asked": f"{trained.asked:g}", "seed": seed}
    return row | {f"work_{place + 1}": work for place, work in enumerate(trained.group_work)}


def _train_all(comparison: BudgetComparison, seed: int) -> list[_Trained]:
    train, plan = comparison.sequence.train, replace(comparison.plan, seed=seed)
    pictures = PictureSet(train.images, train.labels)
    settings = replace(
        GeneratorSettings.for_size(plan.image_size, plan.sampler_steps), guidance=0.0
    )
    torch.manual_seed(seed)
    begun = build(settings, comparison.sequence.class_rows, comparison.widths)
    unified = _trainer(begun, plan, pictures)
    _advance(unified, comparison.shared_steps, comparison.context, f"seed {seed}, {UNIFIED}")
    shared = unified.averaged()
    _advance(unified, plan.teacher_steps, comparison.context, f"seed {seed}, {UNIFIED}")
    trained = [
        _Trained(
            name=UNIFIED,
            generator=unified.averaged(),
            asked=1.0,
            work=1.0,
            training_work=1.0,
            steps=plan.teacher_steps,
        )
    ]
    for arm in comparison.arms:
        comparison.context.note(f"Seed {seed}: {arm.name}, {arm.work:g} of the work")
        trained.append(_train_arm(comparison, shared, arm, plan, pictures))
    return trained


def _train_arm(
    comparison: BudgetComparison,
    shared: PixelDiffusion,
    arm: Arm,
    plan: UpdatePlan,
    pictures: PictureSet,
) -> _Trained:
    """Prune what the shared steps made, and spend what is left of the unified model's work."""
    budgeted = with_timestep_budget(
        copy_generator(shared), pictures, work=arm.work, seed=plan.seed, groups=arm.groups
    )
    per_step = plan.batch * _PASSES_PER_STEP
    searched = budgeted.searched_pictures / per_step
    left = plan.teacher_steps - comparison.shared_steps - searched
    steps = max(1, int(left / budgeted.training_work))
    rate = plan.teacher_rate * one_cycle(comparison.shared_steps, plan.teacher_steps)
    again = replace(plan, seed=plan.seed + _SECOND_HALF, teacher_steps=steps, teacher_rate=rate)
    trainer = _trainer(budgeted.generator, again, pictures)
    _advance(trainer, steps, comparison.context, f"seed {plan.seed}, {arm.name} {arm.work:g}")
    return _Trained(
        name=arm.name,
        generator=trainer.averaged(),
        asked=arm.work,
        work=budgeted.sampler_work,
        training_work=_training_work(comparison, budgeted, steps, searched, plan),
        steps=comparison.shared_steps + steps,
        group_work=budgeted.group_work,
        decisions=budgeted.memory.scored,
    )


def _training_work(
    comparison: BudgetComparison,
    budgeted: BudgetedGenerator,
    steps: int,
    searched: float,
    plan: UpdatePlan,
) -> float:
    """All that an arm was trained and searched with, as a share of the unified model's."""
    own = comparison.shared_steps + searched + steps * budgeted.training_work
    return own / plan.teacher_steps


def _trainer(generator: PixelDiffusion, plan: UpdatePlan, pictures: PictureSet) -> _Trainer:
    strategy = strategy_named(plan.strategy)
    shares = balance(strategy, 1, 0, plan.batch)
    return TeacherTrainer(generator, plan, pictures, None, shares, None, strategy=strategy)


def _advance(trainer: _Trainer, until: int, context: JobContext, stage: str) -> None:
    report = step_reporter(context, stage, trainer.steps)
    while trainer.step < until:
        context.honour_requests()
        loss = trainer.train_step()
        report(trainer.step, loss)


def _timed(sessions: Sequence[Session], context: JobContext) -> list[dict[int, float]]:
    """Milliseconds for a picture by batch size; all in turn, so a noisy machine is fair to all."""
    seconds: dict[tuple[int, int], list[float]] = {}
    for batch in _TIMED_BATCHES:
        labels, seeds = np.ones(batch, np.int64), np.arange(batch, dtype=np.int64)
        for turn in range(_TIMED_ROUNDS + 1):
            for place, session in enumerate(sessions):
                context.honour_requests()
                started = time.perf_counter()
                draw(session, labels, seeds)
                if turn > 0:  # the first round warms up
                    seconds.setdefault((place, batch), []).append(time.perf_counter() - started)
    return [
        {batch: 1000 * median(seconds[place, batch]) / batch for batch in _TIMED_BATCHES}
        for place in range(len(sessions))
    ]


def _row(
    comparison: BudgetComparison,
    seed: int,
    trained: _Trained,
    session: Session,
    parity: Parity,
    milliseconds: Mapping[int, float],
) -> dict[str, object]:
    labels = comparison.sequence.labels
    every = np.repeat(np.asarray(labels, np.int64), comparison.generated_per_class)
    seeds = _FIRST_SEED + np.arange(len(every), dtype=np.int64)
    drawn = Samples(draw(session, every, seeds, comparison.context), every)
    figures = comparison.judge.measure(drawn, (Task(name="all", labels=labels),))
    return {
        "arm": trained.name,
        "asked": f"{trained.asked:g}",
        "seed": seed,
        "work": trained.work,
        "training_work": trained.training_work,
        "steps": trained.steps,
        "decisions": trained.decisions,
        "distance": figures.distance,
        "assigned_share": figures.assigned_share,
        "precision": figures.precision,
        "recall": figures.recall,
        "ms_alone": milliseconds[1],
        "ms_in_16": milliseconds[16],
        "parameters": trained.generator.parameters,
        "file_mb": session.path.stat().st_size / 1e6,
        "parity": parity.largest_difference,
    }
