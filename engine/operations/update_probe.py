"""The probe of a particular update, for its time estimate and its micro-batch."""

import torch

from engine.generators.generator import Generator
from engine.operations.families import family_named
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_pictures import new_images
from engine.registry import Workspace
from engine.training.probe import Probe, Workload


def starting_generator(workspace: Workspace, brief: UpdateBrief) -> Generator:
    """What the update's teacher starts from, without touching torch's own random state."""
    family, start = family_named(brief.plan.family), brief.starting_point(workspace.root)
    if brief.parent_number is not None:
        parent = workspace.versions.get(brief.parent_number)
        previous = family.load(
            workspace.artifacts.path(parent.artifacts["teacher"]), workspace.root
        )
        return family.grown(previous, start)
    with torch.random.fork_rng(devices=[]):
        return family.first(start)


def probe_brief(workspace: Workspace, brief: UpdateBrief) -> Probe:
    """Measure a few real steps of this update on this machine."""
    work = Workload(
        class_count=brief.class_count,
        earlier_classes=len(brief.earlier_classes),
        earlier_products=len(brief.replayed_product_names),
        new_products=len(brief.new_product_names),
        new_images=sum(len(new_images(workspace, brief, name)) for name in brief.new_product_names),
    )
    teacher = starting_generator(workspace, brief)
    return family_named(brief.plan.family).probe(brief.plan, teacher, work)
