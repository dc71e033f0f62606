"""Going back to an earlier version: proven first, quick, and without loading anything heavy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import ActivationResult
from engine.contract.specs import ApproveSpec, RollbackSpec
from engine.operations.approve import run_approve
from engine.operations.rollback import run_rollback
from engine.registry import ActivationKind, ProductState, VersionState, Workspace
from tests.support.deployed_versions import commit_version
from tests.support.registry_builders import add_product

pytestmark = pytest.mark.integration

#: Run in a fresh interpreter: what a roll back costs and what it loads.
SCRIPT = """
import json, sys, time
started = time.monotonic()
from pathlib import Path
from engine.contract.job_context import SilentContext
from engine.contract.specs import RollbackSpec
from engine.operations.dispatch import run_spec
result = run_spec(Path(sys.argv[1]), RollbackSpec(), SilentContext(), -1)
print(json.dumps({
    "version": result.version_number,
    "verified": result.verified,
    "seconds": time.monotonic() - started,
    "loaded": [name for name in ("torch", "diffusers", "cv2", "onnx") if name in sys.modules],
}))
"""


@pytest.fixture
def workspace(tmp_path: Path):
    with Workspace.create(tmp_path / "ワークスペース") as opened:
        add_product(opened, "Bracket")
        add_product(opened, "Flange")
        first = [("Bracket", "OK"), ("Bracket", "scratch")]
        commit_version(opened, first, seed=0)
        commit_version(opened, [*first, ("Flange", "OK")], seed=1)
        yield opened


def approve(workspace: Workspace, *numbers: int) -> None:
    for number in numbers:
        run_approve(workspace, ApproveSpec(version_number=number), SilentContext())


def roll_back(workspace: Workspace, number: int | None = None) -> ActivationResult:
    spec = RollbackSpec(version_number=number, reason="dark images")
    return run_rollback(workspace, spec, SilentContext())


def test_roll_back_returns_to_the_version_before(workspace: Workspace) -> None:
    approve(workspace, 1, 2)
    result = roll_back(workspace)
    assert (result.version_number, result.previous_number, result.verified) == (1, 2, True)
    assert any("identical, bit for bit" in check for check in result.checks)
    assert workspace.versions.get(1).is_active
    row = workspace.versions.activations()[-1]
    assert (row.kind, row.is_verified, row.reason) == (
        ActivationKind.ROLLBACK,
        True,
        "dark images",
    )
    states = {product.name: product.state for product in workspace.products.list()}
    assert states == {"Bracket": ProductState.LEARNED, "Flange": ProductState.REGISTERED}
    assert roll_back(workspace).version_number == 2
    assert workspace.verify(SilentContext()).ok


def test_roll_back_in_a_fresh_process_is_quick_and_light(workspace: Workspace) -> None:
    approve(workspace, 1, 2)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, str(workspace.root)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["version"] == 1
    assert facts["verified"]
    assert facts["loaded"] == []
    assert facts["seconds"] < 5.0


@pytest.mark.parametrize("role", ["recogniser", "student_onnx", "canary"])
def test_a_damaged_version_is_refused_and_nothing_changes(workspace: Workspace, role: str) -> None:
    approve(workspace, 1, 2)
    path = workspace.artifacts.path(workspace.versions.get(1).artifacts[role])
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1  # one bit
    path.write_bytes(content)
    with pytest.raises(IntegrityError, match=f"The {role} of version 1 is missing or not what"):
        roll_back(workspace)
    assert workspace.versions.get(2).is_active
    assert len(workspace.versions.activations()) == 2


def test_a_missing_file_is_refused(workspace: Workspace) -> None:
    approve(workspace, 1, 2)
    workspace.artifacts.path(workspace.versions.get(1).artifacts["recogniser_onnx"]).unlink()
    with pytest.raises(IntegrityError, match="recogniser_onnx of version 1"):
        roll_back(workspace)


def test_a_version_whose_teacher_was_freed_is_gone_back_to_with_proof(
    workspace: Workspace,
) -> None:
    for seed in (2, 3):
        commit_version(workspace, [("Bracket", "OK")], seed=seed)
    approve(workspace, 1, 2, 3, 4)
    workspace.free_storage()
    assert not workspace.versions.get(1).has_teacher
    result = roll_back(workspace, 1)
    assert (result.version_number, result.verified) == (1, True)
    kept = len(workspace.versions.get(1).kept_artifacts)
    assert result.checks[0] == f"{kept} files of version 1 hold what was recorded (SHA-256)."
    assert any("identical, bit for bit" in check for check in result.checks)
    assert "no update can build on it" in result.checks[-1]
    assert workspace.verify(SilentContext()).ok


def test_only_what_was_once_approved_can_be_gone_back_to(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="Nothing is live yet"):
        roll_back(workspace)
    approve(workspace, 1)
    with pytest.raises(UserFixableError, match="Only one version has ever been live"):
        roll_back(workspace)
    with pytest.raises(UserFixableError, match="Version 1 is active already"):
        roll_back(workspace, 1)
    with pytest.raises(UserFixableError, match=r"Version 2 is candidate\. Only a version that was"):
        roll_back(workspace, 2)
    with pytest.raises(UserFixableError, match="There is no version 5"):
        roll_back(workspace, 5)
    workspace.versions.set_state(2, VersionState.REJECTED)
    with pytest.raises(UserFixableError, match="Version 2 is rejected"):
        roll_back(workspace, 2)
