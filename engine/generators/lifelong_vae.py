"""The lifelong VAE: Gaussian and categorical latents, of which the categorical part grows.

Ramapuram, Gregorova & Kalousis 2020 (arXiv 1705.09847). One pass of a small decoder draws a
picture, so that it learns and draws in seconds where a diffusion model takes minutes.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor, nn
from typing_extensions import override

from engine.contract.errors import IntegrityError
from engine.diffusion.haar import haar, inverse_haar
from engine.generators.gated_network import GatedDecoder, GatedEncoder
from engine.registry.reproducible_safetensors import with_ordered_metadata

FAMILY = "lifelong_vae"
#: Whose rows stay zero: a picture of nothing in particular.
NO_CLASS = 0
BERNOULLI, GAUSSIAN = "bernoulli", "gaussian"
#: Rows and columns of the grid that the convolutions work on.
_GRID = 8
_WHOLE, _DRAWING = "whole", "drawing"
#: Of the weights that a new category begins with.
_FRESH_DEVIATION = 0.02


@dataclass(frozen=True, kw_only=True)
class VaeSettings:
    """What encoding and drawing need to know beside the weights."""

    image_size: int
    colours: int = 3
    #: Size of the Gaussian part of the latent.
    continuous: int = 48
    #: Channels of the convolutions at the finer of the two resolutions.
    width: int = 48
    #: Of pixels: `BERNOULLI` for gray in 0..1, `GAUSSIAN` for photographs.
    likelihood: str = GAUSSIAN

    @property
    def haar_levels(self) -> int:
        """Levels of the transform in front of the encoder and behind the decoder."""
        return int(np.log2(self.image_size // _GRID))

    @property
    def channels(self) -> int:
        """Of a picture in Haar space."""
        return int(self.colours * 4**self.haar_levels)

    @property
    def grid(self) -> int:
        """Rows and columns of a picture in Haar space."""
        return int(self.image_size // 2**self.haar_levels)

    @property
    def noise_shape(self) -> tuple[int, int, int]:
        """Of what one picture is drawn from."""
        return self.continuous, 1, 1

    def to_json(self) -> str:
        """As stored in snapshots and ONNX files."""
        facts = {**asdict(self), "haar_levels": self.haar_levels, "noise_shape": self.noise_shape}
        return json.dumps(facts, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "VaeSettings":
        """Undo `to_json`."""
        values = json.loads(text)
        del values["haar_levels"], values["noise_shape"]
        return cls(**values)


@dataclass(frozen=True)
class Posterior:
    """What the encoder makes of pictures: q(z | x)."""

    #: Of the Gaussian part, (B, D).
    mean: Tensor
    log_variance: Tensor
    #: Of the categorical part, (B, K), not normalised.
    logits: Tensor


class VaeDrawing(nn.Module):
    """The half that draws: decoder, and how the Gaussian part of each category is spread."""

    prior_mean: Tensor
    prior_scale: Tensor

    def __init__(self, settings: VaeSettings, categories: int) -> None:
        super().__init__()
        self.decoder = GatedDecoder(settings.channels, settings.width, settings.grid)
        features = self.decoder.features
        self.from_continuous = nn.Linear(settings.continuous, features)
        #: One row for each category; with `from_continuous` the decoder's input layer.
        self.from_category = nn.Embedding(categories, features)
        nn.init.normal_(self.from_category.weight, std=_FRESH_DEVIATION)
        # N(mean, scale scale') of each category, which drawing starts from: N(0, 1) as the bound
        # has it, unless somebody has looked how the encoder really spreads the category's pictures.
        size = settings.continuous
        self.register_buffer("prior_mean", torch.zeros(categories, size))
        self.register_buffer("prior_scale", torch.eye(size).repeat(categories, 1, 1))

    @property
    def categories(self) -> int:
        """Size of the categorical part."""
        return self.from_category.num_embeddings

    @override
    def forward(self, noise: Tensor, labels: Tensor) -> Tensor:
        """As `decode`, from standard normal noise (B, D) and categories (B,) by their number."""
        scaled = (self.prior_scale[labels] @ noise[:, :, None]).squeeze(2)
        hidden = self.from_continuous(self.prior_mean[labels] + scaled)
        decoded: Tensor = self.decoder(hidden + self.from_category(labels))
        return decoded

    def decode(self, continuous: Tensor, category: Tensor) -> Tensor:
        """Haar-space pictures, or logits of their pixels, of latents (B, D) and (B, K)."""
        hidden = self.from_continuous(continuous) + category @ self.from_category.weight
        decoded: Tensor = self.decoder(hidden)
        return decoded


class VaeNetwork(nn.Module):
    """The half that encodes, and the half that draws."""

    def __init__(self, settings: VaeSettings, categories: int) -> None:
        super().__init__()
        self.encoder = GatedEncoder(settings.channels, settings.width, settings.grid)
        features = self.encoder.features
        self.to_continuous = nn.Linear(features, 2 * settings.continuous)
        self.to_category = nn.Linear(features, categories)
        self.drawing = VaeDrawing(settings, categories)

    def encode(self, clean: Tensor) -> Posterior:
        """Of Haar-space pictures (B, C, G, G)."""
        hidden = self.encoder(clean)
        mean, log_variance = self.to_continuous(hidden).float().chunk(2, dim=1)
        return Posterior(mean, log_variance.clamp(-10.0, 6.0), self.to_category(hidden).float())


@dataclass
class DrawingVae:
    """The half that draws, alone: what a version deploys."""

    network: VaeDrawing
    settings: VaeSettings
    family: ClassVar = FAMILY
    guidance: ClassVar = 0.0

    def with_guidance(self, weight: float) -> "DrawingVae":
        """Itself: nothing is drawn in two passes."""
        del weight
        return self

    @property
    def class_count(self) -> int:
        """Size of the categorical part, whose first category is `NO_CLASS`."""
        return self.network.categories

    @property
    def parameters(self) -> int:
        """Number of weights."""
        return sum(p.numel() for p in self.network.parameters())

    @torch.no_grad()
    def draw(
        self,
        labels: Tensor,
        noise: Tensor,
        steps: int | Sequence[int] | None = None,
        on_step: Callable[[int, int], None] | None = None,
        order: int = 0,
    ) -> Tensor:
        """Haar-space pictures (B, C, G, G) of standard normal noise (B, D, 1, 1), in one pass.

        `steps` and `order` are of samplers, which this family has none of.
        """
        del steps, order
        drawn: Tensor = self.network(noise.flatten(1), labels)
        if on_step is not None:
            on_step(1, 1)
        return drawn

    def sampling_timesteps(self, steps: int | None = None) -> tuple[int, ...]:
        """None: nothing is called step by step."""
        del steps
        return ()

    def to_pixels(self, clean: Tensor) -> NDArray[np.uint8]:
        """Decoded pictures to uint8 (N, colours, S, S), clipped and rounded."""
        return _to_pixels(self.settings, clean)


@dataclass
class LifelongVae:
    """A generator: the network and how to use it."""

    network: VaeNetwork
    settings: VaeSettings
    family: ClassVar = FAMILY
    guidance: ClassVar = 0.0

    def with_guidance(self, weight: float) -> "LifelongVae":
        """Itself: nothing is drawn in two passes."""
        del weight
        return self

    @property
    def drawing(self) -> DrawingVae:
        """The half that draws; the same weights, not a copy."""
        return DrawingVae(self.network.drawing, self.settings)

    @property
    def class_count(self) -> int:
        """Size of the categorical part, whose first category is `NO_CLASS`."""
        return self.network.drawing.categories

    @property
    def parameters(self) -> int:
        """Number of weights."""
        return sum(p.numel() for p in self.network.parameters())

    def draw(
        self,
        labels: Tensor,
        noise: Tensor,
        steps: int | Sequence[int] | None = None,
        on_step: Callable[[int, int], None] | None = None,
        order: int = 0,
    ) -> Tensor:
        """As `DrawingVae.draw`."""
        return self.drawing.draw(labels, noise, steps, on_step, order)

    def sampling_timesteps(self, steps: int | None = None) -> tuple[int, ...]:
        """As `DrawingVae.sampling_timesteps`."""
        return self.drawing.sampling_timesteps(steps)

    def to_haar(self, pixels: NDArray[np.uint8]) -> Tensor:
        """uint8 (N, colours, S, S) to float32 (N, C, G, G)."""
        return haar(torch.from_numpy(pixels).float() / 127.5 - 1.0, self.settings.haar_levels)

    def to_values(self, decoded: Tensor) -> Tensor:
        """Pixel values in [-1, 1], or their logits, (N, colours, S, S)."""
        return inverse_haar(decoded.float(), self.settings.haar_levels)

    def to_pixels(self, clean: Tensor) -> NDArray[np.uint8]:
        """Decoded pictures to uint8 (N, colours, S, S), clipped and rounded."""
        return _to_pixels(self.settings, clean)


def build_vae(settings: VaeSettings, categories: int) -> LifelongVae:
    """A freshly initialised generator; torch's random state decides the weights."""
    generator = LifelongVae(VaeNetwork(settings, categories), settings)
    forget_categories(generator, [NO_CLASS])
    return generator


