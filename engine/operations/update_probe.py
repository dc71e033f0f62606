"""The probe of a particular update, for its time estimate and its micro-batch."""

import torch

from engine.compression.width_search import choose_widths
from engine.generators.pixel_diffusion import (
    PixelDiffusion,
    first_generator,
    grow_classes,
    load_snapshot,
)
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_pictures import new_images
from engine.registry import Workspace
from engine.training.probe import Probe, probe_plan


def starting_generator(workspace: Workspace, brief: UpdateBrief) -> PixelDiffusion:
    """What the update's teacher starts from, without touching torch's own random state."""
    plan = brief.plan
    if brief.parent_number is not None:
        parent = workspace.versions.get(brief.parent_number)
        previous = load_snapshot(workspace.artifacts.path(parent.artifacts["teacher"]))
        return grow_classes(previous, brief.class_count, plan.seed)
    with torch.random.fork_rng(devices=[]):
        return first_generator(plan.image_size, brief.class_count, plan.seed, plan.sampler_steps)


def probe_brief(workspace: Workspace, brief: UpdateBrief) -> Probe:
    """Measure a few real steps of this update on this machine."""
    teacher = starting_generator(workspace, brief)
    teacher.network.to(brief.plan.device)
    share = brief.plan.student_parameters
    images = sum(len(new_images(workspace, brief, name)) for name in brief.new_product_names)
    return probe_plan(
        brief.plan,
        teacher,
        choose_widths(teacher.network, share, share),
        class_count=brief.class_count,
        earlier_classes=len(brief.earlier_classes),
        earlier_products=len(brief.replayed_product_names),
        new_products=len(brief.new_product_names),
        new_images=images,
    )
