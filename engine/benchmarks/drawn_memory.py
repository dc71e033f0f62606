"""Replay in place of exemplars: what our generator draws of the earlier classes, task by task."""

from collections.abc import Sequence

import numpy as np

from engine.benchmarks.continual_learner import Learner
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.task_sequence import Task, TaskSequence
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.job_context import JobContext
from engine.generators.pixel_diffusion import first_generator
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan


def draw_memory(
    sequence: TaskSequence, tasks: Sequence[Task], plan: UpdatePlan, context: JobContext
) -> list[PictureSet | None]:
    """For each task the replay of all tasks before it, as the default update makes it.

    The generator learns the tasks in turn by Pilotline's own strategy, from its own replay. None
    for the first task.
    """
    learner = Learner(
        PILOTLINE,
        first_generator(
            sequence.image_size, sequence.class_rows, plan.seed, plan.replay_sampler_steps
        ),
    )
    drawn: list[PictureSet | None] = []
    for place, task in enumerate(tasks[:-1]):
        report = step_reporter(
            context,
            f"generator, task {place + 1}",
            plan.teacher_steps,
            index=place,
            count=len(tasks),
        )
        learner.learn(task.labels, sequence.train, plan, context, report)
        drawn.append(_earlier(learner.pictures, task))
        context.note(
            f"Seed {plan.seed}: generator behind task {place + 1} in {learner.seconds[-1]:.0f} s"
        )
    drawn.append(learner.redraw(sequence.train, plan, context))
    return drawn


def _earlier(pictures: PictureSet | None, task: Task) -> PictureSet | None:
    """What a task was learned from beside its own photographs."""
    if pictures is None:
        return None
    places = np.flatnonzero(~np.isin(pictures.labels, task.labels))
    return PictureSet(pictures.images[places], pictures.labels[places]) if len(places) else None
