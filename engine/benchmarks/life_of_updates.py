"""A workspace that learns one product after another, and goes on where it was stopped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.contract.job_context import JobContext
from engine.contract.job_states import JobState
from engine.contract.results import UpdateResult
from engine.contract.specs import ApproveSpec, RegisterSpec, UpdateSpec
from engine.operations.approve import run_approve
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.register import run_register
from engine.registry import ProductState, Version, VersionState, Workspace
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
    """The versions of finished and approved updates that taught something, in order."""
    return [version for version in _approved(workspace) if version.new_product_names]


def live_without(root: Path, lesson: Lesson, spec: UpdateSpec, context: JobContext) -> None:
    """Retire a lesson's product and leave it out by one more update, if that is not done yet."""
    with Workspace.open(root) as workspace:
        workspace.jobs.reconcile()
        _give_up_stopped_updates(workspace)
        if version_without(workspace) is not None:
            return
        context.note(f"An update without {lesson.name}")
        if workspace.products.get(lesson.name).state is not ProductState.RETIRED:
            workspace.products.retire(lesson.name, reason="its line was taken down")
        _update(workspace, spec, context)


def version_without(workspace: Workspace) -> Version | None:
    """The approved version whose update only left out what was retired."""
    return next((v for v in _approved(workspace) if not v.new_product_names), None)


def _approved(workspace: Workspace) -> list[Version]:
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
    result = _update(workspace, replace(spec, product_names=(lesson.name,)), context)
    first = result.products[0]
    context.note(
        f"{lesson.name}: {result.seconds:.0f} s; retention of {first.product_name}: "
        f"{'not known' if first.retention is None else f'{first.retention:.3f}'}"
    )


def _update(workspace: Workspace, spec: UpdateSpec, context: JobContext) -> UpdateResult:
    job = enqueue_update(workspace, spec)
    # In the product every update has a process, and so a peak, of its own.
    reset_peak_memory()
    result = run_queued_update(workspace, job, context)
    run_approve(workspace, ApproveSpec(version_number=result.version_number), context)
    return result
