"""Timestep experts: narrower parts of one U-Net, each for its own group of timesteps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from diffusers import UNet2DModel
from torch import Tensor

from engine.generators.nested_network import NestedNetwork


@dataclass(frozen=True, kw_only=True)
class Expert:
    """Which part of the network works on which timesteps."""

    #: It works from this timestep to the one before the next expert's first.
    first_timestep: int
    #: Channels kept of each space by name; a space that is not named keeps all.
    sizes: dict[str, int]


class TimestepExperts:
    """Runs each sample through the part of the network that is meant for its timestep."""

    def __init__(self, network: UNet2DModel, experts: Sequence[Expert]) -> None:
        self.firsts = tuple(expert.first_timestep for expert in experts)
        if self.firsts[:1] != (0,) or any(b <= a for a, b in pairwise(self.firsts)):
            message = f"the first timesteps of experts begin at 0 and rise: {self.firsts}"
            raise ValueError(message)
        self.experts = tuple(experts)
        self.nested = NestedNetwork(network)

    def __call__(self, noisy: Tensor, timesteps: Tensor, labels: Tensor) -> Tensor:
        """The raw output for samples (B, C, G, G), timesteps and labels (B,)."""
        rows, parts = [], []
        for place, chosen in self._rows_by_expert(timesteps):
            rows.append(chosen)
            sizes = self.experts[place].sizes
            inputs = (noisy[chosen], timesteps[chosen], labels[chosen])
            parts.append(self.nested.run(sizes, *inputs))
        return torch.cat(parts)[torch.cat(rows).argsort()]

    def network_of(self, place: int) -> UNet2DModel:
        """One expert as a network of its own, with copies of its weights."""
        return self.nested.taken_out(self.experts[place].sizes)

    def _rows_by_expert(self, timesteps: Tensor) -> Iterator[tuple[int, Tensor]]:
        """The places of the experts that these timesteps need, and the rows of each."""
        firsts = torch.tensor(self.firsts, device=timesteps.device)
        owners = torch.searchsorted(firsts, timesteps, right=True) - 1
        for place in sorted(set(owners.tolist())):
            yield place, (owners == place).nonzero().flatten()
