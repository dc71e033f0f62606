"""Roll back: make an earlier approved version active again, after proof that it is intact."""

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.results import ActivationResult
from engine.contract.specs import RollbackSpec
from engine.operations.activation import activate_verified
from engine.registry import ActivationKind, Version, VersionState, Workspace


def run_rollback(workspace: Workspace, spec: RollbackSpec, context: JobContext) -> ActivationResult:
    """Go back to the version asked for, or to the one that was live before."""
    target = _target(workspace, spec.version_number)
    return activate_verified(workspace, target, ActivationKind.ROLLBACK, spec.reason, context)


def _target(workspace: Workspace, number: int | None) -> Version:
    if workspace.versions.active() is None:
        raise UserFixableError("Nothing is live yet, so there is nothing to go back from.")
    if number is None:
        number = workspace.versions.previously_active()
    if number is None:
        raise UserFixableError(
            "Only one version has ever been live, so there is none to go back to."
        )
    version = workspace.versions.get(number)
    if version.is_active:
        raise UserFixableError(f"Version {number} is active already.")
    if version.state is not VersionState.APPROVED:
        raise UserFixableError(
            f"Version {number} is {version.state.value}. Only a version that was approved can be "
            "gone back to."
        )
    return version
