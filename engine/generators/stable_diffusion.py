"""Stable Diffusion from a local folder: latents of a frozen autoencoder, classes as prompts.

A label is a row of embedded prompts, row 0 the empty one: to the trainers, to replay and to
guidance it is what a row of the class embedding is to pixel diffusion.
"""

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor
from typing_extensions import override

from engine.contract.errors import IntegrityError
from engine.diffusion.noise_schedule import NoiseSchedule
from engine.diffusion.preconditioning import PredictionConversion
from engine.generators.diffusion_generator import NO_CLASS, DiffusionGenerator
from engine.generators.stable_diffusion_folder import check_stable_diffusion_folder
from engine.generators.stable_diffusion_text import NO_CLASS_PROMPT, PromptEncoder
from engine.registry.reproducible_safetensors import with_ordered_metadata

FAMILY = "stable_diffusion"
SAMPLER_STEPS = 20
#: The usual scale of 7.5 is 1 + w.
GUIDANCE = 6.5
#: Pictures that pass through the autoencoder at once: its activations are the largest of all.
_AUTOENCODED_AT_ONCE = 4


@dataclass(frozen=True, kw_only=True)
class StableDiffusionSettings:
    """What generation needs to know beside the weights."""

    image_size: int
    #: Of the autoencoder's latents.
    channels: int
    #: Pixels of a side for each position of the latents.
    reduction: int
    #: Latents are multiplied by it, which gives them a variance of about one.
    scaling: float
    scheduler: dict[str, Any]
    sampler_steps: int = SAMPLER_STEPS
    #: Classifier-free guidance weight w: 0 is none.
    guidance: float = GUIDANCE
    #: Where the usual sampler calls the network, falling; empty takes today's choice.
    timesteps: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.timesteps:
            usual = NoiseSchedule.from_config(self.scheduler).sampling_timesteps(self.sampler_steps)
            object.__setattr__(self, "timesteps", tuple(usual))
        if len(self.timesteps) != self.sampler_steps:
            message = f"{len(self.timesteps)} timesteps for {self.sampler_steps} sampler steps"
            raise ValueError(message)

    @property
    def grid(self) -> int:
        """Side of the latents."""
        return self.image_size // self.reduction

    @property
    def noise_shape(self) -> tuple[int, int, int]:
        """Of what one picture is drawn from, as latents."""
        return self.channels, self.grid, self.grid

    @property
    def prediction_type(self) -> str:
        """What the network was trained to say."""
        return str(self.scheduler["prediction_type"])

    def to_json(self) -> str:
        """As stored in snapshots and ONNX files."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "StableDiffusionSettings":
        """Undo `to_json`."""
        values = json.loads(text)
        return cls(**{**values, "timesteps": tuple(values["timesteps"])})


@dataclass(frozen=True)
class Prompts:
    """What each label means, `NO_CLASS` first."""

    texts: tuple[str, ...]
    #: int64 (K, L), for a text encoder.
    tokens: NDArray[np.int64]
    #: float32 (K, L, D), what the text encoder makes of them.
    embedded: Tensor

    @classmethod
    def encode(cls, texts: Sequence[str], encoder: PromptEncoder) -> "Prompts":
        """The empty prompt, and after it these."""
        every = (NO_CLASS_PROMPT, *texts)
        return cls(every, encoder.tokens(every), encoder.embed(every))

    def grown(self, texts: Sequence[str], encoder: PromptEncoder) -> "Prompts":
        """With more of them at the end; those that are here keep their rows."""
        if not texts:
            return self
        return Prompts(
            (*self.texts, *texts),
            np.concatenate([self.tokens, encoder.tokens(texts)]),
            torch.cat([self.embedded, encoder.embed(texts)]),
        )

    def without(self, labels: Sequence[int]) -> "Prompts":
        """These labels mean "no class" like the first: their prompts may name a product."""
        rows = [NO_CLASS if row in labels else row for row in range(len(self.texts))]
        texts = tuple(self.texts[row] for row in rows)
        return Prompts(texts, self.tokens[rows].copy(), self.embedded[rows].clone())


@dataclass
class StableDiffusion(DiffusionGenerator):
    """A generator: U-Net, autoencoder and prompts, and how to use them."""

    family = FAMILY
    network: UNet2DConditionModel
    settings: StableDiffusionSettings
    #: Frozen; shared between copies.
    autoencoder: AutoencoderKL
    prompts: Prompts
    conversion: PredictionConversion = field(init=False)

    def __post_init__(self) -> None:
        self.conversion = PredictionConversion(self.schedule, self.settings.prediction_type)
        self.autoencoder.eval().requires_grad_(requires_grad=False)

    @property
    @override
    def class_count(self) -> int:
        """Prompts, the empty one included."""
        return len(self.prompts.texts)

    @override
    def predict(self, noisy: Tensor, timesteps: Tensor, labels: Tensor) -> Tensor:
        """V prediction for latents (B, C, G, G); timesteps and labels (B,) int64."""
        self.conversion.to(noisy.device)
        asked = self.prompts.embedded.to(noisy.device)[labels]
        raw: Tensor = self.network(noisy, timesteps, encoder_hidden_states=asked).sample
        velocity: Tensor = self.conversion(raw, noisy, timesteps)
        return velocity

    @override
    def loss_weight(self, timesteps: Tensor) -> Tensor:
        """What makes the velocity's error that of what the network was trained to say."""
        self.conversion.to(timesteps.device)
        return self.conversion.loss_weight(timesteps)

    @override
    @torch.no_grad()
    def to_latents(self, images: NDArray[np.uint8] | NDArray[np.float32]) -> Tensor:
        """The mean of the autoencoder's latents for pixels; latents (floats) as they are."""
        if images.dtype != np.uint8:
            return torch.from_numpy(images).float()
        device = self._autoencoder_beside(next(self.network.parameters()).device)
        parts = [
            self.autoencoder.encode(
                torch.from_numpy(images[start : start + _AUTOENCODED_AT_ONCE]).to(device) / 127.5
                - 1.0
            ).latent_dist.mean
            for start in range(0, len(images), _AUTOENCODED_AT_ONCE)
        ]
        shape = (0, self.settings.channels, self.settings.grid, self.settings.grid)
        latents = torch.cat(parts) if parts else torch.empty(shape, device=device)
        return self.settings.scaling * latents

    @override
    @torch.no_grad()
    def to_pixels(self, clean: Tensor) -> NDArray[np.uint8]:
        """Decoded latents as uint8 (N, 3, S, S), clipped and rounded."""
        self._autoencoder_beside(clean.device)
        latents = clean.float() / self.settings.scaling
        size = self.settings.image_size
        parts = [np.empty((0, 3, size, size), np.uint8)]
        for start in range(0, len(latents), _AUTOENCODED_AT_ONCE):
            decoded = self.autoencoder.decode(latents[start : start + _AUTOENCODED_AT_ONCE]).sample
            levels = ((decoded.clamp(-1, 1) + 1.0) * 127.5).round()
            parts.append(levels.to(torch.uint8).cpu().numpy())
        return np.concatenate(parts)

    def _autoencoder_beside(self, device: torch.device) -> torch.device:
        """Move the autoencoder to where the other networks are."""
        self.autoencoder.to(device)
        return device

    @override
    def copy(self) -> "StableDiffusion":
        """An independent copy with equal weights; the frozen autoencoder is shared."""
        return replace(self, network=copy.deepcopy(self.network))

    @override
    def with_network(self, network: Any) -> "StableDiffusion":
        """The same generator around another U-Net, for example a streamlined one."""
        return replace(self, network=network)

    @override
    def with_guidance(self, weight: float) -> "StableDiffusion":
        """The same network, not a copy, drawing with another weight."""
        return replace(self, settings=replace(self.settings, guidance=weight))

    def with_prompts(self, prompts: Prompts) -> "StableDiffusion":
        """The same network, asked for other things."""
        return replace(self, prompts=prompts)