def grow_categories(generator: LifelongVae, categories: int, seed: int) -> LifelongVae:
    """A copy with a larger categorical part; all that was there is kept.

    Only the encoder's output layer and the decoder's input layer change their shape. The authors
    give these new weights altogether; keeping the old rows loses less.
    """
    old = generator.network
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = VaeNetwork(generator.settings, categories)
    state = network.state_dict()
    keep = min(categories, generator.class_count)
    for name, value in old.state_dict().items():
        if value.shape == state[name].shape:
            state[name] = value.clone().cpu()
        else:
            state[name][:keep] = value[:keep].cpu()
    network.load_state_dict(state)
    return LifelongVae(network, generator.settings)


def copy_vae(generator: LifelongVae) -> LifelongVae:
    """An independent copy with equal weights."""
    return grow_categories(generator, generator.class_count, seed=0)


@torch.no_grad()
def forget_categories(generator: LifelongVae, labels: Sequence[int]) -> None:
    """Leave nothing in these categories that could name or draw what they stood for."""
    network, drawing = generator.network, generator.network.drawing
    for label in labels:
        network.to_category.weight[label] = 0.0
        network.to_category.bias[label] = 0.0
        drawing.from_category.weight[label] = 0.0
        drawing.prior_mean[label] = 0.0
        drawing.prior_scale[label] = torch.eye(generator.settings.continuous)


