from pathlib import Path
from typing import get_args

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import GenerateResult, VerifyResult
from engine.contract.specs import (
    CheckSpec,
    DevicesSpec,
    GenerateSpec,
    SampleLineSpec,
    Spec,
    UpdateSpec,
    VerifySpec,
)
from engine.operations import dispatch
from engine.operations.dispatch import run_spec
from engine.registry import Version, Workspace


def test_every_kind_of_spec_is_carried_out() -> None:
    apart = {CheckSpec, DevicesSpec, SampleLineSpec, UpdateSpec}
    assert set(dispatch.RUNS) | apart == set(get_args(Spec))


def test_a_check_needs_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "photographs").mkdir()
    spec = CheckSpec(images_dir=str(tmp_path / "photographs"))
    with pytest.raises(UserFixableError, match="holds no photographs"):
        run_spec(tmp_path / "no workspace", spec, SilentContext(), -1)


def test_other_work_needs_a_workspace(tmp_path: Path) -> None:
    with pytest.raises(UserFixableError, match="There is no workspace in"):
        run_spec(tmp_path / "no workspace", VerifySpec(), SilentContext(), -1)


def test_work_reaches_its_operation(workspace: Workspace, bracket_version: Version) -> None:
    spec = GenerateSpec(product_name="ブラケット", count=1, version_number=bracket_version.number)
    result = run_spec(workspace.root, spec, SilentContext(), -1)
    assert isinstance(result, GenerateResult)
    assert Path(result.images[0].file).is_file()
    verified = run_spec(workspace.root, VerifySpec(), SilentContext(), -1)
    assert isinstance(verified, VerifyResult)
    assert verified.ok
