"""One seed of `bench streamlined`: a teacher, students of one size, then new classes for one."""

import time
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import torch

from engine.benchmarks.continual_learner import Learner
from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.seed_files import Row
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.streamlined_adapters import (
    base_is_untouched,
    draw_each,
    train_adapter,
)
from engine.benchmarks.streamlined_arms import ADAPTERS, ARMS, KDC_DIFF, Arm, Part, Replay, Start
from engine.benchmarks.task_sequence import LabelledPictures, Labels, TaskSequence
from engine.compression.block_surgery import fresh, parameter_count, streamline
from engine.compression.pruner import prune
from engine.compression.width_search import choose_widths
from engine.continual.balance import Balance
from engine.continual.distillation import DistillationWeights
from engine.continual.replay import draw_latents
from engine.continual.strategies.finetune import FINETUNE
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.job_context import JobContext
from engine.evaluation.samples import Samples
from engine.generators.pixel_diffusion import GeneratorSettings, PixelDiffusion, build
from engine.training.distillation_trainer import DistillationTrainer, Lessons
from engine.training.generator_trainer import GeneratorTrainer
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.student_trainer import StudentTrainer
from engine.training.teacher_trainer import TeacherTrainer

#: Shares of a step's loss for old and new classes, of which there are as many.
_EVEN = 0.5


@dataclass(frozen=True, kw_only=True)
class Ablation:
    """What is the same for every seed."""

    sequence: TaskSequence
    judge: FixedJudge
    #: Of the teacher and the students; the seed is put in.
    plan: UpdatePlan
    #: Of the teacher's network, two layers to a stage.
    widths: tuple[int, ...]
    arms: tuple[str, ...]
    #: Steps in which a student, and the teacher before it, learns the new classes.
    replay_steps: int
    part: Part
    generated_per_class: int
    context: JobContext


@dataclass(frozen=True)
class _Trained:
    generator: PixelDiffusion
    seconds: float


def measure_seed(ablation: Ablation, seed: int) -> list[Row]:
    """A row for the teacher and each student, and one for each way of replay."""
    return _SeedRun(ablation, seed).run()


