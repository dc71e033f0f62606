import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine.contract.errors import UserFixableError
from engine.generators.stable_diffusion_folder import check_stable_diffusion_folder

INDEX = {
    "_class_name": "StableDiffusionPipeline",
    "scheduler": ["diffusers", "PNDMScheduler"],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}
SCHEDULER = {"beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that looks right: this check loads nothing."""
    root = tmp_path / "模型"
    documents = {
        "model_index.json": INDEX,
        "scheduler/scheduler_config.json": SCHEDULER,
        "unet/config.json": {"sample_size": 64, "cross_attention_dim": 768},
        "vae/config.json": {"block_out_channels": [128, 256, 512, 512]},
        "text_encoder/config.json": {"hidden_size": 768},
        "tokenizer/vocab.json": {},
    }
    for name, document in documents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(json.dumps(document))
    (root / "tokenizer/merges.txt").write_text("#version: 0.2\n")
    for name in ("unet/diffusion_pytorch_model", "vae/diffusion_pytorch_model"):
        save_file({"weight": np.zeros(3, np.float32)}, root / f"{name}.safetensors")
    save_file({"weight": np.zeros(3, np.float32)}, root / "text_encoder/model.safetensors")
    return root


def change(root: Path, name: str, **values: object) -> None:
    document = json.loads((root / name).read_text())
    (root / name).write_text(json.dumps({**document, **values}))


def test_a_whole_folder_names_what_is_needed_of_it(root: Path) -> None:
    (root / "safety_checker").mkdir()
    (root / "safety_checker/model.bin").write_bytes(b"not needed, not read")
    found = check_stable_diffusion_folder(root)
    assert "unet/diffusion_pytorch_model.safetensors" in found.files
    assert "tokenizer/merges.txt" in found.files
    assert all((root / name).is_file() for name in found.files)
    assert not any("safety" in name for name in found.files)
    assert found.scheduler["prediction_type"] == "epsilon"
    assert found.scheduler["beta_end"] == 0.012


@pytest.mark.parametrize(
    "name",
    [
        "model_index.json",
        "unet/config.json",
        "vae/diffusion_pytorch_model.safetensors",
        "text_encoder/model.safetensors",
        "scheduler/scheduler_config.json",
        "tokenizer/merges.txt",
    ],
)
def test_what_is_missing_is_named_in_one_sentence(root: Path, name: str) -> None:
    (root / name).unlink()
    with pytest.raises(UserFixableError) as told:
        check_stable_diffusion_folder(root)
    wanted = "tokenizer/tokenizer.json" if name.startswith("tokenizer") else name
    assert wanted in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("unsafe", ["diffusion_pytorch_model.bin", "model.ckpt", "unet.pt"])
def test_weights_that_could_run_code_are_not_opened(root: Path, unsafe: str) -> None:
    weights = root / "unet/diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_name(unsafe))
    with pytest.raises(UserFixableError, match=r"could run code.*safetensors") as told:
        check_stable_diffusion_folder(root)
    assert f"unet/{unsafe}" in str(told.value)


def test_a_pickle_under_the_name_of_safetensors_is_refused(root: Path) -> None:
    (root / "vae/diffusion_pytorch_model.safetensors").write_bytes(b"\x80\x04cos\nsystem\n.")
    with pytest.raises(UserFixableError, match="damaged"):
        check_stable_diffusion_folder(root)


def test_half_a_weight_file_is_refused(root: Path) -> None:
    weights = root / "vae/diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-4])
    with pytest.raises(UserFixableError, match="damaged"):
        check_stable_diffusion_folder(root)


def test_other_families_are_refused_by_name(root: Path) -> None:
    change(root, "model_index.json", _class_name="StableDiffusionXLPipeline")
    with pytest.raises(UserFixableError, match="StableDiffusionXLPipeline"):
        check_stable_diffusion_folder(root)


def test_a_part_with_code_of_its_own_is_refused(root: Path) -> None:
    change(root, "model_index.json", unet=["pipeline_module", "MyUNet"])
    with pytest.raises(UserFixableError, match="MyUNet of pipeline_module"):
        check_stable_diffusion_folder(root)


@pytest.mark.parametrize(
    "change_of",
    [{"prediction_type": "sample"}, {"beta_schedule": "exotic"}, {"rescale_betas_zero_snr": True}],
)
def test_a_noise_that_is_not_known_is_refused(root: Path, change_of: dict[str, object]) -> None:
    change(root, "scheduler/scheduler_config.json", **change_of)
    with pytest.raises(UserFixableError, match="base model"):
        check_stable_diffusion_folder(root)


def test_a_broken_document_is_named(root: Path) -> None:
    (root / "unet/config.json").write_text("{")
    with pytest.raises(UserFixableError, match=r"unet/config\.json"):
        check_stable_diffusion_folder(root)
    shutil.rmtree(root)
    with pytest.raises(UserFixableError, match="not a Stable Diffusion folder"):
        check_stable_diffusion_folder(root)