def load_base_model(
    root: Path, prompts: Sequence[str], sampler_steps: int = SAMPLER_STEPS
) -> StableDiffusion:
    """The generator of a first update: a local folder's networks, and these classes.

    Raises:
        UserFixableError: If the folder is not whole, not safe or of another family.
    """
    folder = check_stable_diffusion_folder(root)
    network = _load_part(UNet2DConditionModel, root / "unet")
    autoencoder = load_autoencoder(root)
    encoder = PromptEncoder.load(root)
    reduction = 2 ** (len(autoencoder.config["block_out_channels"]) - 1)
    settings = StableDiffusionSettings(
        image_size=folder.image_size,
        channels=int(network.config["in_channels"]),
        reduction=reduction,
        scaling=float(autoencoder.config["scaling_factor"]),
        scheduler=folder.scheduler,
        sampler_steps=sampler_steps,
    )
    return StableDiffusion(network, settings, autoencoder, Prompts.encode(prompts, encoder))


def load_autoencoder(root: Path) -> AutoencoderKL:
    """The autoencoder of a base model."""
    return _load_part(AutoencoderKL, root / "vae")


def config_json(generator: StableDiffusion) -> str:
    """Of the U-Net: what diffusers builds it from."""
    return _config_json(generator.network)


def save_stable_diffusion(generator: StableDiffusion, path: Path) -> None:
    """Write U-Net, autoencoder, prompts and how to use them as one safetensors file."""
    metadata = {
        "family": FAMILY,
        "config": config_json(generator),
        "autoencoder": _config_json(generator.autoencoder),
        "prompts": json.dumps(generator.prompts.texts, ensure_ascii=False),
        "pilotline": generator.settings.to_json(),
    }
    tensors = {
        **_under("network", generator.network.state_dict()),
        **_under("autoencoder", generator.autoencoder.state_dict()),
        "prompts.tokens": torch.from_numpy(generator.prompts.tokens),
        "prompts.embedded": generator.prompts.embedded.contiguous(),
    }
    path.write_bytes(with_ordered_metadata(save(tensors, metadata)))


