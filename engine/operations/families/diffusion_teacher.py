"""The teacher's training as all families by diffusion have it."""

from typing import TYPE_CHECKING

from engine.continual.balance import balance
from engine.operations.families.family import TeacherLesson
from engine.training.generator_trainer import GeneratorT
from engine.training.replay_source import replay_while_training
from engine.training.teacher_trainer import TeacherTrainer

if TYPE_CHECKING:
    from engine.training.learning_set import PictureSource
    from engine.training.state_replay import StateReplay


def diffusion_teacher_training(
    start: GeneratorT,
    previous: GeneratorT | None,
    lesson: TeacherLesson,
    *,
    as_latents: bool = False,
) -> TeacherTrainer[GeneratorT]:
    """What is new by denoising, replay by the switches of the strategy.

    `as_latents` says that lessons are latents already, and so must be what is drawn for steps.
    """
    plan, strategy = lesson.plan, lesson.strategy
    source: PictureSource | StateReplay | None = lesson.replay
    if previous is not None:
        previous.network.to(plan.device)
        if strategy.draws_while_training:
            source = replay_while_training(
                strategy, previous, lesson.earlier_labels, plan.seed, as_latents=as_latents
            )
    return TeacherTrainer(
        start,
        plan,
        lesson.new,
        source,
        balance(strategy, lesson.new_products, lesson.earlier_products, plan.batch),
        previous,
        strategy=strategy,
        retired_labels=lesson.retired_labels,
    )
