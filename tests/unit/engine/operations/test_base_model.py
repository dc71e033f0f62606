from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import BaseModelSpec, RegisterSpec
from engine.operations.base_model import run_base_model
from engine.operations.register import run_register
from engine.registry import Workspace
from tests.support.pictures import write_classes
from tests.support.registry_builders import add_product, new_version
from tests.support.tiny_stable_diffusion import IMAGE_SIZE, write_tiny_stable_diffusion


@pytest.fixture
def workspace(tmp_path: Path):
    with Workspace.create(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_stable_diffusion(tmp_path_factory.mktemp("models") / "tiny-sd")


def test_looking_at_a_folder_changes_nothing(workspace: Workspace, source: Path) -> None:
    spec = BaseModelSpec(folder=str(source), check_only=True)
    result = run_base_model(workspace, spec, SilentContext())
    assert (result.name, result.image_size, result.is_adopted) == ("tiny-sd", IMAGE_SIZE, False)
    assert result.parameters > 10_000
    assert not workspace.base_model.is_there
    assert workspace.settings.family == "pixel_diffusion"


def test_an_adopted_model_is_the_workspaces_generator_and_is_verified(
    workspace: Workspace, source: Path
) -> None:
    result = run_base_model(workspace, BaseModelSpec(folder=str(source)), SilentContext())
    assert result.is_adopted
    assert workspace.facts().base_model.name == "tiny-sd"
    assert workspace.settings.family == "stable_diffusion"
    assert {entry.action for entry in workspace.activity.list(5)} >= {
        "workspace.base_model",
        "settings.changed",
    }
    assert workspace.verify(SilentContext()).ok
    weights = workspace.base_model.root / "unet/diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\0\0")
    (problem,) = workspace.verify(SilentContext()).problems
    assert "unet/diffusion_pytorch_model.safetensors" in problem


def test_until_there_are_versions_another_model_may_take_its_place(
    workspace: Workspace, source: Path, tmp_path: Path
) -> None:
    run_base_model(workspace, BaseModelSpec(folder=str(source)), SilentContext())
    other = write_tiny_stable_diffusion(tmp_path / "other", prediction_type="v_prediction")
    run_base_model(workspace, BaseModelSpec(folder=str(other)), SilentContext())
    assert workspace.facts().base_model.name == "other"
    add_product(workspace, "Gear")
    workspace.versions.commit(new_version(workspace, "Gear"))
    with pytest.raises(UserFixableError, match="has versions already"):
        run_base_model(workspace, BaseModelSpec(folder=str(source)), SilentContext())
    assert workspace.facts().base_model.name == "other"


def test_a_folder_that_is_no_model_is_not_copied(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "photographs").mkdir()
    spec = BaseModelSpec(folder=str(tmp_path / "photographs"))
    with pytest.raises(UserFixableError, match=r"model_index\.json"):
        run_base_model(workspace, spec, SilentContext())
    assert not workspace.base_model.root.exists()
    assert workspace.settings.family == "pixel_diffusion"


def test_the_generator_alone_is_not_enough(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="the folder of one first"):
        workspace.change_settings({"family": "stable_diffusion"})


def test_prompts_are_stored_by_class(workspace: Workspace, source: Path, tmp_path: Path) -> None:
    folder = write_classes(tmp_path / "gear", {"ok": 8, "scratch": 8})
    spec = RegisterSpec(
        name="Gear",
        images_dir=str(folder),
        prompt="a milled {product}",
        class_prompts=(("scratch", "a {product} with a scratch"),),
    )
    with pytest.raises(UserFixableError, match="takes no prompts"):
        run_register(workspace, spec, SilentContext())
    run_base_model(workspace, BaseModelSpec(folder=str(source)), SilentContext())
    run_register(workspace, spec, SilentContext())
    prompts = {item.name: item.prompt for item in workspace.products.get("Gear").classes}
    assert prompts == {"ok": "a milled {product}, {class}", "scratch": "a {product} with a scratch"}


@pytest.mark.parametrize(
    ("prompts", "sentence"),
    [
        ((("dent", "a dent"),), "no class 'dent'"),
        ((("ok", "a gear"), ("scratch", "a gear")), "nothing tells them apart"),
        ((("ok", "a {colour} gear"),), "in braces"),
    ],
)
def test_prompts_that_cannot_work_are_refused(
    workspace: Workspace, source: Path, tmp_path: Path, prompts, sentence
) -> None:
    run_base_model(workspace, BaseModelSpec(folder=str(source)), SilentContext())
    folder = write_classes(tmp_path / "gear", {"ok": 8, "scratch": 8})
    spec = RegisterSpec(name="Gear", images_dir=str(folder), class_prompts=prompts)
    with pytest.raises(UserFixableError, match=sentence):
        run_register(workspace, spec, SilentContext())
