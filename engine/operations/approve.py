"""Approve: make a candidate the active version, after proof that it is intact."""

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.results import ActivationResult
from engine.contract.specs import ApproveSpec
from engine.operations.activation import activate_verified
from engine.registry import ActivationKind, Version, VersionState, Workspace


def run_approve(workspace: Workspace, spec: ApproveSpec, context: JobContext) -> ActivationResult:
    """Verify a candidate and make it live."""
    version = workspace.versions.get(spec.version_number)
    _refuse_unless_candidate(version)
    return activate_verified(workspace, version, ActivationKind.APPROVAL, spec.reason, context)


def _refuse_unless_candidate(version: Version) -> None:
    number = version.number
    if version.is_active:
        raise UserFixableError(f"Version {number} is active already.")
    if version.state is VersionState.REJECTED:
        why = " ".join(version.verdict)
        raise UserFixableError(
            f"Version {number} was rejected and cannot be approved. {why}".strip()
        )
    if version.state is VersionState.APPROVED:
        raise UserFixableError(
            f"Version {number} was approved before. Roll back to it to make it active again."
        )
    if version.state is not VersionState.CANDIDATE:
        raise UserFixableError(f"Version {number} is {version.state.value} and cannot be approved.")
