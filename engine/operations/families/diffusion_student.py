"""The student of pixel diffusion: its teacher's most important channels, distilled."""

from dataclasses import replace
from pathlib import Path

from engine.compression.cut import cut
from engine.generators.pixel_diffusion import (
    PRECISIONS,
    PixelDiffusion,
    forget_classes,
    load_snapshot,
    save_snapshot,
)
from engine.operations.families.family import StudentLesson, StudentStage
from engine.training.plan import UpdatePlan
from engine.training.student_trainer import ExpertsTrainer, StudentTrainer
from engine.training.timestep_budget import steps_before_budget, with_timestep_budget


def plain_student(
    teacher: PixelDiffusion, lesson: StudentLesson, stage: StudentStage
) -> PixelDiffusion:
    """One network for all timesteps."""
    plan = lesson.plan
    return _deployed(_distilled(teacher, lesson, stage, plan.student_steps), plan)


def budgeted_student(
    teacher: PixelDiffusion, lesson: StudentLesson, stage: StudentStage
) -> PixelDiffusion:
    """First one network for all timesteps, then parts of it for groups of them."""
    plan, pictures = lesson.plan, lesson.pictures
    first = steps_before_budget(plan.student_steps)

    def teach_whole(target: Path) -> None:
        save_snapshot(_distilled(teacher, lesson, stage, first), target)

    whole = stage.file("whole-student.safetensors", teach_whole)

    def find_experts(target: Path) -> None:
        student = _deployed(load_snapshot(whole), plan)
        student.network.to(plan.device)
        budgeted = with_timestep_budget(student, pictures, work=plan.student_work, seed=plan.seed)
        save_snapshot(budgeted.generator, target)

    trainer = ExpertsTrainer(
        load_snapshot(stage.file("untrained-experts.safetensors", find_experts)),
        teacher,
        plan,
        pictures,
        steps=max(1, plan.student_steps - first),
        retired_labels=lesson.retired_labels,
    )
    stage.train(trainer, checkpoint="experts", done=first, of=plan.student_steps)
    return trainer.averaged()


def _deployed(student: PixelDiffusion, plan: UpdatePlan) -> PixelDiffusion:
    """The student as it is to draw, whatever its teacher draws with."""
    settings = replace(
        student.settings.with_steps(plan.sampler_steps),
        precision=PRECISIONS[0] if plan.student_bits < 32 else PRECISIONS[-1],
    )
    return PixelDiffusion(student.network, settings)


def _distilled(
    teacher: PixelDiffusion, lesson: StudentLesson, stage: StudentStage, steps: int
) -> PixelDiffusion:
    plan, retired = lesson.plan, lesson.retired_labels
    pruned = cut(
        teacher.network,
        parameters=plan.student_parameters,
        has_all_blocks=plan.student_blocks >= 1.0,
    )
    forget_classes(pruned.network, retired)
    trainer = StudentTrainer(
        pruned, teacher, plan, lesson.pictures, steps=steps, retired_labels=retired
    )
    stage.train(trainer, of=plan.student_steps)
    # Rows of retired classes have learned to say "no class"; now they say it to the last bit.
    student = trainer.averaged()
    forget_classes(student.network, retired)
    return student
