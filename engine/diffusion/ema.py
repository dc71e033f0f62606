"""Exponential moving average of weights."""

import torch
from torch import Tensor, nn


class Ema:
    """Shadow weights that follow a network's.

    The decay grows with the number of updates, min(decay, (1 + n) / (10 + n)), so that a short
    training is not dominated by its start. Buffers are copied as they are.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.updates = 0
        self.shadow = {name: value.detach().clone() for name, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Move the shadow towards the network's present weights."""
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                self.shadow[name].lerp_(value.detach(), 1 - decay)
            else:
                self.shadow[name].copy_(value)

    def copy_to(self, network: nn.Module) -> None:
        """Give the network the shadow's weights."""
        network.load_state_dict(self.shadow)

    def state_dict(self) -> dict[str, Tensor]:
        """For a checkpoint."""
        return dict(self.shadow)

    def load_state_dict(self, shadow: dict[str, Tensor], updates: int) -> None:
        """From a checkpoint."""
        self.updates = updates
        self.shadow = {name: value.clone() for name, value in shadow.items()}
