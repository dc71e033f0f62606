from pathlib import Path

import pytest
import torch

from engine.contract.errors import UserFixableError
from engine.operations.base_model import adopt_base_model, first_teacher, grown_teacher
from engine.registry import VersionClass
from tests.support.tiny_stable_diffusion import write_tiny_stable_diffusion

GEAR = VersionClass(product_name="gear", class_name="ok", label=1)
FLANGE = VersionClass(product_name="flange", class_name="ok", label=3)


def test_a_workspace_teaches_from_its_own_copy(tmp_path: Path) -> None:
    source, workspace = write_tiny_stable_diffusion(tmp_path / "tiny"), tmp_path / "workspace"
    workspace.mkdir()
    adopt_base_model(workspace, source)
    source.rename(tmp_path / "moved")
    first = first_teacher(workspace, [GEAR])
    assert first.prompts.texts == ("", "a photo of gear, ok")
    grown = grown_teacher(workspace, first, [GEAR, FLANGE])
    # label 2 is nobody's
    assert grown.prompts.texts == ("", "a photo of gear, ok", "", "a photo of flange, ok")
    assert torch.equal(grown.network.conv_in.weight, first.network.conv_in.weight)
    assert grown.network is not first.network
    assert grown_teacher(workspace, grown, [GEAR, FLANGE]).class_count == 4


def test_a_folder_that_is_no_model_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "photographs").mkdir()
    with pytest.raises(UserFixableError, match=r"model_index\.json"):
        adopt_base_model(tmp_path, tmp_path / "photographs")
    assert not (tmp_path / "base_model").exists()
