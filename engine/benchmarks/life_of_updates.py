"""A workspace that learns one product after another, and goes on where it was stopped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.contract.job_context import JobContext
from engine.contract.job_states import JobState
from engine.contract.specs import ApproveSpec, RegisterSpec, UpdateSpec
from engine.operations.approve import run_approve
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.register import run_register
from engine.registry import Version, VersionState, Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from engine.training.memory import reset_peak_memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One product, learned by an update of its own."""

    name: str
    images_dir: Path


def live(
    root: Path, lessons: Sequence[Lesson], spec: UpdateSpec, image_size: int, context: JobContext
) -> None:
    """Learn every lesson that the workspace in `root` has not learned yet, approving each.

    The workspace's gate lets everything pass: what comes out is measured, however good it is. An
    update that was stopped starts anew, so that its seconds are those of a whole one.
    """
    with _workspace(root, image_size) as workspace:
        workspace.jobs.reconcile()
        _give_up_stopped_updates(workspace)
        for version in workspace.versions.list():
            if version.state is VersionState.CANDIDATE:
                run_approve(workspace, ApproveSpec(version_number=version.number), context)
        done = len(learned_versions(workspace))
        if done:
            context.note(f"{min(done, len(lessons))} updates are there already, in {root}")
        for place, lesson in enumerate(lessons[done:], start=done + 1):
            context.note(f"Update {place} of {len(lessons)}: {lesson.name}")
            _learn(workspace, lesson, spec, context)


def learned_versions(workspace: Workspace) -> list[Version]:
    """The versions of finished and approved updates, in order."""
    return [v for v in workspace.versions.list() if v.state is VersionState.APPROVED]


def _workspace(root: Path, image_size: int) -> Workspace:
    if (root / "pilotline.db").exists():
        return Workspace.open(root)
    workspace = Workspace.create(root)
    policy = UpdatePolicy.that_passes_everything()
    workspace.save_settings(WorkspaceSettings(image_size=image_size, policy=policy))
    return workspace


def _give_up_stopped_updates(workspace: Workspace) -> None:
    for job in workspace.jobs.list():
        if job.state is JobState.QUEUED or job.state.is_resumable:
            workspace.jobs.cancel(job.id)


def _learn(workspace: Workspace, lesson: Lesson, spec: UpdateSpec, context: JobContext) -> None:
    if lesson.name not in {product.name for product in workspace.products.list()}:
        registration = RegisterSpec(name=lesson.name, images_dir=str(lesson.images_dir))
        run_register(workspace, registration, context)
    job = enqueue_update(workspace, replace(spec, product_names=(lesson.name,)))
    # In the product every update has a process, and so a peak, of its own.
    reset_peak_memory()
    result = run_queued_update(workspace, job, context)
    run_approve(workspace, ApproveSpec(version_number=result.version_number), context)
    first = result.products[0]
    context.note(
        f"{lesson.name}: {result.seconds:.0f} s; retention of {first.product_name}: "
        f"{'not known' if first.retention is None else f'{first.retention:.3f}'}"
    )
