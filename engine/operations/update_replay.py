"""The replay of an update: earlier classes, drawn by the previous teacher, and their record."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from engine.continual.anchor import Anchor, choose
from engine.continual.balance import Balance
from engine.continual.replay import (
    BATCH,
    ORDER,
    draw_latents,
    draw_pictures,
    drawing_replay,
    screen,
)
from engine.continual.strategies import strategy_named
from engine.continual.strategy import EarlierData
from engine.contract.job_context import JobContext
from engine.generators.generator import Generator
from engine.operations.families import family_named
from engine.operations.replay_record import (
    FreshReplayRecord,
    ReplayRecord,
    SamplerRecord,
    pictures_digest,
    replayed_classes,
)
from engine.operations.torch_runtime import torch_fingerprint
from engine.operations.update_brief import UpdateBrief
from engine.recognition.network import Recogniser
from engine.registry import Version
from engine.training.fresh_replay import FreshReplay
from engine.training.learning_set import PictureSet
from engine.training.teacher_trainer import TEACHER_STAGE


@dataclass(frozen=True, kw_only=True)
class Replay:
    """What was drawn of the earlier classes and kept."""

    pictures: PictureSet
    #: The same before they became pixels, for a family that learns from latents.
    latents: NDArray[np.float32] | None
    record: ReplayRecord


def candidates_per_class(brief: UpdateBrief) -> int:
    """Pictures of each earlier class that are drawn to be chosen from."""
    oversampling = strategy_named(brief.plan.strategy).oversampling
    return math.ceil(brief.plan.replay_per_class * oversampling)


def replay_count(brief: UpdateBrief) -> int:
    """Pictures that are drawn."""
    return len(brief.earlier_classes) * candidates_per_class(brief)


def draw_replay(
    brief: UpdateBrief,
    parent: Version,
    teacher: Generator,
    judge: Recogniser,
    *,
    anchors: Mapping[int, Anchor],
    context: JobContext,
    on_batch: Callable[[int], None],
) -> Replay:
    """Draw the earlier classes with the parent's teacher and choose what is learned from.

    Its recogniser lets pass what is of the asked class; of what passed, those are chosen that
    together come nearest to the anchor, for classes that have one.
    """
    plan, classes = brief.plan, brief.earlier_classes
    teacher = drawing_replay(teacher, strategy_named(plan.strategy))
    teacher.network.to(plan.device)
    labels = np.repeat([c.label for c in classes], candidates_per_class(brief))
    seeds = _replay_seeds(plan.seed, parent.number, len(labels))
    timesteps = teacher.sampling_timesteps(plan.replay_sampler_steps)
    latents: NDArray[np.float32] | None = None
    if family_named(plan.family).learns_latents:
        latents = draw_latents(teacher, labels, seeds, timesteps, context, on_batch)
        images = _decoded(teacher, latents, plan.device, context)
    else:
        images = draw_pictures(teacher, labels, seeds, timesteps, context, on_batch)
    passed = screen(images, labels, judge)
    kept = choose(images, labels, passed, anchors, plan.replay_per_class)
    record = ReplayRecord(
        teacher_version=parent.number,
        teacher_sha256=parent.artifacts["teacher"],
        sampler=SamplerRecord(order=ORDER, guidance=teacher.guidance, timesteps=timesteps),
        batch=BATCH,
        classes=replayed_classes(classes, seeds, kept),
        images_sha256=pictures_digest(images[kept]),
        runtime=torch_fingerprint(plan.device),
        fresh=_fresh_replay(brief, teacher),
    )
    return Replay(
        pictures=PictureSet(images[kept], labels[kept]),
        latents=None if latents is None else latents[kept],
        record=record,
    )


def shares(brief: UpdateBrief, earlier_products: int) -> Balance:
    """What new and replayed pictures share of a step of the teacher."""
    strategy = strategy_named(brief.plan.strategy)
    family, new_products = family_named(brief.plan.family), len(brief.new_product_names)
    return family.shares(strategy, new_products, earlier_products, brief.plan.batch)


def _decoded(
    teacher: Generator, latents: NDArray[np.float32], device: str, context: JobContext
) -> NDArray[np.uint8]:
    """Pictures for the recogniser, which judges them: in the passes that they were drawn in."""
    parts = []
    for start in range(0, len(latents), BATCH):
        context.honour_requests()
        clean = torch.from_numpy(latents[start : start + BATCH]).to(device)
        parts.append(teacher.to_pixels(clean))
    return np.concatenate(parts)


def _fresh_replay(brief: UpdateBrief, teacher: Generator) -> FreshReplayRecord | None:
    """What the teacher's training will draw by itself, where the strategy says so."""
    plan, strategy = brief.plan, strategy_named(brief.plan.strategy)
    if not strategy.draws_while_training:
        return None
    return FreshReplayRecord(
        sampler=SamplerRecord(
            order=FreshReplay.ORDER,
            guidance=FreshReplay.GUIDANCE,
            timesteps=teacher.sampling_timesteps(strategy.fresh_sampler_steps),
        ),
        labels=tuple(c.label for c in brief.earlier_classes),
        seed=plan.seed,
        stage=TEACHER_STAGE,
        steps=plan.teacher_steps,
        pictures_per_step=shares(brief, len(brief.earlier_product_names)).replay_count,
        learns_from_states=strategy.earlier is EarlierData.STATES,
    )


def _replay_seeds(seed: int, parent_number: int, count: int) -> NDArray[np.int64]:
    """Distinct seeds that depend on the update alone."""
    source = np.random.default_rng([seed, parent_number, 7])
    return source.integers(0, 2**62, count, dtype=np.int64)
