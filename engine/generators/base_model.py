"""The shipped base generator, from which a workspace's first update starts.

It has learned random practice parts of our own drawing (`engine.imaging.practice_parts`), no
photograph and no product. Starting from it instead of from noise is what makes a first update of
minutes possible on a CPU.
"""

from pathlib import Path

import torch
from diffusers import UNet2DModel

from engine.generators.pixel_diffusion import (
    GeneratorSettings,
    PixelDiffusion,
    build,
    load_snapshot,
    with_image_size,
)

BASE_MODEL = (
    Path(__file__).resolve().parents[2] / "assets" / "base_models" / "pixel_diffusion.safetensors"
)


def first_generator(
    image_size: int, class_count: int, seed: int, sampler_steps: int
) -> PixelDiffusion:
    """The generator of a first update: the base model with new class embeddings.

    The network is fully convolutional, so the one base serves every image size. Where an
    installation lacks the file, the generator starts from random weights and needs several times
    the steps.
    """
    torch.manual_seed(seed)
    settings = GeneratorSettings(image_size=image_size, sampler_steps=sampler_steps)
    if not BASE_MODEL.exists():
        return build(settings, class_count)
    base = with_image_size(load_snapshot(BASE_MODEL), image_size)
    return PixelDiffusion(_with_fresh_classes(base.network, class_count, seed), settings)


def _with_fresh_classes(network: UNet2DModel, class_count: int, seed: int) -> UNet2DModel:
    """Forget the practice classes: every row starts at their mean, apart by their spread."""
    fresh = UNet2DModel.from_config({**network.config, "num_class_embeds": class_count})
    state = dict(network.state_dict())
    rows = state["class_embedding.weight"]
    randomness = torch.Generator().manual_seed(seed)
    noise = torch.randn((class_count, rows.shape[1]), generator=randomness)
    state["class_embedding.weight"] = rows.mean(dim=0) + rows.std(dim=0) * noise
    fresh.load_state_dict(state)
    return fresh
