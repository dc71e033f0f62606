"""Proof, before a version goes live, that it is what was recorded and draws what it drew."""

from engine.contract.errors import IntegrityError
from engine.contract.job_context import JobContext, Progress
from engine.inference.canary import check_canaries, load_canaries
from engine.inference.generation import open_networks
from engine.operations.version_session import intact_artifact
from engine.registry import Version, Workspace


def verify_version(workspace: Workspace, version: Version, context: JobContext) -> tuple[str, ...]:
    """Re-hash every file that the version keeps and draw its canary images again.

    Returns:
        What was checked and what came out, in plain sentences.

    Raises:
        IntegrityError: At the first thing that is not as recorded; nothing has been changed then.
    """
    paths = {}
    steps = len(version.kept_artifacts) + 1
    for done, role in enumerate(sorted(version.kept_artifacts)):
        context.honour_requests()
        _report(context, done, steps)
        paths[role] = intact_artifact(workspace, version, role)
    for role in ("student_onnx", "canary"):
        if role not in paths:
            raise IntegrityError(
                f"Version {version.number} has no {role} stored, so it cannot be proven."
            )
    hashes = f"{len(paths)} files of version {version.number} hold what was recorded (SHA-256)."
    check = check_canaries(open_networks(paths), load_canaries(paths["canary"]), context)
    if not check.agrees:
        raise IntegrityError(
            f"Version {version.number} does not draw what it drew when it was made. "
            f"{check.sentence} The active version stays as it is."
        )
    _report(context, steps, steps)
    if version.freed:
        return hashes, check.sentence, _without_teacher(version)
    return hashes, check.sentence


def _without_teacher(version: Version) -> str:
    return (
        f"The teacher of version {version.number} was freed to save space: it draws and recognises "
        "as before, but no update can build on it."
    )


def _report(context: JobContext, done: int, steps: int) -> None:
    context.report_progress(
        Progress(
            stage="verify",
            step=done,
            step_count=steps,
            fraction=done / steps,
        )
    )