def save_vae(generator: LifelongVae | DrawingVae, path: Path) -> None:
    """Write weights and everything needed to use them as one safetensors file."""
    metadata = {
        "family": FAMILY,
        "part": _WHOLE if isinstance(generator, LifelongVae) else _DRAWING,
        "categories": str(generator.class_count),
        "pilotline": generator.settings.to_json(),
    }
    tensors = {
        name: value.detach().cpu().contiguous()
        for name, value in generator.network.state_dict().items()
    }
    path.write_bytes(with_ordered_metadata(save(tensors, metadata)))


def load_vae(path: Path) -> LifelongVae:
    """Read a whole generator that `save_vae` wrote.

    Raises:
        IntegrityError: If the file holds something else.
    """
    settings, categories, state = _read(path, _WHOLE)
    network = VaeNetwork(settings, categories)
    network.load_state_dict(state)
    return LifelongVae(network.eval(), settings)


def load_vae_part(path: Path) -> LifelongVae | DrawingVae:
    """Read whichever of the two `save_vae` wrote.

    Raises:
        IntegrityError: If the file holds something else.
    """
    with safe_open(str(path), framework="pt") as file:
        part = (file.metadata() or {}).get("part")
    return load_vae(path) if part == _WHOLE else drawing_from_state(*_read(path, _DRAWING))


def drawing_from_state(
    settings: VaeSettings, categories: int, state: Mapping[str, Tensor]
) -> DrawingVae:
    """The drawing half with these weights."""
    network = VaeDrawing(settings, categories)
    network.load_state_dict(dict(state))
    return DrawingVae(network.eval(), settings)


def _read(path: Path, part: str) -> tuple[VaeSettings, int, dict[str, Tensor]]:
    with safe_open(str(path), framework="pt") as file:
        metadata = file.metadata() or {}
        if (metadata.get("family"), metadata.get("part")) != (FAMILY, part):
            message = f"{path.name} is not a {FAMILY} snapshot of its {part}"
            raise IntegrityError(message)
        state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    return VaeSettings.from_json(metadata["pilotline"]), int(metadata["categories"]), state


def _to_pixels(settings: VaeSettings, clean: Tensor) -> NDArray[np.uint8]:
    values = inverse_haar(clean.float().cpu(), settings.haar_levels)
    if settings.likelihood == BERNOULLI:
        values = 2.0 * values.sigmoid() - 1.0
    scaled = ((values.clamp(-1.0, 1.0) + 1.0) * 127.5).round()
    pixels: NDArray[np.uint8] = scaled.to(torch.uint8).numpy()
    return pixels