class _SeedRun:
    def __init__(self, ablation: Ablation, seed: int) -> None:
        self._all, self._seed = ablation, seed
        self._plan = replace(ablation.plan, seed=seed)
        order = [label for task in ablation.sequence.tasks(seed) for label in task.labels]
        middle = len(order) // 2
        self._old: Labels = tuple(order[:middle])
        self._new: Labels = tuple(order[middle:])

    def run(self) -> list[Row]:
        torch.manual_seed(self._seed)
        settings = replace(GeneratorSettings.for_size(self._all.sequence.image_size), guidance=0.0)
        rows = self._all.sequence.class_rows
        untrained = build(settings, rows, self._all.widths, layers=2)
        teacher = self._teach(untrained, self._old, self._plan.teacher_steps, "teacher")
        drawn = self._draw(teacher.generator, self._old)
        reference = self._all.judge.distance(drawn, self._old)
        taught = [self._row("teacher", teacher, reference, teacher)]
        if self._all.part is not Part.REPLAY:
            # What as many more steps are worth to the teacher itself: a student has had both.
            more = self._teach(
                teacher.generator.copy(), self._old, self._plan.student_steps, "teacher, more steps"
            )
            taught.append(self._row("teacher, as many more steps", more, reference, teacher))
        students: dict[str, _Trained] = {}
        for arm in ARMS:
            if arm.name in self._all.arms:
                students[arm.name] = self._student(arm, teacher.generator)
                taught.append(self._row(arm.name, students[arm.name], reference, teacher))
        taught += self._adapters(teacher.generator)
        best = students.get(KDC_DIFF)
        if best is not None and self._all.part is not Part.STUDENTS:
            taught += self._replays(teacher.generator, best.generator)
        return taught

    def _teach(self, generator: PixelDiffusion, labels: Labels, steps: int, stage: str) -> _Trained:
        plan = replace(self._plan, teacher_steps=steps)
        strategy = PILOTLINE if labels == self._old else FINETUNE
        alone = Balance(0, plan.batch, 0.0, 1.0)
        trainer = TeacherTrainer(
            generator, plan, self._photographs(labels), None, alone, None, strategy=strategy
        )
        return self._train(trainer, stage)

    def _student(self, arm: Arm, teacher: PixelDiffusion) -> _Trained:
        pictures = self._photographs(self._old)
        streamlined = streamline(teacher.network).network
        if arm.start is Start.CHANNELS:
            share = parameter_count(streamlined) / teacher.parameters
            widths = choose_widths(teacher.network, share, 1.0)
            pruned = prune(teacher.network, widths)
            return self._train(StudentTrainer(pruned, teacher, self._plan, pictures), arm.name)
        if arm.start is Start.RANDOM:
            streamlined = fresh(streamlined, self._seed)
        lessons = Lessons(pictures=pictures, teacher=teacher, count=self._plan.batch)
        student = PixelDiffusion(streamlined, teacher.settings)
        trainer = DistillationTrainer(student, [lessons], self._plan, arm.weights)
        return self._train(trainer, arm.name)

    def _replays(self, teacher: PixelDiffusion, student: PixelDiffusion) -> list[Row]:
        """The streamlined student goes on with new classes, by each way of replay."""
        steps = self._all.replay_steps
        new_teacher = self._teach(teacher.copy(), self._new, steps, "teacher of the new classes")
        before = self._all.judge.distance(self._draw(student, self._old), self._old)
        rows = []
        for replay in Replay:
            trained = self._continue(replay, teacher, new_teacher.generator, student)
            drawn = self._draw(trained.generator, (*self._old, *self._new))
            judge = self._all.judge
            row: Row = {
                "seed": self._seed,
                "replay": str(replay),
                "old_distance_before": before,
                "old_distance": judge.distance(drawn, self._old),
                "new_distance": judge.distance(drawn, self._new),
                "old_assigned": judge.assigned_share(drawn.of(self._old)),
                "new_assigned": judge.assigned_share(drawn.of(self._new)),
                "seconds": round(trained.seconds, 2),
            }
            self._all.context.note(
                f"Seed {self._seed}, replay {replay}: old classes at {row['old_distance']:.3f} "
                f"(before {before:.3f}), new at {row['new_distance']:.3f}"
            )
            rows.append(row)
        return rows

    def _adapters(self, teacher: PixelDiffusion) -> list[Row]:
        """The alternative: new classes by adapters on the teacher, with as many steps in all.

        A way of replay takes as many steps for the teacher of the new classes as for the student.
        """
        steps = max(1, 2 * self._all.replay_steps // len(self._new))
        plan, judge, rows = replace(self._plan, teacher_steps=steps), self._all.judge, []
        for arm in ADAPTERS:
            if arm.name not in self._all.arms:
                continue
            before = {name: value.clone() for name, value in teacher.network.state_dict().items()}
            classes = [
                train_adapter(
                    teacher,
                    arm,
                    label,
                    self._photographs((label,)),
                    plan,
                    partial(self._seconds_of, arm.name),
                )
                for label in self._new
            ]
            old = self._draw(teacher, self._old)
            new = draw_each(classes, self._draw)
            row: Row = {
                "seed": self._seed,
                "adapters": arm.name,
                "rank": arm.rank,
                "product_kilobytes": sum(item.size_bytes for item in classes) / len(classes) / 1000,
                "base_kilobytes": 4 * teacher.parameters / 1000,
                "base_untouched": base_is_untouched(teacher, before),
                "old_distance": judge.distance(old, self._old),
                "new_distance": judge.distance(new, self._new),
                "new_assigned": judge.assigned_share(new),
                "seconds": round(sum(item.seconds for item in classes), 2),
            }
            self._all.context.note(
                f"Seed {self._seed}, {arm.name}: {row['product_kilobytes']:.0f} kB a class, old "
                f"classes at {row['old_distance']:.3f}, new at {row['new_distance']:.3f}"
            )
            rows.append(row)
        return rows

    def _continue(
        self,
        replay: Replay,
        old_teacher: PixelDiffusion,
        new_teacher: PixelDiffusion,
        student: PixelDiffusion,
    ) -> _Trained:
        plan = replace(self._plan, student_steps=self._all.replay_steps)
        started = time.perf_counter()
        earlier = self._earlier(replay, old_teacher)
        share = 1.0 if earlier is None else _EVEN
        pictures = self._photographs(self._new)
        lessons = [Lessons(pictures=pictures, teacher=new_teacher, count=plan.batch, share=share)]
        if earlier is not None:
            count = 1 if replay is Replay.ONE_PAIR else plan.batch
            lessons.append(Lessons(pictures=earlier, teacher=old_teacher, count=count, share=_EVEN))
        trainer = DistillationTrainer(student.copy(), lessons, plan, DistillationWeights())
        drawing = time.perf_counter() - started
        trained = self._train(trainer, f"replay {replay}")
        return _Trained(trained.generator, trained.seconds + drawing)

    def _earlier(self, replay: Replay, teacher: PixelDiffusion) -> PictureSet | None:
        if replay is Replay.NONE:
            return None
        real = self._photographs(self._old)
        if replay is Replay.PHOTOGRAPHS:
            return real
        if replay is Replay.ONE_PAIR:
            return PictureSet(real.images[:1], real.labels[:1])
        labels = np.repeat(np.asarray(self._old, np.int64), self._plan.replay_per_class)
        seeds = np.random.default_rng([self._seed, 11]).integers(0, 2**62, len(labels))
        latents = draw_latents(
            teacher, labels, seeds, self._plan.replay_sampler_steps, self._all.context
        )
        return PictureSet(latents, labels)

    def _train(self, trainer: GeneratorTrainer[PixelDiffusion], stage: str) -> _Trained:
        context = self._all.context
        report = step_reporter(context, f"{stage}, seed {self._seed}", trainer.steps)
        started = time.perf_counter()
        while trainer.step < trainer.steps:
            context.honour_requests()
            report(trainer.step + 1, trainer.train_step())
        return _Trained(trainer.averaged(), time.perf_counter() - started)

    def _seconds_of(self, stage: str, trainer: GeneratorTrainer[PixelDiffusion]) -> float:
        return self._train(trainer, stage).seconds

    def _draw(self, generator: PixelDiffusion, labels: Labels) -> Samples:
        # A learner only for what draws: the judge's seeds and sampler are the same for all.
        learner = Learner(PILOTLINE, generator)
        return self._all.judge.draw(learner, labels, self._all.generated_per_class)

    def _row(self, name: str, trained: _Trained, reference: float, teacher: _Trained) -> Row:
        drawn = self._draw(trained.generator, self._old)
        distance = self._all.judge.distance(drawn, self._old)
        share = trained.generator.parameters / teacher.generator.parameters
        self._all.context.note(
            f"Seed {self._seed}, {name}: distance {distance:.3f}, {distance / reference:.3f} of "
            f"the teacher's, {trained.seconds:.0f} s"
        )
        return {
            "seed": self._seed,
            "network": name,
            "parameters": trained.generator.parameters,
            "parameter_share": share,
            "distance": distance,
            "distance_ratio": distance / max(reference, 1e-9),
            "assigned_share": self._all.judge.assigned_share(drawn),
            "seconds": round(trained.seconds, 2),
        }

    def _photographs(self, labels: Labels) -> PictureSet:
        chosen: LabelledPictures = self._all.sequence.train.of(labels)
        return PictureSet(chosen.images, chosen.labels)
