"""Nested channels: the first channels of every space of a U-Net make a narrower one.

"First" holds within each *cell*, a run of channels that every normalisation layer keeps in one of
its groups: the narrower network takes the first of each cell, so its groups hold the channels of
the same groups and their statistics stay close. No channel is stored twice (Yu et al. 2019,
"Slimmable neural networks").
"""

import math
from collections.abc import Mapping

import torch
from torch import Tensor

from engine.generators.channel_groups import (
    TIME_FEATURES,
    ChannelGroups,
    ChannelSpace,
    PrunableWeight,
)

#: Channels kept of each space by name; a space that is not named keeps all.
Sizes = Mapping[str, int]


def channel_cells(groups: ChannelGroups, norm_groups: int) -> dict[str, int]:
    """For each space the number of its cells, all of the same length."""
    lengths = {name: space.size for name, space in groups.spaces.items()}
    for weight in groups.weights:
        if not weight.is_norm:
            continue
        spaces = [space for space in weight.inputs if space is not None]
        per_group = sum(space.size for space in spaces) // norm_groups
        start = 0
        for space in spaces:
            # borders at every multiple of `per_group`, seen from where this space begins
            lengths[space.name] = math.gcd(lengths[space.name], per_group, start % per_group)
            start += space.size
    cells = {name: groups.spaces[name].size // length for name, length in lengths.items()}
    # Where skips of an odd width are concatenated, exact cells would be single channels.
    return {n: count if count <= 2 * norm_groups else norm_groups for n, count in cells.items()}


def prunable_spaces(groups: ChannelGroups) -> tuple[ChannelSpace, ...]:
    """The spaces of which a nested network may keep fewer channels.

    The time embedding stays whole: it costs next to nothing, and fewer sinusoids would be others.
    So do the heads of attention, which diffusers wants as wide for values as for queries.
    """
    return tuple(
        space
        for space in groups.spaces.values()
        if space.level is not None
        and space.name != TIME_FEATURES
        and not space.name.endswith((".query", ".value"))
    )


def nested_state(
    groups: ChannelGroups, state: Mapping[str, Tensor], sizes: Sizes, cells: Mapping[str, int]
) -> dict[str, Tensor]:
    """The narrower network's weights, as parts of the wider one's: gradients flow back."""
    nested = dict(state)
    for weight in groups.weights:
        for suffix in ("weight", "bias"):
            name = f"{weight.prefix}.{suffix}"
            if name in state:
                nested[name] = _part(weight, state[name], sizes, cells, suffix == "weight")
    return nested


def _part(
    weight: PrunableWeight,
    values: Tensor,
    sizes: Sizes,
    cells: Mapping[str, int],
    has_columns: bool,
) -> Tensor:
    if weight.is_norm:
        return _columns(weight, values, 0, sizes, cells)
    rows_at = 1 if weight.is_embedding else 0
    if weight.output is not None:
        values = _first(values, rows_at, weight.output, sizes, cells)
    if has_columns and not weight.is_embedding:
        values = _columns(weight, values, 1, sizes, cells)
    return values


def _columns(
    weight: PrunableWeight, values: Tensor, dim: int, sizes: Sizes, cells: Mapping[str, int]
) -> Tensor:
    spaces = [space for space in weight.inputs if space is not None]
    if all(sizes.get(space.name, space.size) == space.size for space in spaces):
        return values
    kept, start = [], 0
    for space in spaces:
        kept.append(_first(values.narrow(dim, start, space.size), dim, space, sizes, cells))
        start += space.size
    return torch.cat(kept, dim)


def _first(
    values: Tensor, dim: int, space: ChannelSpace, sizes: Sizes, cells: Mapping[str, int]
) -> Tensor:
    kept = sizes.get(space.name, space.size)
    if kept == space.size:
        return values
    count = cells[space.name]
    before, after = values.shape[:dim], values.shape[dim + 1 :]
    split = values.reshape(*before, count, space.size // count, *after)
    return split.narrow(dim + 1, 0, kept // count).flatten(dim, dim + 1)
