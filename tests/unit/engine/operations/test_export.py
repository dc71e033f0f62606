import json
import re
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from diffusers import DDIMScheduler, UNet2DModel

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import ExportResult
from engine.contract.specs import ExportSpec
from engine.generators.pixel_diffusion import save_snapshot
from engine.inference.canary import load_canaries
from engine.inference.session import open_session
from engine.operations.export import run_export
from engine.registry import Version, Workspace
from tests.support.deployed_versions import artifacts, commit_version, tiny_generator


def export(workspace: Workspace, form: str, folder: Path, number: int = 1) -> ExportResult:
    spec = ExportSpec(version_number=number, format=form, output_dir=str(folder))
    return run_export(workspace, spec, SilentContext())


def run_readme(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    """Do what the README says, in the folder it stands in."""
    (code,) = re.findall(
        r"```python\n(.*?)```", (folder / "README.md").read_text("utf-8"), re.DOTALL
    )
    monkeypatch.chdir(folder)
    names: dict = {}
    exec(code, names)
    return names


def relative_files(result: ExportResult, folder: Path) -> set[str]:
    files = {str(Path(file).relative_to(folder).as_posix()) for file in result.files}
    assert all((folder / file).is_file() for file in files)
    return files


# WORKAROUND diffusers 0.42: a scheduler calls np.array on a tensor, which numpy 2 deprecates.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_diffusers_opens_the_export_and_draws_the_canaries(
    workspace: Workspace,
    bracket_version: Version,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "出力"
    result = export(workspace, "diffusers", folder)
    assert relative_files(result, folder) == {
        "unet/config.json",
        "unet/diffusion_pytorch_model.safetensors",
        "scheduler/scheduler_config.json",
        "classes.json",
        "README.md",
    }
    assert result.largest_difference is not None
    assert result.largest_difference < 1e-4

    network = UNet2DModel.from_pretrained(folder / "unet", low_cpu_mem_usage=False)
    assert isinstance(network, torch.nn.Module)
    scheduler = DDIMScheduler.from_pretrained(folder / "scheduler")
    assert scheduler.config["prediction_type"] == "v_prediction"

    names = run_readme(folder, monkeypatch)
    canaries = load_canaries(workspace.artifacts.path(bracket_version.artifacts["canary"]))
    drawn = names["draw"](canaries.labels[:2], canaries.seeds[:2].tolist())
    assert np.abs(drawn.astype(int) - canaries.images[:2]).max() <= 2
    # DDIM is another way down the same slope: not the same picture, but one much like it.
    monkeypatch.setattr(
        scheduler, "set_timesteps", lambda timesteps: spread_evenly(scheduler, len(timesteps))
    )
    names["scheduler"] = scheduler
    by_ddim = names["draw"](canaries.labels[:2], canaries.seeds[:2].tolist())
    assert np.abs(by_ddim.astype(int) - canaries.images[:2]).mean() < 40


def spread_evenly(scheduler: DDIMScheduler, steps: int) -> None:
    """DDIM of diffusers takes a number of timesteps only."""
    DDIMScheduler.set_timesteps(scheduler, steps)


def test_the_onnx_export_draws_with_numpy_alone(
    workspace: Workspace,
    bracket_version: Version,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "onnx"
    result = export(workspace, "onnx", folder)
    assert relative_files(result, folder) == {
        "student.onnx",
        "recogniser.onnx",
        "classes.json",
        "README.md",
    }
    assert result.largest_difference is not None
    assert result.largest_difference < 1e-4
    assert open_session(folder / "student.onnx").metadata["family"] == "pixel_diffusion"

    classes = json.loads((folder / "classes.json").read_text("utf-8"))
    assert classes["classes"][1] == {"label": 1, "product": "ブラケット", "class": "傷"}
    images = run_readme(folder, monkeypatch)["draw"]([0, 1], [0, 1])
    assert images.shape == (2, 3, 32, 32)
    assert images.dtype == np.uint8


def test_a_version_of_an_earlier_release_is_exported_from_its_second_copy(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Its ONNX file says nothing of the weights, and it keeps the student as safetensors too."""
    generator = tiny_generator(0)
    save_snapshot(generator, tmp_path / "student")
    model = onnx.load_from_string(artifacts(0)["student_onnx"])
    facts = {item.key: item.value for item in model.metadata_props}
    onnx.helper.set_model_props(model, {key: facts[key] for key in ("family", "pilotline")})
    changes = {
        "student": (tmp_path / "student").read_bytes(),
        "student_onnx": model.SerializeToString(),
    }
    commit_version(workspace, [("Bracket", "OK")], changes=changes)
    result = export(workspace, "diffusers", tmp_path / "out")
    assert result.largest_difference is not None
    written = UNet2DModel.from_pretrained(str(tmp_path / "out" / "unet"), low_cpu_mem_usage=False)
    for name, weight in generator.network.state_dict().items():
        assert torch.equal(written.state_dict()[name], weight)


@pytest.mark.usefixtures("bracket_version")
def test_an_export_may_replace_an_export_and_nothing_else(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    export(workspace, "onnx", folder)
    export(workspace, "onnx", folder)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "classes.json").write_text("[]")
    (foreign / "student.onnx").write_bytes(b"theirs")
    with pytest.raises(UserFixableError, match="holds other files"):
        export(workspace, "onnx", foreign)
    assert (foreign / "student.onnx").read_bytes() == b"theirs"


@pytest.mark.usefixtures("bracket_version")
def test_unknown_formats_and_versions_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(
        UserFixableError, match=r"no export format 'tflite'\. Use onnx or diffusers"
    ):
        export(workspace, "tflite", tmp_path / "out")
    with pytest.raises(UserFixableError, match="There is no version 4"):
        export(workspace, "onnx", tmp_path / "out", number=4)
    assert not (tmp_path / "out").exists()
