"""A Stable Diffusion of a hundred thousand random weights, in the folder that diffusers writes."""

import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from safetensors.torch import save_file

from engine.generators.clip_text import ClipText

IMAGE_SIZE = 32
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789,._-"
VOCABULARY = [*_LETTERS, *(f"{letter}</w>" for letter in _LETTERS), "<|startoftext|>"]
VOCABULARY += ["<|endoftext|>"]
TEXT_CONFIG = {
    "architectures": ["CLIPTextModel"],
    "vocab_size": len(VOCABULARY),
    "hidden_size": 16,
    "intermediate_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "max_position_embeddings": 77,
    "hidden_act": "quick_gelu",
    "layer_norm_eps": 1e-5,
}
#: Of runwayml/stable-diffusion-v1-5, unet/config.json.
STABLE_DIFFUSION_1 = {
    "sample_size": 64,
    "in_channels": 4,
    "out_channels": 4,
    "block_out_channels": (320, 640, 1280, 1280),
    "down_block_types": ("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
    "up_block_types": ("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
    "layers_per_block": 2,
    "cross_attention_dim": 768,
    "attention_head_dim": 8,
}
_INDEX = {
    "_class_name": "StableDiffusionPipeline",
    "_diffusers_version": "0.42.1",
    "feature_extractor": [None, None],
    "requires_safety_checker": False,
    "safety_checker": [None, None],
    "scheduler": ["diffusers", "DDIMScheduler"],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}


def write_tiny_stable_diffusion(folder: Path, *, prediction_type: str = "epsilon") -> Path:
    """Write it with all that a real one of version 1 has, but tiny; returns the folder."""
    torch.manual_seed(0)
    _unet().save_pretrained(folder / "unet")
    _autoencoder().save_pretrained(folder / "vae")
    DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=False,
        steps_offset=1,
        prediction_type=prediction_type,
    ).save_pretrained(folder / "scheduler")
    _write_text_encoder(folder / "text_encoder")
    write_tokenizer(folder / "tokenizer", VOCABULARY)
    (folder / "model_index.json").write_text(json.dumps(_INDEX))
    return folder


def write_tokenizer(folder: Path, vocabulary: list[str], merges: tuple[str, ...] = ()) -> None:
    """As the files of CLIP are."""
    folder.mkdir(parents=True)
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    (folder / "vocab.json").write_text(json.dumps(numbers), encoding="utf-8")
    lines = "\n".join(("#version: 0.2", *merges))
    (folder / "merges.txt").write_text(f"{lines}\n", encoding="utf-8")
    options = {"pad_token": "<|endoftext|>", "model_max_length": 77}
    (folder / "tokenizer_config.json").write_text(json.dumps(options))


def _unet() -> UNet2DConditionModel:
    return UNet2DConditionModel(
        sample_size=IMAGE_SIZE // 4,
        in_channels=4,
        out_channels=4,
        block_out_channels=(16, 32),
        layers_per_block=2,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        cross_attention_dim=TEXT_CONFIG["hidden_size"],
        attention_head_dim=4,
        norm_num_groups=8,
    )


def _autoencoder() -> AutoencoderKL:
    return AutoencoderKL(
        in_channels=3,
        out_channels=3,
        block_out_channels=(8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=IMAGE_SIZE,
    )


def _write_text_encoder(folder: Path) -> None:
    folder.mkdir(parents=True)
    state = ClipText(TEXT_CONFIG).state_dict()
    # Old files count the positions, new ones do not.
    tensors = {f"text_model.{name}": value for name, value in state.items()}
    tensors["text_model.embeddings.position_ids"] = torch.arange(77)[None]
    save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(TEXT_CONFIG))
