"""Compress while replaying: the student of an update shrinks while it learns."""

import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import torch

from engine.benchmarks.capacity_arms import CDD, CDD_RESETTING, PRUNED, TEACHER
from engine.benchmarks.continual_learner import Learner
from engine.benchmarks.fashion_mnist import IMAGE_SIZE, split_fashion_mnist
from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.seed_files import Row
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.task_sequence import Task, TaskSequence
from engine.compression.forward_work import parameter_count
from engine.compression.pruner import prune
from engine.compression.unet_gates import unet_macs
from engine.compression.width_search import choose_widths
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.job_context import JobContext
from engine.generators.pixel_diffusion import PixelDiffusion, first_generator
from engine.training.device import choose_device
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.shrinking import Cut, ShrinkPlan
from engine.training.shrinking_student_trainer import ShrinkingStudentTrainer
from engine.training.student_trainer import StudentTrainer

#: Learned in the first update; the others are new in the second.
_EARLIER_TASKS = 3


@dataclass(frozen=True, kw_only=True)
class GeneratorEffort:
    """What every arm is given."""

    steps_per_task: int
    student_steps: int
    judge_steps: int
    generated_per_class: int
    recogniser_steps: int = 200
    replay_per_class: int = 60
    #: Share of the teacher's parameters that a shrinking student begins with. Gates are inside the
    #: blocks alone, and a third of the work is outside them: with every block at its least, a
    #: student that begins as wide as its teacher just reaches the published size. So its stream is
    #: pruned at first, by the usual pruner; 1.0 begins as published.
    begins_with: float = 0.65
    #: A squared error of velocities pulls at a gate some fifty times less than the recogniser's
    #: losses do: with their lasso every channel would vanish.
    shrink: ShrinkPlan = field(default_factory=lambda: ShrinkPlan(gate_rate=2.0, travel=3.0))

    def with_steps(self, steps: int | None) -> "GeneratorEffort":
        """The same with other steps of the teacher and of the students, where some are named."""
        return self if steps is None else replace(self, steps_per_task=steps, student_steps=steps)


class GeneratorPart:
    """Two updates on Fashion-MNIST; the students of the second are compared."""

    def __init__(self, effort: GeneratorEffort, folder: Path, context: JobContext) -> None:
        self.effort, self.context, self._folder = effort, context, folder

    @cached_property
    def sequence(self) -> TaskSequence:
        """Fashion-MNIST in two tasks, of six classes and of four."""
        return in_two_tasks(split_fashion_mnist())

    @cached_property
    def judge(self) -> FixedJudge:
        """In whose space everything is measured."""
        return FixedJudge(
            self.sequence,
            self._folder / "judge.safetensors",
            steps=self.effort.judge_steps,
            usefulness_steps=1,  # is not asked for it
            context=self.context,
        )

    def measure_seed(self, seed: int) -> list[Row]:
        """A row for the teacher and for each student."""
        return _SeedRun(self, seed).run()


def in_two_tasks(sequence: TaskSequence) -> TaskSequence:
    """The same classes in the same order, learned in two updates."""

    def tasks(seed: int) -> tuple[Task, ...]:
        several = sequence.tasks(seed)
        halves = several[:_EARLIER_TASKS], several[_EARLIER_TASKS:]
        return tuple(
            Task(
                name=", ".join(task.name for task in half),
                labels=tuple(label for task in half for label in task.labels),
            )
            for half in halves
        )

    return replace(sequence, tasks=tasks)


