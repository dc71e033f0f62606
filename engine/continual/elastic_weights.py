"""Elastic weight consolidation: Kirkpatrick et al. 2017 (arXiv 1612.00796), the usual yardstick."""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn


class ElasticWeights:
    """Holds a network's weights where they are, each by how much earlier tasks depended on it."""

    def __init__(self, weight: float) -> None:
        self._weight = weight
        self._importance: dict[str, Tensor] = {}
        self._anchor: dict[str, Tensor] = {}

    def consolidate(self, network: nn.Module, losses: Iterable[Callable[[], Tensor]]) -> None:
        """Add a task that has just been learned: the diagonal of its Fisher matrix.

        Args:
            network: As it is after the task.
            losses: Each makes the loss of one picture.
        """
        found = {
            name: torch.zeros_like(value)
            for name, value in network.named_parameters()
            if value.requires_grad
        }
        count = 0
        for loss in losses:
            network.zero_grad(set_to_none=True)
            loss().backward()  # type: ignore[no-untyped-call]
            for name, value in network.named_parameters():
                if value.grad is not None:
                    found[name] += value.grad.square()
            count += 1
        network.zero_grad(set_to_none=True)
        for name, squares in found.items():
            known = self._importance.get(name, torch.zeros_like(squares))
            self._importance[name] = known + squares / max(1, count)
        self._anchor = {name: value.detach().clone() for name, value in network.named_parameters()}

    def penalty(self, network: nn.Module) -> Tensor:
        """Half the weighted squares of how far the weights have moved; 0 before the first task."""
        total = torch.zeros(())
        for name, value in network.named_parameters():
            if name in self._importance:
                moved = (value - self._anchor[name]).square()
                total = total + (self._importance[name] * moved).sum()
        return 0.5 * self._weight * total

    @property
    def numbers_kept(self) -> int:
        """How many numbers are carried from task to task beside the network itself."""
        return sum(v.numel() for v in (*self._importance.values(), *self._anchor.values()))
