"""What a U-Net of given widths costs, counted from its channel groups without building it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torch import Tensor

from engine.generators.channel_groups import ChannelGroups, ChannelSpace, PrunableWeight
from engine.generators.nested_channels import Sizes


@dataclass(frozen=True)
class Cost:
    """Size and work of one network."""

    parameters: int
    #: Multiply-accumulates of one forward pass per position of the finest grid.
    macs_per_position: float


def count_cost(groups: ChannelGroups, state: Mapping[str, Tensor], widths: Sequence[int]) -> Cost:
    """Parameters and work of the network pruned to `widths` per level."""
    sizes = {
        space.name: 4 * widths[0] if space.level is None else widths[space.level]
        for space in groups.spaces.values()
    }
    return count_nested_cost(groups, state, sizes)


def count_nested_cost(groups: ChannelGroups, state: Mapping[str, Tensor], sizes: Sizes) -> Cost:
    """Parameters and work of the network that keeps so many channels of each space."""
    parameters, macs = 0, 0.0
    levels = 1 + max(space.level or 0 for space in groups.spaces.values())
    for weight in groups.weights:
        matrix = state[f"{weight.prefix}.weight"]
        columns = _columns(weight, matrix, sizes)
        if weight.is_norm:
            parameters += 2 * columns
            continue
        if weight.is_embedding:
            parameters += matrix.shape[0] * _size(weight.output, matrix.shape[1], sizes)
            continue
        rows = _size(weight.output, matrix.shape[0], sizes)
        kernel = int(matrix[0, 0].numel()) if matrix.dim() > 2 else 1
        count = rows * columns * kernel
        parameters += count + (rows if f"{weight.prefix}.bias" in state else 0)
        macs += count * _positions(weight.prefix, levels)
    return Cost(parameters, macs)


def _columns(weight: PrunableWeight, matrix: Tensor, sizes: Sizes) -> int:
    whole = matrix.shape[0] if weight.is_norm else matrix.shape[-1 if matrix.dim() < 3 else 1]
    return sum(_size(space, whole, sizes) for space in weight.inputs) if weight.inputs else 0


def _size(space: ChannelSpace | None, whole: int, sizes: Sizes) -> int:
    return whole if space is None else sizes.get(space.name, space.size)


def _positions(prefix: str, levels: int) -> float:
    """Share of the finest grid's positions at which a weight is applied; 0 for the time path."""
    parts = prefix.split(".")
    if parts[0] == "time_embedding" or parts[-1] == "time_emb_proj":
        return 0.0
    if parts[0] == "down_blocks":
        level = int(parts[1]) + (1 if parts[2] == "downsamplers" else 0)
    elif parts[0] == "mid_block":
        level = levels - 1
    elif parts[0] == "up_blocks":
        level = levels - 1 - int(parts[1]) - (1 if parts[2] == "upsamplers" else 0)
    else:
        level = 0
    return float(4.0**-level)
