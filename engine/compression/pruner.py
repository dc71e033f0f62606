"""The pruner: a narrower U-Net that keeps the most important channels of a wider one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from diffusers import UNet2DModel
from diffusers.models.embeddings import get_timestep_embedding
from torch import Tensor

from engine.compression.importance import channel_importance
from engine.generators.channel_groups import (
    TIME_FEATURES,
    ChannelGroups,
    ChannelSpace,
    PrunableWeight,
    channel_groups,
)

#: Keeps the refitted time weights small: slow sinusoids are nearly alike, and large weights of
#: opposite sign on them would amplify rounding until no runtime reproduced another's output.
_RIDGE = 0.1
#: What a normalisation layer holds for each channel; the last two only if it is a batch's.
_NORM_PARTS = ("weight", "bias", "running_mean", "running_var")


@dataclass(frozen=True)
class PrunedNetwork:
    """The narrow network and which channels of the wide one it kept."""

    network: UNet2DModel
    #: For each space the kept channels of the wide network, ascending.
    kept: dict[str, Tensor]


def prune(network: UNet2DModel, widths: Sequence[int]) -> PrunedNetwork:
    """Keep `widths[level]` channels per level; each must be a multiple of the norm groups."""
    groups = channel_groups(network)
    state = network.state_dict()
    norm_groups = int(network.config["norm_num_groups"])
    importance = channel_importance(groups, state)
    kept = {
        space.name: _keep(space, importance[space.name], _target(space, widths), norm_groups)
        for space in groups.spaces.values()
    }
    narrow = UNet2DModel.from_config(
        {
            **network.config,
            "block_out_channels": tuple(widths),
            "attention_head_dim": widths[-1],
        }
    )
    narrow.load_state_dict(select_channels(groups, state, kept))
    _fit_time_features(network, narrow, kept)
    return PrunedNetwork(narrow, kept)


def _target(space: ChannelSpace, widths: Sequence[int]) -> int:
    return 4 * widths[0] if space.level is None else widths[space.level]


def _keep(space: ChannelSpace, importance: Tensor, target: int, norm_groups: int) -> Tensor:
    """The most important channels, equally many of each norm group to keep its statistics close."""
    if target == space.size:
        return torch.arange(space.size)
    per_group = importance.view(norm_groups, -1)
    best = per_group.topk(target // norm_groups, dim=1).indices
    offsets = torch.arange(norm_groups)[:, None] * per_group.shape[1]
    return (best + offsets).flatten().sort().values


def select_channels(
    groups: ChannelGroups, state: Mapping[str, Tensor], kept: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """The weights with only these channels of each space, in this order."""
    selected = {name: value.clone() for name, value in state.items()}
    for weight in groups.weights:
        name = f"{weight.prefix}.weight"
        if weight.is_embedding:
            selected[name] = state[name][:, _rows(weight.output, kept, state[name].shape[1])]
            continue
        columns = _columns(weight, kept, state[name])
        if weight.is_norm:
            for part in _NORM_PARTS:
                name = f"{weight.prefix}.{part}"
                if name in state:
                    selected[name] = state[name][columns]
            continue
        rows = _rows(weight.output, kept, state[name].shape[0])
        selected[name] = state[name][rows][:, columns]
        if f"{weight.prefix}.bias" in state:
            selected[f"{weight.prefix}.bias"] = state[f"{weight.prefix}.bias"][rows]
    return {name: value.contiguous() for name, value in selected.items()}


def _rows(space: ChannelSpace | None, kept: Mapping[str, Tensor], size: int) -> Tensor:
    return torch.arange(size) if space is None else kept[space.name]


def _columns(weight: PrunableWeight, kept: Mapping[str, Tensor], matrix: Tensor) -> Tensor:
    parts, start = [], 0
    for space in weight.inputs:
        if space is None:
            parts.append(torch.arange(matrix.shape[1]))
            continue
        parts.append(kept[space.name] + start)
        start += space.size
    return torch.cat(parts)


def _fit_time_features(wide: UNet2DModel, narrow: UNet2DModel, kept: Mapping[str, Tensor]) -> None:
    """Refit the first time layer by ridge regression: fewer sinusoids have other frequencies."""
    if (
        len(kept[TIME_FEATURES])
        == narrow.config["block_out_channels"][0]
        == wide.config["block_out_channels"][0]
    ):
        return
    times = torch.arange(1000)
    rows = kept["time.hidden"]
    wide_layer, narrow_layer = wide.time_embedding.linear_1, narrow.time_embedding.linear_1
    target = _time_features(wide, times) @ wide_layer.weight[rows].T + wide_layer.bias[rows]
    features = torch.cat([_time_features(narrow, times), torch.ones(1000, 1)], dim=1)
    gram = features.T.double() @ features.double()
    ridge = _RIDGE * torch.eye(len(gram), dtype=torch.float64)
    moments = features.T.double() @ target.detach().double()
    solution = torch.linalg.solve(gram + ridge, moments).float()
    with torch.no_grad():
        narrow_layer.weight.copy_(solution[:-1].T)
        narrow_layer.bias.copy_(solution[-1])


def _time_features(network: UNet2DModel, times: Tensor) -> Tensor:
    features: Tensor = get_timestep_embedding(
        times,
        network.config["block_out_channels"][0],
        flip_sin_to_cos=network.config["flip_sin_to_cos"],
        downscale_freq_shift=network.config["freq_shift"],
    )
    return features
