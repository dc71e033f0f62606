"""A Stable Diffusion folder as diffusers writes it: whether it is whole, safe and of this family.

Nothing is ever fetched, and nothing is opened that could run code: weights are safetensors.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from engine.contract.errors import UserFixableError

INDEX = "model_index.json"
_PIPELINE = "StableDiffusionPipeline"
#: Part, the class that it has to be of, and its library.
_PARTS: Mapping[str, tuple[str, str]] = {
    "unet": ("diffusers", "UNet2DConditionModel"),
    "vae": ("diffusers", "AutoencoderKL"),
    "text_encoder": ("transformers", "CLIPTextModel"),
    "tokenizer": ("transformers", "CLIPTokenizer"),
}
_WEIGHTS: Mapping[str, str] = {
    "unet": "unet/diffusion_pytorch_model.safetensors",
    "vae": "vae/diffusion_pytorch_model.safetensors",
    "text_encoder": "text_encoder/model.safetensors",
}
_CONFIGS = ("unet/config.json", "vae/config.json", "text_encoder/config.json")
_SCHEDULER = "scheduler/scheduler_config.json"
#: Either is a tokenizer: the first what transformers writes today, the second what it used to.
_TOKENIZERS = (("tokenizer/tokenizer.json",), ("tokenizer/vocab.json", "tokenizer/merges.txt"))
_TOKENIZER_OPTIONS = ("tokenizer/tokenizer_config.json", "tokenizer/special_tokens_map.json")
#: What opens by unpickling, which runs whatever the file says.
_UNSAFE = {".bin", ".ckpt", ".pt", ".pth", ".pkl", ".msgpack"}
_PREDICTIONS = ("epsilon", "v_prediction")
_SCHEDULES = ("linear", "scaled_linear", "squaredcos_cap_v2")


@dataclass(frozen=True, kw_only=True)
class StableDiffusionFolder:
    """A folder that has been looked through, and what of it is needed."""

    root: Path
    #: Paths below the root.
    files: tuple[str, ...]
    #: Configuration of the noise schedule.
    scheduler: dict[str, Any]
    #: Side of the pictures that it draws.
    image_size: int
    #: Weights of the U-Net.
    parameters: int


def check_stable_diffusion_folder(root: Path) -> StableDiffusionFolder:
    """Look a folder through without loading it.

    Raises:
        UserFixableError: If something is missing, broken, unsafe or of another family; the first
            such thing, and what to do.
    """
    if not (root / INDEX).is_file():
        raise UserFixableError(
            f"{root} is not a Stable Diffusion folder: it holds no {INDEX}. Choose the folder that "
            "diffusers wrote, with unet, vae, text_encoder, tokenizer and scheduler in it."
        )
    _refuse_other_families(_json(root, INDEX))
    files = [INDEX, *(_required(root, name) for name in _CONFIGS)]
    files += [_safe_weights(root, part) for part in _WEIGHTS]
    files += _tokenizer(root)
    scheduler = _json(root, _required(root, _SCHEDULER))
    _refuse_other_schedules(scheduler)
    unet, vae, text_encoder = (_json(root, name) for name in _CONFIGS)
    _refuse_unfit(root, unet, vae, text_encoder)
    reduction = 2 ** (len(vae["block_out_channels"]) - 1)
    return StableDiffusionFolder(
        root=root,
        files=(*files, _SCHEDULER),
        scheduler=_known_schedule(scheduler),
        image_size=unet["sample_size"] * reduction,
        parameters=_weight_count(root / _WEIGHTS["unet"]),
    )


def _refuse_other_families(index: Mapping[str, Any]) -> None:
    if index.get("_class_name") != _PIPELINE:
        raise UserFixableError(
            f"This folder holds a {index.get('_class_name')}; a base model has to be a "
            f"{_PIPELINE}, that is Stable Diffusion 1 or 2."
        )
    for part, (library, name) in _PARTS.items():
        if index.get(part) != [library, name]:
            raise UserFixableError(
                f"The {part} in this folder is {_described(index.get(part))}; a base model needs "
                f"{name} of {library}. Choose another folder."
            )


def _refuse_unfit(
    root: Path, unet: Mapping[str, Any], vae: Mapping[str, Any], text_encoder: Mapping[str, Any]
) -> None:
    """Parts that do not go together, or that no student can be made of."""
    if not isinstance(unet.get("sample_size"), int) or not vae.get("block_out_channels"):
        raise UserFixableError(
            f"The base model in {root} does not say how large its pictures are (sample_size in "
            "unet/config.json). Copy the whole folder again."
        )
    channels, latents = unet.get("in_channels", 4), vae.get("latent_channels", 4)
    if channels != latents:
        raise UserFixableError(
            f"The U-Net in {root} takes {channels} channels and its autoencoder makes {latents}: "
            "it is a model for inpainting or the like. Choose one that draws from text alone."
        )
    read, written = unet.get("cross_attention_dim", 1280), text_encoder.get("hidden_size", 512)
    if isinstance(read, int) and read != written:
        raise UserFixableError(
            f"The U-Net in {root} reads sentences of {read} values a word and its text encoder "
            f"writes {written}: they are of different models. Copy the whole folder again."
        )
    layers = unet.get("layers_per_block", 2)
    if min(layers if isinstance(layers, list) else [layers]) < 2:
        raise UserFixableError(
            "A stage of this U-Net has one layer alone, so no smaller student can be made of it. "
            "Choose a base model with at least two layers per stage."
        )


def _weight_count(path: Path) -> int:
    with safe_open(str(path), framework="np") as file:
        return sum(math.prod(file.get_slice(name).get_shape()) for name in file.keys())  # noqa: SIM118


def _refuse_other_schedules(scheduler: Mapping[str, Any]) -> None:
    if scheduler.get("prediction_type", _PREDICTIONS[0]) not in _PREDICTIONS:
        raise UserFixableError(
            f"This base model predicts {scheduler['prediction_type']!r}; only "
            f"{' and '.join(_PREDICTIONS)} are supported. Choose another one."
        )
    if (
        scheduler.get("beta_schedule") not in _SCHEDULES
        or scheduler.get("trained_betas") is not None
        or scheduler.get("rescale_betas_zero_snr")
    ):
        raise UserFixableError(
            "This base model was trained with a noise schedule that is not supported; there are "
            f"{', '.join(_SCHEDULES)}. Choose another one."
        )


def _known_schedule(scheduler: Mapping[str, Any]) -> dict[str, Any]:
    """What decides the noise, and what else diffusers needs to open it as DDIM."""
    return {
        "_class_name": "DDIMScheduler",
        "num_train_timesteps": int(scheduler.get("num_train_timesteps", 1000)),
        "beta_schedule": scheduler["beta_schedule"],
        "beta_start": float(scheduler.get("beta_start", 0.0001)),
        "beta_end": float(scheduler.get("beta_end", 0.02)),
        "prediction_type": scheduler.get("prediction_type", _PREDICTIONS[0]),
        "timestep_spacing": "trailing",
        "clip_sample": False,
        "set_alpha_to_one": True,
    }


def _safe_weights(root: Path, part: str) -> str:
    name = _WEIGHTS[part]
    folder = root / part
    if not (root / name).is_file():
        unsafe = sorted(path.name for path in folder.glob("*") if path.suffix in _UNSAFE)
        if unsafe:
            raise UserFixableError(
                f"{part}/{unsafe[0]} could run code when it is opened, so it is not read. Save the "
                f"model as safetensors, so that there is a {name}."
            )
        raise UserFixableError(
            f"The file {name} is missing from {root}. Copy the whole folder again."
        )
    try:
        with safe_open(str(root / name), framework="np") as file:
            is_empty = not list(file.keys())
    except (SafetensorError, OSError) as error:
        raise UserFixableError(
            f"The file {name} in {root} is damaged: {error}. Copy the whole folder again."
        ) from error
    if is_empty:
        raise UserFixableError(f"The file {name} in {root} holds no weights. Copy it again.")
    return name


def _tokenizer(root: Path) -> list[str]:
    for names in _TOKENIZERS:
        if all((root / name).is_file() for name in names):
            return [*names, *(name for name in _TOKENIZER_OPTIONS if (root / name).is_file())]
    return [_required(root, _TOKENIZERS[0][0])]


def _required(root: Path, name: str) -> str:
    if not (root / name).is_file():
        raise UserFixableError(
            f"The file {name} is missing from {root}. Copy the whole folder again."
        )
    return name


def _json(root: Path, name: str) -> dict[str, Any]:
    try:
        document = json.loads((root / name).read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise UserFixableError(
            f"The file {name} in {root} cannot be read: {error}. Copy the whole folder again."
        ) from error
    if not isinstance(document, dict):
        raise UserFixableError(
            f"The file {name} in {root} is not what diffusers writes. Copy the whole folder again."
        )
    return document


def _described(entry: object) -> str:
    if isinstance(entry, list) and len(entry) == 2 and all(entry):
        return f"{entry[1]} of {entry[0]}"
    return "missing"
