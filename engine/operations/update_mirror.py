"""The mirror: new classes as the new teacher draws them, beside their photographs.

Earlier classes are known to the recogniser from drawn pictures alone. If new ones were known from
photographs alone, the difference between the two would tell them apart better than anything else,
and photographs of earlier classes would be taken for new ones.
"""

from collections.abc import Callable

import numpy as np

from engine.continual.replay import draw_pictures, drawing_replay
from engine.continual.strategies import strategy_named
from engine.continual.strategy import EarlierData
from engine.contract.job_context import JobContext
from engine.generators.generator import Generator
from engine.operations.update_brief import UpdateBrief
from engine.registry import VersionClass
from engine.training.learning_set import PictureSet

_SEEDS = 11  # beside the plan's seed; replay has another


def mirrored_classes(brief: UpdateBrief) -> tuple[VersionClass, ...]:
    """The classes that no earlier version knew; none where nothing else is known from drawings."""
    strategy = strategy_named(brief.plan.strategy)
    if not strategy.mirrors_new or strategy.earlier is not EarlierData.POOL:
        return ()
    earlier = {c.label for c in brief.earlier_classes}
    return tuple(c for c in brief.taught_classes if earlier and c.label not in earlier)


def mirror_count(brief: UpdateBrief) -> int:
    """Pictures of the mirror: of each class as many as earlier classes have."""
    return len(mirrored_classes(brief)) * brief.plan.replay_per_class


def draw_mirror(
    brief: UpdateBrief, teacher: Generator, context: JobContext, on_batch: Callable[[int], None]
) -> PictureSet:
    """Drawn like the replay, by the teacher that this update has taught; depends on it alone."""
    plan = brief.plan
    teacher = drawing_replay(teacher, strategy_named(plan.strategy))
    teacher.network.to(plan.device)
    labels = np.repeat([c.label for c in mirrored_classes(brief)], plan.replay_per_class)
    seeds = np.random.default_rng([plan.seed, _SEEDS]).integers(0, 2**62, len(labels))
    timesteps = teacher.sampling_timesteps(plan.replay_sampler_steps)
    images = draw_pictures(teacher, labels, seeds, timesteps, context, on_batch)
    return PictureSet(images, labels.astype(np.int64))