def load_stable_diffusion(path: Path) -> StableDiffusion:
    """Read what `save_stable_diffusion` wrote."""
    with safe_open(str(path), framework="pt") as file:
        metadata = file.metadata() or {}
        if metadata.get("family") != FAMILY:
            message = f"{path.name} is not a {FAMILY} snapshot"
            raise IntegrityError(message)
        state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    network = UNet2DConditionModel.from_config(json.loads(metadata["config"]))
    network.load_state_dict(_below("network", state))
    autoencoder = AutoencoderKL.from_config(json.loads(metadata["autoencoder"]))
    autoencoder.load_state_dict(_below("autoencoder", state))
    network.eval()
    prompts = Prompts(
        tuple(json.loads(metadata["prompts"])),
        state["prompts.tokens"].numpy(),
        state["prompts.embedded"],
    )
    settings = StableDiffusionSettings.from_json(metadata["pilotline"])
    return StableDiffusion(network, settings, autoencoder, prompts)


def _load_part(kind: Any, folder: Path) -> Any:  # noqa: ANN401
    """A network of diffusers from a folder on this machine, in float32."""
    return kind.from_pretrained(
        str(folder),
        local_files_only=True,
        use_safetensors=True,
        low_cpu_mem_usage=False,  # would need a further library
        torch_dtype=torch.float32,
    ).eval()


def _config_json(network: Any) -> str:  # noqa: ANN401
    # Without where it was loaded from, which is a path of one machine.
    config = {name: value for name, value in network.config.items() if name != "_name_or_path"}
    return json.dumps(config, sort_keys=True)


def _under(prefix: str, state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {f"{prefix}.{name}": value.detach().cpu().contiguous() for name, value in state.items()}


def _below(prefix: str, state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    start = f"{prefix}."
    return {
        name.removeprefix(start): value for name, value in state.items() if name.startswith(start)
    }
