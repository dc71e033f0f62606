"""Which widths a student gets: the most important channels that fit the budget."""

import math
from collections.abc import Sequence
from itertools import pairwise, product

import torch
from diffusers import UNet2DModel

from engine.compression.cost import count_cost
from engine.compression.importance import channel_importance
from engine.generators.channel_groups import ChannelGroups, channel_groups


def choose_widths(
    network: UNet2DModel, parameter_share: float, work_share: float
) -> tuple[int, ...]:
    """Widths per level, multiples of the norm groups, within the budget.

    Of all widths that fit, those with the largest product of the levels' kept shares of
    importance: what a picture passes through is what every level lets through. The least widths
    where none fits.

    Args:
        network: The teacher's network.
        parameter_share: Largest share of its parameters that may be kept, 0..1.
        work_share: Largest share of its multiply-accumulates that may be kept, 0..1.
    """
    groups, state = channel_groups(network), network.state_dict()
    levels = tuple(network.config["block_out_channels"])
    step = int(network.config["norm_num_groups"])
    kept = _kept_importance(groups, state, len(levels))
    whole = count_cost(groups, state, levels)
    best: tuple[int, ...] = ()
    best_score = -1.0
    for widths in product(*(range(step, width + 1, step) for width in levels)):
        if not _has_same_shortcuts(widths, levels):
            continue
        best = best or widths
        score = math.prod(float(kept[i][w - 1]) for i, w in enumerate(widths))
        if score <= best_score:
            continue
        cost = count_cost(groups, state, widths)
        fits = (
            cost.parameters <= parameter_share * whole.parameters
            and cost.macs_per_position <= work_share * whole.macs_per_position
        )
        if fits:
            best, best_score = widths, score
    return best


def _has_same_shortcuts(widths: Sequence[int], levels: Sequence[int]) -> bool:
    """Whether levels differ in width where the teacher's do: only there are shortcut weights."""
    return all(
        (narrow == next_narrow) == (wide == next_wide)
        for (narrow, next_narrow), (wide, next_wide) in zip(
            pairwise(widths), pairwise(levels), strict=True
        )
    )


def _kept_importance(
    groups: ChannelGroups, state: dict[str, torch.Tensor], levels: int
) -> list[torch.Tensor]:
    """For each level the share of importance of its w most important channels, at index w - 1."""
    importance = channel_importance(groups, state)
    shares = []
    for level in range(levels):
        curves = []
        for space in groups.spaces.values():
            if space.level == level:
                ranked = importance[space.name].sort(descending=True).values
                curves.append(ranked.cumsum(0) / ranked.sum())
        shares.append(torch.stack(curves).mean(dim=0))
    return shares
