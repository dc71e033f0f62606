"""The order of channels: the most important ones first, so that a prefix is a good network."""

import torch
from diffusers import UNet2DModel
from torch import Tensor

from engine.compression.importance import channel_importance
from engine.compression.pruner import select_channels
from engine.generators.channel_groups import channel_groups
from engine.generators.nested_channels import channel_cells, prunable_spaces


def order_channels(network: UNet2DModel) -> None:
    """Move the most important channels of every cell to its front, in place.

    What the network computes stays the same: each weight that reads a channel moves along, and no
    normalisation group gets other channels.
    """
    groups, state = channel_groups(network), network.state_dict()
    cells = channel_cells(groups, int(network.config["norm_num_groups"]))
    importance = channel_importance(groups, state)
    order = {name: torch.arange(space.size) for name, space in groups.spaces.items()}
    for space in prunable_spaces(groups):
        order[space.name] = _order(importance[space.name], cells[space.name])
    network.load_state_dict(select_channels(groups, state, order))


def _order(importance: Tensor, cells: int) -> Tensor:
    per_cell = importance.view(cells, -1)
    best = per_cell.argsort(dim=1, descending=True, stable=True)
    return (best + torch.arange(cells)[:, None] * per_cell.shape[1]).flatten()
