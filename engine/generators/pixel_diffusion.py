"""Pixel diffusion: a class-conditional U-Net of diffusers, working in Haar space."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import UNet2DModel
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor
from typing_extensions import override

from engine.contract.errors import IntegrityError
from engine.diffusion.haar import haar, inverse_haar
from engine.diffusion.noise_schedule import DEFAULT_SCHEDULER, NoiseSchedule
from engine.diffusion.preconditioning import Preconditioning
from engine.generators.diffusion_generator import NO_CLASS, DiffusionGenerator
from engine.generators.haar_deviation import haar_deviation
from engine.generators.narrow_blocks import build_network
from engine.generators.timestep_experts import Expert, TimestepExperts
from engine.registry.reproducible_safetensors import with_ordered_metadata

FAMILY = "pixel_diffusion"
NORM_GROUPS = 8
TEACHER_WIDTHS = (64, 128)
SAMPLER_STEPS = 12
#: What an exported network computes with, from coarsest to finest. Torch always has float32.
PRECISIONS = ("int8", "float32")
#: How far a teacher's pictures are pushed from "any part" towards the asked class. Without it a
#: short training draws the right part but blurs its defects.
GUIDANCE = 2.5
#: A patch of 8 pixels per position of the network's grid; 4 where a picture is only 32 pixels wide.
_SMALLEST_SIZE_FOR_THREE_LEVELS = 64


@dataclass(frozen=True, kw_only=True)
class GeneratorSettings:
    """What generation needs to know beside the weights."""

    image_size: int
    haar_levels: int = 3
    scheduler: dict[str, Any] = field(default_factory=lambda: dict(DEFAULT_SCHEDULER))
    sampler_steps: int = SAMPLER_STEPS
    #: Classifier-free guidance weight w; 0 for students, which have it distilled into them.
    guidance: float = 0.0
    #: Per Haar channel, for `Preconditioning`; empty takes the usual one for these levels.
    deviation: tuple[float, ...] = ()
    #: Where the usual sampler calls the network, falling, one for each of `sampler_steps`. Stored,
    #: so that a version draws what it drew whatever later ones choose; empty takes today's choice.
    timesteps: tuple[int, ...] = ()
    #: Which part of the network works on which timesteps; empty: all of it on all of them.
    experts: tuple[Expert, ...] = ()
    #: One of `PRECISIONS`, for the ONNX file.
    precision: str = PRECISIONS[-1]

    def __post_init__(self) -> None:
        if not self.deviation:
            object.__setattr__(self, "deviation", haar_deviation(self.haar_levels))
        if not self.timesteps:
            schedule = NoiseSchedule.from_config(self.scheduler)
            usual = schedule.sampling_timesteps(self.sampler_steps)
            object.__setattr__(self, "timesteps", tuple(usual))
        if len(self.timesteps) != self.sampler_steps:
            message = f"{len(self.timesteps)} timesteps for {self.sampler_steps} sampler steps"
            raise ValueError(message)
        if self.precision not in PRECISIONS:
            message = f"no precision named {self.precision!r}"
            raise ValueError(message)

    def with_steps(self, steps: int) -> "GeneratorSettings":
        """The same for a sampler that calls the network so often; stored timesteps stay."""
        if steps == self.sampler_steps:
            return self
        return replace(self, sampler_steps=steps, timesteps=())

    @classmethod
    def for_size(cls, image_size: int, sampler_steps: int = SAMPLER_STEPS) -> "GeneratorSettings":
        """The usual settings of a teacher for pictures of this size."""
        levels = 3 if image_size >= _SMALLEST_SIZE_FOR_THREE_LEVELS else 2
        return cls(
            image_size=image_size,
            haar_levels=levels,
            sampler_steps=sampler_steps,
            guidance=GUIDANCE,
        )

    @property
    def channels(self) -> int:
        """Channels of the network's input."""
        return int(3 * 4**self.haar_levels)

    @property
    def grid(self) -> int:
        """Side of the network's grid."""
        return int(self.image_size // 2**self.haar_levels)

    @property
    def noise_shape(self) -> tuple[int, int, int]:
        """Of what one picture is drawn from, in Haar space."""
        return self.channels, self.grid, self.grid

    def to_json(self) -> str:
        """As stored in snapshots and ONNX files."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "GeneratorSettings":
        """Undo `to_json`."""
        values = json.loads(text)
        lists = {
            "deviation": tuple(values["deviation"]),
            "timesteps": tuple(values.get("timesteps", ())),  # not stored by the first releases
            "experts": tuple(Expert(**expert) for expert in values.get("experts", ())),
        }
        return cls(**{**values, **lists})


@dataclass
class PixelDiffusion(DiffusionGenerator):
    """A generator: the raw network and how to use it."""

    family = FAMILY
    network: UNet2DModel
    settings: GeneratorSettings
    preconditioning: Preconditioning = field(init=False)
    #: Runs the network where the settings name experts.
    experts: TimestepExperts | None = field(init=False)

    def __post_init__(self) -> None:
        self.preconditioning = Preconditioning(self.schedule, self.settings.deviation)
        named = self.settings.experts
        self.experts = TimestepExperts(self.network, named) if named else None

    @property
    @override
    def class_count(self) -> int:
        """Rows of the class embedding."""
        return int(self.network.config["num_class_embeds"])

    @override
    def predict(self, noisy: Tensor, timesteps: Tensor, labels: Tensor) -> Tensor:
        """V prediction for Haar-space samples (B, C, G, G); timesteps and labels (B,) int64."""
        self.preconditioning.to(noisy.device)
        c_in, c_skip, c_out = self.preconditioning(timesteps)
        raw = self._raw(c_in * noisy, timesteps, labels)
        velocity: Tensor = c_skip * noisy + c_out * raw
        return velocity

    def _raw(self, scaled: Tensor, timesteps: Tensor, labels: Tensor) -> Tensor:
        if self.experts is not None:
            return self.experts(scaled, timesteps, labels)
        output: Tensor = self.network(scaled, timesteps, class_labels=labels).sample
        return output

    @override
    def copy(self) -> "PixelDiffusion":
        """An independent copy with equal weights."""
        return copy_generator(self)

    @override
    def with_network(self, network: Any) -> "PixelDiffusion":
        """The same settings around another network, for example a student's."""
        return PixelDiffusion(network, self.settings)

    @override
    def with_guidance(self, weight: float) -> "PixelDiffusion":
        """The same network, not a copy, drawing with another weight."""
        return PixelDiffusion(self.network, replace(self.settings, guidance=weight))

    @override
    def loss_weight(self, timesteps: Tensor) -> Tensor:
        """What a squared error of the velocity counts at each timestep, (B,)."""
        return torch.ones(len(timesteps), device=timesteps.device)

    @override
    def to_latents(self, images: NDArray[np.uint8] | NDArray[np.float32]) -> Tensor:
        """What the network works on: Haar coefficients of pixels; latents (floats) as they are."""
        if images.dtype == np.uint8:
            return self.to_haar(images.astype(np.uint8, copy=False))
        return torch.from_numpy(images).float()

    def to_haar(self, pixels: NDArray[np.uint8]) -> Tensor:
        """uint8 (N, 3, S, S) to Haar-space float32 (N, C, G, G)."""
        scaled = torch.from_numpy(pixels).float() / 127.5 - 1.0
        return haar(scaled, self.settings.haar_levels)

    @override
    def to_pixels(self, clean: Tensor) -> NDArray[np.uint8]:
        """Haar-space samples to uint8 (N, 3, S, S), clipped and rounded."""
        pixels = inverse_haar(clean.float().cpu(), self.settings.haar_levels)
        scaled = ((pixels.clamp(-1, 1) + 1.0) * 127.5).round()
        result: NDArray[np.uint8] = scaled.to(torch.uint8).numpy()
        return result


def build(
    settings: GeneratorSettings,
    class_count: int,
    widths: Sequence[int] = TEACHER_WIDTHS,
    layers: int = 1,
) -> PixelDiffusion:
    """A freshly initialised generator; torch's random state decides the weights.

    `layers` of each stage: with two or more, block surgery can take one away.
    """
    levels = len(widths)
    network = UNet2DModel(
        sample_size=settings.grid,
        in_channels=settings.channels,
        out_channels=settings.channels,
        block_out_channels=tuple(widths),
        layers_per_block=layers,
        down_block_types=("DownBlock2D",) * levels,
        up_block_types=("UpBlock2D",) * levels,
        norm_num_groups=NORM_GROUPS,
        attention_head_dim=widths[-1],  # one head, so that any pruned width divides
        num_class_embeds=class_count,
    )
    return PixelDiffusion(network, settings)


def first_generator(
    image_size: int, class_count: int, seed: int, sampler_steps: int
) -> PixelDiffusion:
    """The untrained generator of a first update."""
    torch.manual_seed(seed)
    return build(GeneratorSettings.for_size(image_size, sampler_steps), class_count)


def grow_classes(generator: PixelDiffusion, class_count: int, seed: int) -> PixelDiffusion:
    """A copy with more class embeddings: old rows are kept, new ones drawn from their spread."""
    old = generator.network
    state = {name: value.clone() for name, value in old.state_dict().items()}
    rows = state["class_embedding.weight"]
    fresh = torch.randn((class_count, rows.shape[1]), generator=torch.Generator().manual_seed(seed))
    embedding = fresh * rows.std()
    keep = min(len(rows), class_count)
    embedding[:keep] = rows[:keep]
    state["class_embedding.weight"] = embedding
    network = build_network({**old.config, "num_class_embeds": class_count}, state)
    return PixelDiffusion(network, generator.settings)


@torch.no_grad()
def forget_classes(network: UNet2DModel, labels: Sequence[int]) -> None:
    """Give these classes the row of "no class" in place of their own, which may name a product."""
    rows = network.class_embedding.weight
    for label in labels:
        rows[label] = rows[NO_CLASS]


def copy_generator(generator: PixelDiffusion) -> PixelDiffusion:
    """An independent copy with equal weights."""
    return grow_classes(generator, generator.class_count, seed=0)


def save_snapshot(generator: PixelDiffusion, path: Path) -> None:
    """Write weights and everything needed to use them as one safetensors file."""
    metadata = {
        "family": FAMILY,
        "config": json.dumps(dict(generator.network.config), sort_keys=True),
        "pilotline": generator.settings.to_json(),
    }
    tensors = {
        name: value.detach().cpu().contiguous()
        for name, value in generator.network.state_dict().items()
    }
    path.write_bytes(with_ordered_metadata(save(tensors, metadata)))


def load_snapshot(path: Path) -> PixelDiffusion:
    """Read what `save_snapshot` wrote (float32, whatever precision it is stored in)."""
    with safe_open(str(path), framework="pt") as file:
        metadata = file.metadata() or {}
        if metadata.get("family") != FAMILY:
            message = f"{path.name} is not a {FAMILY} snapshot"
            raise IntegrityError(message)
        state = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    network = build_network(json.loads(metadata["config"]), state)
    network.eval()
    return PixelDiffusion(network, GeneratorSettings.from_json(metadata["pilotline"]))
