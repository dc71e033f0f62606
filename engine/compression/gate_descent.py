"""How gates are trained: a lasso shrinks every row, and only what is of use pulls against it."""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.compression.channel_gates import GatedBlock
from engine.compression.gradient_resetting import GradientResetting

_MOMENTUM = 0.9


class GateDescent:
    """Gradient descent on the gates of a network with their lasso.

    Row j of a gate: dQ_j = m_j dL/dQ_j + lambda Q_j / |Q_j|, with m_j = 0 for channels that
    gradient resetting has found useless (Xie et al. 2023, section 3.3). The lasso is taken as a
    proximal step, which reaches 0 where a subgradient would swing around it.
    """

    def __init__(
        self,
        blocks: Sequence[GatedBlock],
        steps: int,
        *,
        rate: float,
        travel: float,
        resetting: GradientResetting | None = None,
    ) -> None:
        """Set up for so many steps.

        Args:
            blocks: Whose gates are trained.
            steps: Until the gates are folded.
            rate: Of the gates' own gradient descent.
            travel: How far the lasso alone would shrink a row in all steps, where 1 is from its
                start to nothing: steps * rate * lambda / (1 - momentum).
            resetting: None lets every channel's own gradient pull.
        """
        self._blocks, self._resetting = tuple(blocks), resetting
        self._shrinkage = travel / max(1, steps)
        self._gates = [block.gate.weight for block in blocks]
        self._optimiser = torch.optim.SGD(self._gates, lr=rate, momentum=_MOMENTUM)

    @torch.no_grad()
    def step(self) -> None:
        """Move the gates by the gradients they have, then shrink them; gradients are used up."""
        if self._resetting is not None:
            for gate, useless in zip(self._gates, self._resetting.useless, strict=True):
                if gate.grad is not None:
                    gate.grad[useless] = 0.0
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        for gate in self._gates:
            gate.mul_(_shrunk(gate, self._shrinkage))


def _shrunk(gate: Tensor, by: float) -> Tensor:
    """Factors (C, 1) that shorten each row by so much, at most to nothing."""
    lengths: Tensor = torch.linalg.vector_norm(gate, dim=1, keepdim=True)
    return (1.0 - by / lengths.clamp_min(1e-12)).clamp_min(0.0)
