import pytest

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import ActivationResult
from engine.contract.specs import ApproveSpec
from engine.operations.approve import run_approve
from engine.registry import ActivationKind, Version, VersionState, Workspace
from tests.support.deployed_versions import artifacts, commit_version

CLASSES = [("ブラケット", "良品"), ("ブラケット", "傷")]


def approve(workspace: Workspace, number: int, reason: str = "") -> ActivationResult:
    spec = ApproveSpec(version_number=number, reason=reason)
    return run_approve(workspace, spec, SilentContext())


def test_an_approved_candidate_is_live_and_was_proven(
    workspace: Workspace, bracket_version: Version
) -> None:
    result = approve(workspace, bracket_version.number, "looks right")
    assert result.verified
    assert (result.version_number, result.previous_number) == (1, None)
    assert any("SHA-256" in check for check in result.checks)
    assert any("identical, bit for bit" in check for check in result.checks)
    version = workspace.versions.get(1)
    assert version.is_active
    assert version.state is VersionState.APPROVED
    activation = workspace.versions.activations()[-1]
    assert activation.kind is ActivationKind.APPROVAL
    assert activation.is_verified
    assert activation.reason == "looks right"


@pytest.mark.usefixtures("bracket_version")
def test_a_rejected_version_is_refused_with_the_gates_reason(workspace: Workspace) -> None:
    commit_version(
        workspace,
        CLASSES,
        state=VersionState.REJECTED,
        verdict=("ブラケット: retention 0.41, at least 0.80 is required.",),
    )
    with pytest.raises(UserFixableError, match=r"was rejected .* retention 0\.41"):
        approve(workspace, 2)
    assert workspace.versions.active() is None


def test_only_a_candidate_can_be_approved(workspace: Workspace, bracket_version: Version) -> None:
    commit_version(workspace, CLASSES)
    approve(workspace, 1)
    with pytest.raises(UserFixableError, match="Version 1 is active already"):
        approve(workspace, 1)
    approve(workspace, 2)
    with pytest.raises(UserFixableError, match=r"approved before\. Roll back to it"):
        approve(workspace, 1)
    retired = commit_version(workspace, CLASSES)
    workspace.versions.set_state(retired.number, VersionState.RETIRED)
    with pytest.raises(UserFixableError, match="is retired and cannot be approved"):
        approve(workspace, retired.number)


def test_a_damaged_candidate_does_not_go_live(
    workspace: Workspace, bracket_version: Version
) -> None:
    path = workspace.artifacts.path(bracket_version.artifacts["recogniser"])
    path.write_bytes(b"")
    with pytest.raises(IntegrityError, match="recogniser of version 1"):
        approve(workspace, 1)
    assert workspace.versions.active() is None
    assert workspace.versions.get(1).state is VersionState.CANDIDATE


@pytest.mark.usefixtures("bracket_version")
def test_a_candidate_that_draws_something_else_does_not_go_live(workspace: Workspace) -> None:
    """Every file is intact, yet the canary images are another network's."""
    commit_version(workspace, CLASSES, changes={"canary": artifacts(1)["canary"]})
    with pytest.raises(IntegrityError, match="does not draw what it drew"):
        approve(workspace, 2)
    assert workspace.versions.active() is None
