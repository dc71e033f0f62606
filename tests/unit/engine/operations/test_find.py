from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import FindSpec
from engine.operations.find import run_find
from engine.registry import ActivationKind, Version, Workspace


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        (FindSpec(files=()), "No image was named"),
        (FindSpec(files=("x.png",), top=0), "Ask for 1 to 100"),
        (FindSpec(files=("x.png",), top=101), "Ask for 1 to 100"),
        (FindSpec(files=("x.png",)), "Nothing is live yet"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(
    workspace: Workspace, spec: FindSpec, sentence: str
) -> None:
    with pytest.raises(UserFixableError, match=sentence):
        run_find(workspace, spec, SilentContext())


def test_a_version_with_nothing_stored_says_so(
    workspace: Workspace, bracket_version: Version, tmp_path: Path
) -> None:
    workspace.versions.activate(bracket_version.number, ActivationKind.APPROVAL)
    with pytest.raises(UserFixableError, match="nothing to look through"):
        run_find(workspace, FindSpec(files=(str(tmp_path / "x.png"),)), SilentContext())
