"""Channel gates: square 1x1 convolutions that start as the identity and whose rows may vanish.

The "compactor" of Capacity Dynamic Distillation (Xie et al. 2023, arXiv 2303.09230): behind the
inner convolution of a residual block, so that a row that shrinks to nothing takes its channel with
it. In the end the gate is folded into the convolution before it, and nothing of it is left.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

#: A row this short counts as vanished; the published code's threshold.
VANISHED = 1e-5
_WEIGHTINGS = 20


class ChannelGate(nn.Module):
    """Mixes C channels by a matrix Q that starts as the identity; row j makes channel j."""

    alive: Tensor

    def __init__(self, channels: int, norm_groups: int = 1) -> None:
        super().__init__()
        self.norm_groups = norm_groups
        #: (C, C).
        self.weight = nn.Parameter(torch.eye(channels))
        self.register_buffer("alive", torch.ones(channels, dtype=torch.bool))

    @override
    def forward(self, features: Tensor) -> Tensor:
        """(B, C, H, W) to the same shape; channels that were cut are 0."""
        return functional.conv2d(features, self.matrix()[:, :, None, None])

    def matrix(self) -> Tensor:
        """Q with the rows of cut channels at 0, (C, C)."""
        return self.weight * self.alive[:, None]

    @torch.no_grad()
    def row_norms(self) -> Tensor:
        """Importance of each channel, (C,): the length of its row."""
        norms: Tensor = torch.linalg.vector_norm(self.matrix(), dim=1)
        return norms

    def cut(self, kept: Tensor) -> None:
        """Keep only these channels (ascending places); the others are 0 from now on."""
        self.alive.zero_()
        self.alive[kept] = True

    @property
    def kept(self) -> Tensor:
        """Places of the channels that were not cut, ascending."""
        return self.alive.nonzero().flatten()


class GatedBatchNorm(nn.Module):
    """Batch normalisation with a gate behind it; knows the statistics of what leaves the gate."""

    mean: Tensor
    variance: Tensor

    def __init__(self, norm: nn.BatchNorm2d, gate: ChannelGate) -> None:
        super().__init__()
        self.norm, self.gate = norm, gate
        with torch.no_grad():
            self.register_buffer("mean", norm.bias.detach().clone())
            self.register_buffer("variance", norm.weight.detach().square())

    @override
    def forward(self, features: Tensor) -> Tensor:
        """(B, C, H, W) to the same shape."""
        gated: Tensor = self.gate(self.norm(features))
        if self.training:
            with torch.no_grad():
                variance, mean = torch.var_mean(gated, dim=(0, 2, 3))
                self.mean.lerp_(mean, 0.1)
                self.variance.lerp_(variance, 0.1)
        return gated


class GatedGroupNorm(nn.Module):
    """Group normalisation with a gate before it; channels that were cut take no part in it."""

    def __init__(self, norm: nn.GroupNorm, gate: ChannelGate) -> None:
        super().__init__()
        self.norm, self.gate = norm, gate

    @override
    def forward(self, features: Tensor) -> Tensor:
        """(B, C, H, W) to the same shape; as if the cut channels were not there."""
        gated: Tensor = self.gate(features)
        norm = self.norm
        if bool(self.gate.alive.all()):
            normed: Tensor = norm(gated)
            return normed
        kept = self.gate.kept
        part = functional.group_norm(
            gated[:, kept], norm.num_groups, norm.weight[kept], norm.bias[kept], norm.eps
        )
        return torch.zeros_like(gated).index_copy(1, kept, part.to(gated.dtype))


@dataclass(frozen=True)
class GatedBlock:
    """A residual block whose inner channels pass a gate, and what one of them costs."""

    #: Of the block within the network.
    name: str
    #: Of the gate within the network, for feature taps.
    gate_name: str
    gate: ChannelGate
    #: Weights that go with a channel.
    parameters: int
    #: Multiply-accumulates of one pass that go with a channel.
    macs: float


def channels_to_keep(
    blocks: Sequence[GatedBlock],
    importance: Sequence[Tensor],
    *,
    spare_parameters: float,
    spare_macs: float,
) -> list[Tensor]:
    """For each block the places of the channels to keep, ascending, one at least.

    Vanished channels go anyway. Beyond them those go whose share of their block's importance is
    least for what they cost, until both savings are reached; of several weightings of the two costs
    that is taken which leaves the largest product of the blocks' shares: what a picture passes
    through is what every block lets through. (By importance alone, as published, a student that has
    to save work loses cheap channels along with dear ones.) Where a block normalises in groups, one
    channel of each group goes at a time: so what is left is normalised in as many groups.
    """
    ranked = [
        _slices(block, values.float()) for block, values in zip(blocks, importance, strict=True)
    ]
    scores = [values.tolist() for values, _ in ranked]
    removals = [
        _Removal(blocks, scores, spare_parameters, spare_macs, place / _WEIGHTINGS)
        for place in range(_WEIGHTINGS + 1)
    ]
    best = max(removals, key=lambda removal: removal.let_through)
    return [
        places[:, -count:].flatten().sort().values
        for (_, places), count in zip(ranked, best.left, strict=True)
    ]


class _Removal:
    """Which slices go where work weighs so much, 0..1, and parameters the rest."""

    def __init__(
        self,
        blocks: Sequence[GatedBlock],
        scores: Sequence[Sequence[float]],
        spare_parameters: float,
        spare_macs: float,
        weighting: float,
    ) -> None:
        self._scores = scores
        self._wholes = [sum(values) + VANISHED for values in scores]
        self._kept = list(self._wholes)
        self._prices = [
            _price(block, (spare_parameters, spare_macs), weighting) for block in blocks
        ]
        #: Slices that each block keeps.
        self.left = [len(values) for values in scores]
        for place, values in enumerate(scores):
            while self.left[place] > 1 and values[-self.left[place]] <= VANISHED:
                self._remove(place)
        while not self._has_saved(blocks, spare_parameters, spare_macs):
            open_blocks = [place for place, count in enumerate(self.left) if count > 1]
            if not open_blocks:
                break
            self._remove(min(open_blocks, key=self._loss))

    @property
    def let_through(self) -> float:
        """Logarithm of the product of the blocks' kept shares of importance."""
        return sum(
            math.log(kept / whole) for kept, whole in zip(self._kept, self._wholes, strict=True)
        )

    def _loss(self, place: int) -> float:
        """Of the block's least important slice, for what it costs."""
        weakest = self._scores[place][-self.left[place]]
        return weakest / self._kept[place] / self._prices[place]

    def _remove(self, place: int) -> None:
        self._kept[place] -= self._scores[place][-self.left[place]]
        self.left[place] -= 1

    def _has_saved(self, blocks: Sequence[GatedBlock], parameters: float, macs: float) -> bool:
        for block, count, values in zip(blocks, self.left, self._scores, strict=True):
            gone = (len(values) - count) * block.gate.norm_groups
            parameters -= gone * block.parameters
            macs -= gone * block.macs
        return parameters <= 0 and macs <= 0


def _price(block: GatedBlock, savings: tuple[float, float], weighting: float) -> float:
    """What a channel contributes to the savings; the same for all where nothing is to be saved."""
    parameters = block.parameters / savings[0] if savings[0] > 0 else 0.0
    macs = block.macs / savings[1] if savings[1] > 0 else 0.0
    return (1.0 - weighting) * parameters + weighting * macs or 1.0


def _slices(block: GatedBlock, importance: Tensor) -> tuple[Tensor, Tensor]:
    """Scores (n,) of slices, rising, and their channels (groups, n).

    The k-th slice holds the k-th least important channel of every norm group.
    """
    groups = block.gate.norm_groups
    values, order = importance.cpu().view(groups, -1).sort(dim=1)
    offsets = torch.arange(groups)[:, None] * values.shape[1]
    return values.mean(dim=0), order + offsets
