"""Export of a Stable Diffusion generator: U-Net, autoencoder's decoder and text encoder.

Three ONNX files in one folder draw by themselves, without torch and without a tokenizer: the file
of the U-Net says how to sample and holds the tokens of every class's prompt.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.generators.stable_diffusion import FAMILY, StableDiffusion
from engine.generators.stable_diffusion_text import PromptEncoder
from engine.inference.latent_generation import DECODER, TEXT_ENCODER, UNET
from engine.inference.onnx_export import PROOF_BATCHES, Parity, cpu_copy, export_with_proof

#: The decoder's activations are the largest of all.
_FEW_AT_ONCE = (1, 3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class StableDiffusionParity:
    """How far each exported network is from the torch network at worst."""

    unet: Parity
    decoder: Parity
    text_encoder: Parity


def export_stable_diffusion(
    generator: StableDiffusion, encoder: PromptEncoder, folder: Path
) -> StableDiffusionParity:
    """Write all three into a folder, which is made if it is not there.

    Raises:
        IntegrityError: If a network computes something else than torch does.
        UserFixableError: If a network is larger than an ONNX file can be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return StableDiffusionParity(
        unet=export_unet(generator, folder / UNET),
        decoder=export_decoder(generator, folder / DECODER),
        text_encoder=export_text_encoder(generator, encoder, folder / TEXT_ENCODER),
    )


def export_unet(generator: StableDiffusion, path: Path) -> Parity:
    """Latents, timesteps and embedded prompts to velocities; guidance is the caller's business."""
    settings, embedded = generator.settings, generator.prompts.embedded
    last = generator.schedule.timesteps - 1
    inputs = []
    for count in PROOF_BATCHES:
        randomness = torch.Generator().manual_seed(count)
        rows = torch.randint(0, len(embedded), (count,), generator=randomness)
        spread = torch.linspace(last, 0, count) if count > 1 else torch.tensor([last / 2])
        shape = (count, settings.channels, settings.grid, settings.grid)
        inputs.append(
            {
                "sample": torch.randn(shape, generator=randomness),
                "timestep": spread.round().to(torch.int64),
                "encoder_hidden_states": embedded[rows].clone(),
            }
        )
    facts = {
        "family": FAMILY,
        "pilotline": settings.to_json(),
        "prompts": json.dumps(generator.prompts.texts, ensure_ascii=False),
        "tokens": json.dumps(generator.prompts.tokens.tolist()),
    }
    return export_with_proof(
        _PromptedVelocity(generator),
        inputs,
        output_names=["velocity"],
        describe=lambda _: facts,
        path=path,
    )


def export_decoder(generator: StableDiffusion, path: Path) -> Parity:
    """Latents as the U-Net leaves them to pixels in about [-1, 1]."""
    settings = generator.settings
    randomness = torch.Generator().manual_seed(0)
    shape = (settings.channels, settings.grid, settings.grid)
    inputs = [
        {"latents": torch.randn((count, *shape), generator=randomness)} for count in _FEW_AT_ONCE
    ]
    return export_with_proof(
        _Decoder(generator),
        inputs,
        output_names=["pixels"],
        describe=lambda _: {"family": f"{FAMILY} decoder"},
        path=path,
    )


def export_text_encoder(generator: StableDiffusion, encoder: PromptEncoder, path: Path) -> Parity:
    """Token numbers to what the U-Net reads of them."""
    every = torch.from_numpy(generator.prompts.tokens)
    inputs = [{"tokens": every[torch.arange(count) % len(every)].clone()} for count in _FEW_AT_ONCE]
    return export_with_proof(
        cpu_copy(encoder.network),
        inputs,
        output_names=["encoder_hidden_states"],
        describe=lambda _: {"family": f"{FAMILY} text encoder"},
        path=path,
    )


class _PromptedVelocity(nn.Module):
    def __init__(self, generator: StableDiffusion) -> None:
        super().__init__()
        self.network = cpu_copy(generator.network)
        self.conversion = cpu_copy(generator.conversion)

    @override
    def forward(self, sample: Tensor, timestep: Tensor, encoder_hidden_states: Tensor) -> Tensor:
        raw: tuple[Tensor] = self.network(
            sample, timestep, encoder_hidden_states, return_dict=False
        )
        velocity: Tensor = self.conversion(raw[0], sample, timestep)
        return velocity


class _Decoder(nn.Module):
    def __init__(self, generator: StableDiffusion) -> None:
        super().__init__()
        self.autoencoder: Any = cpu_copy(generator.autoencoder)
        self.scaling = generator.settings.scaling

    @override
    def forward(self, latents: Tensor) -> Tensor:
        pixels: tuple[Tensor] = self.autoencoder.decode(latents / self.scaling, return_dict=False)
        return pixels[0]
