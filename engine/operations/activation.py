"""Activation: make a version live, after proof that it is intact."""

import time

from engine.contract.job_context import JobContext
from engine.contract.results import ActivationResult
from engine.operations.version_verification import verify_version
from engine.registry import ActivationKind, Version, Workspace


def activate_verified(
    workspace: Workspace, version: Version, kind: ActivationKind, reason: str, context: JobContext
) -> ActivationResult:
    """Re-hash the version's files, draw its canary images again, compare, and only then switch.

    Raises:
        IntegrityError: If the version is not what was stored; the active one stays as it is.
    """
    started = time.monotonic()
    checks = verify_version(workspace, version, context)
    activation = workspace.versions.activate(version.number, kind, reason=reason, is_verified=True)
    return ActivationResult(
        version_number=activation.version_number,
        previous_number=activation.previous_number,
        verified=True,
        checks=checks,
        seconds=time.monotonic() - started,
    )