class _SeedRun:
    def __init__(self, part: GeneratorPart, seed: int) -> None:
        self._part, self._seed, self._effort = part, seed, part.effort
        self._tasks = part.sequence.tasks(seed)
        device = choose_device()
        self._plan = UpdatePlan(
            strategy=PILOTLINE.name,
            seed=seed,
            image_size=IMAGE_SIZE,
            device=device.kind,
            precision=device.precision,
            teacher_steps=part.effort.steps_per_task,
            student_steps=part.effort.student_steps,
            recogniser_steps=part.effort.recogniser_steps,
            replay_per_class=part.effort.replay_per_class,
        )

    def run(self) -> list[Row]:
        teacher, pictures = self._teach()
        shrink = self._effort.shrink
        share = (shrink.parameters, shrink.macs)
        pruned = prune(teacher.network, choose_widths(teacher.network, *share))
        arms = [
            _Arm(TEACHER, teacher, 0.0, None),
            self._distil(PRUNED, StudentTrainer(pruned, teacher, self._plan, pictures)),
        ]
        for name in (CDD, CDD_RESETTING):
            asked = replace(shrink, resets=name == CDD_RESETTING)
            widths = choose_widths(teacher.network, self._effort.begins_with, 1.0)
            begun = prune(teacher.network, widths)
            trainer = ShrinkingStudentTrainer(begun, teacher, self._plan, pictures, asked)
            arms.append(self._distil(name, trainer))
        return [self._row(arm, teacher) for arm in arms]

    def _teach(self) -> tuple[PixelDiffusion, PictureSet]:
        """The teacher after both updates, and what the second one learned from, with its replay."""
        sequence, context = self._part.sequence, self._part.context
        rows = sequence.class_rows
        torch.manual_seed(self._seed)
        learner = Learner(
            PILOTLINE, first_generator(IMAGE_SIZE, rows, self._seed, self._plan.sampler_steps)
        )
        for place, task in enumerate(self._tasks):
            stage = f"teacher, seed {self._seed}"
            report = step_reporter(
                context, stage, self._plan.teacher_steps, index=place, count=len(self._tasks) + 3
            )
            learner.learn(task.labels, sequence.train, self._plan, context, report)
        if learner.pictures is None:
            raise RuntimeError("the learner has learned nothing")
        return learner.generator, learner.pictures

    def _distil(self, name: str, trainer: StudentTrainer) -> "_Arm":
        clock = time.process_time if self._plan.device == "cpu" else time.perf_counter
        started = clock()
        context = self._part.context
        report = step_reporter(context, f"{name}, seed {self._seed}", trainer.steps)
        while trainer.step < trainer.steps:
            context.honour_requests()
            loss = trainer.train_step()
            report(trainer.step, loss)
        cut = trainer.cut if isinstance(trainer, ShrinkingStudentTrainer) else None
        return _Arm(name, trainer.averaged(), clock() - started, cut)

    def _row(self, arm: "_Arm", teacher: PixelDiffusion) -> Row:
        judge, sequence = self._part.judge, self._part.sequence
        learner = Learner(PILOTLINE, arm.generator)
        drawn = judge.draw(learner, sequence.labels, self._effort.generated_per_class)
        figures = judge.measure(drawn, self._tasks)
        qualities = [judge.quality(drawn, None, task) for task in self._tasks]
        earlier, new = (None if item is None else item.value for item in qualities)
        macs = _macs(arm.generator) / _macs(teacher)
        self._part.context.note(
            f"Seed {self._seed}, {arm.name}: distance {figures.distance:.3f}, assigned "
            f"{figures.assigned_share:.3f}, {parameter_count(arm.generator.network)} parameters"
        )
        return {
            "seed": self._seed,
            "part": "generator",
            "arm": arm.name,
            "distance": figures.distance,
            "assigned_share": figures.assigned_share,
            "earlier_assigned": figures.first_task_assigned,
            "earlier_quality": earlier,
            "new_quality": new,
            "parameters": arm.generator.parameters,
            "parameter_share": arm.generator.parameters / teacher.parameters,
            "flops_share": macs,
            "vanished": arm.cut.vanished if arm.cut else None,
            "reset": arm.cut.reset if arm.cut else None,
            "lost_by_cut": arm.cut.lost if arm.cut else None,
            "folding_difference": arm.cut.difference if arm.cut else None,
            "processor_seconds": round(arm.seconds, 2),
        }


@dataclass(frozen=True)
class _Arm:
    name: str
    generator: PixelDiffusion
    seconds: float
    cut: Cut | None


def _macs(generator: PixelDiffusion) -> float:
    return sum(unet_macs(generator.network).values())
