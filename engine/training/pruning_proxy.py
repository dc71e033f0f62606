"""The proxy that scores pruning decisions: the error of a part of the network, without training."""

import torch
from torch import Tensor

from engine.diffusion.velocity import NoisyBatch, add_noise
from engine.generators.nested_channels import Sizes
from engine.generators.nested_network import NestedNetwork
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.training.learning_set import PictureSet, PictureSource, step_randomness

#: For `step_randomness`.
_STAGE = 4


class PruningProxy:
    """How far a part's velocity is from the whole network's, relative to the error of the latter.

    Mean squares over one fixed set of noisy pictures for each group of timesteps.
    """

    def __init__(
        self,
        generator: PixelDiffusion,
        pictures: PictureSource,
        firsts: tuple[int, ...],
        *,
        pictures_per_group: int,
        seed: int,
    ) -> None:
        self._generator = generator
        self._nested = NestedNetwork(generator.network)
        randomness = step_randomness(seed, _STAGE, 0)
        spans = zip(firsts, (*firsts[1:], generator.schedule.timesteps), strict=True)
        self._batches = [
            self._batch(pictures.draw(pictures_per_group, randomness), span, randomness)
            for span in spans
        ]

    def __call__(self, group: int, sizes: Sizes) -> float:
        """The score of the part of these sizes: 0 is as good as the whole."""
        batch, labels, whole, error = self._batches[group]
        part = self._velocity(batch, labels, sizes)
        return float((part - whole).square().mean()) / error

    def _batch(
        self, drawn: PictureSet, span: tuple[int, int], randomness: torch.Generator
    ) -> tuple[NoisyBatch, Tensor, Tensor, float]:
        """Noisy pictures, their labels, what the whole network says of them, and its error."""
        device = next(self._generator.network.parameters()).device
        clean = self._generator.to_haar(drawn.images).to(device)
        batch = add_noise(clean, self._generator.schedule, randomness, span)
        labels = torch.from_numpy(drawn.labels).to(device)
        whole = self._velocity(batch, labels, {})
        return batch, labels, whole, float((whole - batch.velocity).square().mean())

    @torch.no_grad()
    def _velocity(self, batch: NoisyBatch, labels: Tensor, sizes: Sizes) -> Tensor:
        c_in, c_skip, c_out = self._generator.preconditioning.to(labels.device)(batch.timesteps)
        raw = self._nested.run(sizes, c_in * batch.noisy, batch.timesteps, labels)
        velocity: Tensor = c_skip * batch.noisy + c_out * raw
        return velocity
