"""A network that is compressed while it learns: how far, when, and what the cut has taken."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.compression.channel_gates import VANISHED
from engine.compression.gradient_resetting import GradientResetting


@dataclass(frozen=True, kw_only=True)
class ShrinkPlan:
    """How far a network is compressed while it learns, and how its gates are trained."""

    #: Of the network's own parameters and multiply-accumulates, 0..1.
    parameters: float = 0.33
    macs: float = 0.34
    #: Share of the steps until the gates are folded; what is left is learned by the narrow network,
    #: which of a short training needs the larger part.
    shrinking: float = 0.4
    resets: bool = True
    #: Share of the shrinking steps before the first reset; the queue fills meanwhile.
    settling: float = 0.2
    gate_rate: float = 0.05
    #: How far the lasso alone shrinks a row; see `GateDescent`.
    travel: float = 12.0


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What was found when the gates were folded."""

    #: Share of the inner channels that had vanished by themselves.
    vanished: float
    #: Share that resetting had found useless.
    reset: float
    #: Share of the rows' length that was cut: 0 where all that went had vanished before.
    lost: float
    #: Largest difference of an output between the gated network and the folded one, in units of the
    #: largest output.
    difference: float


def judge_cut(
    norms: Sequence[Tensor],
    kept: Sequence[Tensor],
    resetting: GradientResetting | None,
    difference: float,
) -> Cut:
    """From the rows' lengths before the cut and the places that it keeps, per block."""
    lengths = torch.cat(list(norms))
    total = float(lengths.sum())
    left = sum(float(own[places].sum()) for own, places in zip(norms, kept, strict=True))
    useless = 0 if resetting is None else sum(int(item.sum()) for item in resetting.useless)
    return Cut(
        vanished=float((lengths <= VANISHED).float().mean()),
        reset=useless / len(lengths),
        lost=1.0 - left / max(total, 1e-12),
        difference=difference,
    )


@torch.no_grad()
def relative_difference(one: Tensor, other: Tensor) -> float:
    """Largest absolute difference in units of the largest value."""
    return float((one - other).abs().max() / one.abs().max().clamp_min(1e-12))
