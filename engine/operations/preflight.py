"""Preflight: whether an update can run here, and how long it would take, before anything starts."""

import shutil
from dataclasses import replace
from pathlib import Path

from engine.continual.strategies import STRATEGIES, strategy_named
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.results import PreflightReport, StageEstimate
from engine.contract.specs import PreflightSpec
from engine.operations.families import family_named
from engine.operations.update_brief import UpdateBrief, make_brief
from engine.operations.update_notes import update_notes
from engine.operations.update_pictures import new_images
from engine.operations.update_probe import probe_brief, starting_generator
from engine.registry import Workspace
from engine.training.device import TrainingDevice, choose_device, free_memory_bytes
from engine.training.plan import UpdatePlan, plan_settings
from engine.training.probe import Probe

_LOW, _HIGH = 0.8, 1.5  # a shared machine is seldom faster and often slower than the probe
_DISK_RESERVE = 200 * 2**20
_BYTES_PER_WEIGHT = 4
_FEW_IMAGES = 12  # of a class: the generator then mostly repeats them


def run_preflight(
    workspace: Workspace, spec: PreflightSpec, context: JobContext
) -> PreflightReport:
    """Check sources, disk and memory, and time a few real steps. Nothing is changed.

    Raises:
        UserFixableError: If there is nothing to learn at all.
    """
    device = choose_device(workspace.settings.device)
    brief = make_brief(workspace, spec.update, device)
    problems = _missing_sources(workspace, brief)
    context.honour_requests()
    probe, problem = _probed(workspace, brief)
    if problem:
        problems.append(problem)
    plan = probe.plan if probe else brief.plan
    teacher = starting_generator(workspace, brief)
    memory_needed = family_named(plan.family).memory_needed(teacher, plan)
    memory_free = free_memory_bytes(device.kind)
    disk_needed = _disk_needed(teacher.parameters, plan)
    disk_free = shutil.disk_usage(workspace.root).free
    if disk_needed > disk_free:
        problems.append(
            f"The disk lacks room: the update needs {disk_needed >> 20} MB and "
            f"{disk_free >> 20} MB are free. Free some space or move the workspace."
        )
    if memory_needed > memory_free and not problem:
        problems.append(
            f"Memory is short: about {memory_needed >> 20} MB are needed and "
            f"{memory_free >> 20} MB are free. Close other programs or choose a smaller image size."
        )
    seconds = probe.stage_seconds if probe else {}
    return PreflightReport(
        can_start=not problems,
        problems=tuple(problems),
        warnings=tuple(_warnings(workspace, brief)),
        device=f"{device.name} ({device.kind})",
        precision=plan.precision,
        image_size=plan.image_size,
        micro_batch=plan.micro_batch,
        micro_batch_reason=_reason(brief, plan),
        new_product_names=brief.new_product_names,
        replayed_product_names=brief.replayed_product_names,
        stages=tuple(
            StageEstimate(stage=name, seconds_low=value * _LOW, seconds_high=value * _HIGH)
            for name, value in seconds.items()
        ),
        seconds_low=sum(seconds.values()) * _LOW,
        seconds_high=sum(seconds.values()) * _HIGH,
        disk_needed_bytes=disk_needed,
        disk_free_bytes=disk_free,
        memory_needed_bytes=memory_needed,
        memory_free_bytes=memory_free,
        notes=update_notes(workspace, brief),
        settings=plan_settings(brief.plan, _default_plan(workspace, spec, brief, device)),
        strategies=tuple(STRATEGIES),
    )


def _default_plan(
    workspace: Workspace, spec: PreflightSpec, brief: UpdateBrief, device: TrainingDevice
) -> UpdatePlan:
    """The plan that the preset alone makes."""
    if not spec.update.overrides:
        return brief.plan
    return make_brief(workspace, replace(spec.update, overrides=()), device).plan


def _probed(workspace: Workspace, brief: UpdateBrief) -> tuple[Probe | None, str]:
    try:
        return probe_brief(workspace, brief), ""
    except UserFixableError as error:
        return None, str(error)


def _missing_sources(workspace: Workspace, brief: UpdateBrief) -> list[str]:
    problems = []
    for name in brief.new_product_names:
        images = new_images(workspace, brief, name)
        missing = [image.source_path for image in images if not Path(image.source_path).is_file()]
        if missing:
            problems.append(
                f"{len(missing)} photographs of {name} are no longer where they were registered, "
                f"for example {missing[0]}. Bring the folder back, or register the product again "
                "from its new place."
            )
    return problems


def _warnings(workspace: Workspace, brief: UpdateBrief) -> list[str]:
    return [
        f"{name} has only {item.images} images of {item.name}; more would make them more varied."
        for name in brief.new_product_names
        for item in workspace.products.get(name).classes
        if item.images < _FEW_IMAGES
    ]


def _disk_needed(parameters: int, plan: UpdatePlan) -> int:
    """Two checkpoint slots of weights, average and moments, and the new version's artifacts."""
    checkpoints = 2 * 4 * parameters * _BYTES_PER_WEIGHT
    version = 3 * parameters * _BYTES_PER_WEIGHT
    pictures = 4000 * 3 * plan.image_size**2
    return checkpoints + version + pictures + _DISK_RESERVE


def _reason(brief: UpdateBrief, plan: UpdatePlan) -> str:
    if plan.micro_batch < brief.plan.micro_batch:
        return f"{plan.micro_batch} pictures at a time are what fits into memory."
    shares = family_named(plan.family).shares(
        strategy_named(plan.strategy),
        len(brief.new_product_names),
        len(brief.replayed_product_names),
        plan.batch,
    )
    pictures = shares.new_count + shares.replay_count
    if pictures <= plan.micro_batch:
        return f"All {pictures} pictures of a step fit into memory at once."
    return f"The {pictures} pictures of a step are taken {plan.micro_batch} at a time."
