"""Export of a Stable Diffusion generator: U-Net, autoencoder's decoder and text encoder.

Three ONNX files in one folder draw by themselves, without torch and without a tokenizer: the file
of the U-Net says how to sample and holds the tokens of every class's prompt.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx
import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn
from typing_extensions import override

from engine.contract.errors import IntegrityError
from engine.generators.stable_diffusion import (
    FAMILY,
    Prompts,
    StableDiffusion,
    StableDiffusionSettings,
    config_json,
    load_autoencoder,
)
from engine.generators.stable_diffusion_text import PromptEncoder
from engine.inference.latent_generation import DECODER, TEXT_ENCODER, UNET
from engine.inference.onnx_export import (
    PROOF_BATCHES,
    Parity,
    cpu_copy,
    export_with_proof,
    measure_parity,
)
from engine.inference.onnx_weights import PLACES, equal_bits, find_places, read_weights

#: The decoder's activations are the largest of all.
_FEW_AT_ONCE = (1, 3, 2)
_CONFIG = "config"


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
    """Latents, timesteps and embedded prompts to velocities; guidance is the caller's business.

    The file holds every weight bit for bit, and says where.
    """

    def describe(model: onnx.ModelProto) -> dict[str, str]:
        facts = unet_facts(generator)
        places = find_places(model, generator.network.state_dict())
        return (
            facts if places is None else {**facts, _CONFIG: config_json(generator), PLACES: places}
        )

    return export_with_proof(
        PromptedVelocity(generator),
        unet_inputs(generator),
        output_names=["velocity"],
        describe=describe,
        path=path,
    )


def unet_facts(generator: StableDiffusion) -> dict[str, str]:
    """Metadata of the U-Net's file: how to sample, and the sentence of every label."""
    return {
        "family": generator.family,
        "pilotline": generator.settings.to_json(),
        "prompts": json.dumps(generator.prompts.texts, ensure_ascii=False),
        "tokens": json.dumps(generator.prompts.tokens.tolist()),
    }


def measure_unet_parity(generator: StableDiffusion, path: Path) -> Parity:
    """Compare an ONNX file with the U-Net that it should hold."""
    return measure_parity(PromptedVelocity(generator), unet_inputs(generator), path)


def load_onnx_unet(path: Path, base_model: Path) -> StableDiffusion:
    """The generator that a U-Net's file was exported from; what is frozen comes from its base.

    Raises:
        IntegrityError: If the file does not say where its weights are.
    """
    model = onnx.load(str(path))
    facts = {item.key: item.value for item in model.metadata_props}
    if facts.get("family") != FAMILY or PLACES not in facts:
        raise IntegrityError(f"{path.name} does not say where the weights of a {FAMILY} are in it.")
    with torch.random.fork_rng(devices=[]):
        network = UNet2DConditionModel.from_config(json.loads(facts[_CONFIG]))
    network.load_state_dict(read_weights(model, facts[PLACES], network.state_dict()))
    texts = json.loads(facts["prompts"])
    return StableDiffusion(
        network.eval(),
        StableDiffusionSettings.from_json(facts["pilotline"]),
        load_autoencoder(base_model),
        Prompts.encode(texts[1:], PromptEncoder.load(base_model)),
    )


def holds_unet(path: Path, generator: StableDiffusion) -> bool:
    """Whether the ONNX file gives every weight and setting of this generator's U-Net back."""
    model = onnx.load(str(path))
    facts = {item.key: item.value for item in model.metadata_props}
    if facts.get(_CONFIG) != config_json(generator):
        return False
    state = generator.network.state_dict()
    return facts["pilotline"] == generator.settings.to_json() and equal_bits(
        read_weights(model, facts[PLACES], state), state
    )


def unet_inputs(generator: StableDiffusion) -> list[dict[str, Tensor]]:
    """Batches of several sizes to prove an export with."""
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
    return inputs


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


class PromptedVelocity(nn.Module):
    """What the U-Net's file computes: latents, timesteps and embedded prompts to velocities."""

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
