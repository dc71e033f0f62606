"""What every generator by diffusion does alike, whatever its network and its space."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.diffusion.noise_schedule import NoiseSchedule
from engine.diffusion.samplers import sample

#: The label that means "no class in particular"; classes are labelled from 1.
NO_CLASS = 0

_GeneratorT = TypeVar("_GeneratorT", bound="DiffusionGenerator")


class DiffusionSettings(Protocol):
    """What generation needs to know beside the weights."""

    @property
    def image_size(self) -> int:
        """Side of the pictures."""

    @property
    def channels(self) -> int:
        """Channels of the network's input."""

    @property
    def grid(self) -> int:
        """Side of the network's grid."""

    @property
    def noise_shape(self) -> tuple[int, int, int]:
        """Of the noise that one picture is drawn from: channels, rows, columns."""

    @property
    def scheduler(self) -> dict[str, Any]:
        """Configuration of the noise schedule, as diffusers has it."""

    @property
    def sampler_steps(self) -> int:
        """How often the sampler calls the network."""

    @property
    def guidance(self) -> float:
        """Classifier-free guidance weight w; 0 asks for the class alone."""

    @property
    def timesteps(self) -> tuple[int, ...]:
        """Where the usual sampler calls the network, falling."""


class DiffusionGenerator(ABC):
    """A network that says the velocity of noisy samples, and how pictures come of it."""

    #: Name of its kind, as written into its files.
    family: ClassVar[str]
    #: A U-Net of diffusers.
    network: Any
    settings: DiffusionSettings

    @property
    def schedule(self) -> NoiseSchedule:
        """The noise schedule that the settings name."""
        return NoiseSchedule.from_config(self.settings.scheduler)

    @property
    def parameters(self) -> int:
        """Number of weights."""
        return sum(p.numel() for p in self.network.parameters())

    @property
    @abstractmethod
    def class_count(self) -> int:
        """Labels that it knows, `NO_CLASS` included."""

    @abstractmethod
    def predict(self, noisy: Tensor, timesteps: Tensor, labels: Tensor) -> Tensor:
        """V prediction for samples (B, C, G, G); timesteps and labels (B,) int64."""

    @abstractmethod
    def loss_weight(self, timesteps: Tensor) -> Tensor:
        """What a squared error of the velocity counts at each timestep, (B,)."""

    @abstractmethod
    def to_latents(self, images: NDArray[np.uint8] | NDArray[np.float32]) -> Tensor:
        """What the network works on, of pixels uint8 (N, 3, S, S); latents (floats) as they are."""

    @abstractmethod
    def to_pixels(self, clean: Tensor) -> NDArray[np.uint8]:
        """Clean samples to uint8 (N, 3, S, S), clipped and rounded."""

    @abstractmethod
    def copy(self: _GeneratorT) -> _GeneratorT:
        """An independent copy with equal weights."""

    @abstractmethod
    def with_network(self: _GeneratorT, network: Any) -> _GeneratorT:  # noqa: ANN401
        """The same generator around another network, for example a student's."""

    @abstractmethod
    def with_guidance(self: _GeneratorT, weight: float) -> _GeneratorT:
        """The same network, not a copy, drawing with another weight."""

    @property
    def guidance(self) -> float:
        """The weight that the settings name."""
        return self.settings.guidance

    def velocity(self, noisy: Tensor, timesteps: Tensor, labels: Tensor) -> Tensor:
        """The velocity pictures are drawn by: (1 + w) v(class) - w v(no class).

        Ho & Salimans 2022 (arXiv 2207.12598), equation 6. Twice the work of `predict`.
        """
        weight = self.settings.guidance
        if weight == 0.0:
            return self.predict(noisy, timesteps, labels)
        # one pass over a doubled batch is quicker than two
        both = self.predict(
            torch.cat([noisy, noisy]),
            torch.cat([timesteps, timesteps]),
            torch.cat([labels, torch.full_like(labels, NO_CLASS)]),
        )
        asked, anyhow = both.chunk(2)
        return (1.0 + weight) * asked - weight * anyhow

    def sampling_timesteps(self, steps: int | None = None) -> tuple[int, ...]:
        """Where the sampler calls the network: the stored ones for the usual number of steps."""
        if steps is None or steps == self.settings.sampler_steps:
            return self.settings.timesteps
        return tuple(self.schedule.sampling_timesteps(steps))

    @torch.no_grad()
    def draw(
        self,
        labels: Tensor,
        noise: Tensor,
        steps: int | Sequence[int] | None = None,
        on_step: Callable[[int, int], None] | None = None,
        order: int = 2,
    ) -> Tensor:
        """Clean samples (B, C, G, G) from standard normal noise of the same shape.

        `steps` is how often the network is called, or the very timesteps at which it is.
        """

        def predict(noisy: Tensor, timestep: int) -> Tensor:
            return self.velocity(noisy, torch.full_like(labels, timestep), labels)

        chosen = (
            self.sampling_timesteps(steps) if steps is None or isinstance(steps, int) else steps
        )
        return sample(predict, noise, self.schedule, chosen, on_step, order)
