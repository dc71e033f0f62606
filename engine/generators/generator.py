"""What every family of generators offers: pictures of a class, from noise."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn


class DrawingSettings(Protocol):
    """What drawing needs to know beside the weights."""

    @property
    def image_size(self) -> int:
        """Side of the pictures."""

    @property
    def noise_shape(self) -> tuple[int, int, int]:
        """Of the noise that one picture is drawn from."""


class Generator(Protocol):
    """A network that draws, and how to use it."""

    @property
    def family(self) -> str:
        """Name of its kind, as written into its files."""

    @property
    def network(self) -> nn.Module:
        """The weights."""

    @property
    def settings(self) -> DrawingSettings:
        """What belongs to the weights."""

    @property
    def class_count(self) -> int:
        """Labels that it knows; 0 is no class in particular."""

    @property
    def parameters(self) -> int:
        """Number of weights."""

    @property
    def guidance(self) -> float:
        """Weight of classifier-free guidance; 0 where it has none."""

    def with_guidance(self, weight: float) -> "Generator":
        """The same network drawing with this weight, where the family knows guidance."""

    def draw(
        self,
        labels: Tensor,
        noise: Tensor,
        steps: int | Sequence[int] | None = None,
        on_step: Callable[[int, int], None] | None = None,
        order: int = 2,
    ) -> Tensor:
        """Clean Haar-space pictures (B, C, G, G) of labels (B,) and standard normal noise."""

    def sampling_timesteps(self, steps: int | None = None) -> tuple[int, ...]:
        """Where a sampler calls the network; empty for a family that draws in one pass."""

    def to_pixels(self, clean: Tensor) -> NDArray[np.uint8]:
        """Haar-space pictures to uint8 (N, 3, S, S), clipped and rounded."""
