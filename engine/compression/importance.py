"""How much each channel matters, from the weights alone."""

import torch
from torch import Tensor

from engine.generators.channel_groups import ChannelGroups, ChannelSpace


def channel_importance(groups: ChannelGroups, state: dict[str, Tensor]) -> dict[str, Tensor]:
    """For each space the importance of its channels, (size,).

    Group magnitude: the squared weights that write a channel plus those that read it (Fang et al.
    2023, DepGraph, equation 5, without the learning-time sparsity).
    """
    importance = {name: torch.zeros(space.size) for name, space in groups.spaces.items()}
    for weight in groups.weights:
        if weight.is_norm:
            continue
        matrix = state[f"{weight.prefix}.weight"].detach().float()
        if weight.is_embedding:
            _add(importance, weight.output, matrix.square().mean(dim=0))
            continue
        squares = matrix.square().flatten(2).sum(dim=2) if matrix.dim() > 2 else matrix.square()
        _add(importance, weight.output, squares.sum(dim=1))
        start = 0
        for space in weight.inputs:
            width = space.size if space is not None else squares.shape[1]
            _add(importance, space, squares[:, start : start + width].sum(dim=0))
            start += width
    return importance


def _add(importance: dict[str, Tensor], space: ChannelSpace | None, values: Tensor) -> None:
    if space is not None:
        importance[space.name] += values
