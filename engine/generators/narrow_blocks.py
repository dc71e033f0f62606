"""U-Nets whose residual blocks are narrower inside than between them.

diffusers has one width for a level; a compressed block has fewer channels between its two
convolutions. The widths need no record of their own: they are the weights' shapes.
"""

from collections.abc import Mapping
from typing import Any

from diffusers import UNet2DModel
from diffusers.models.resnet import ResnetBlock2D
from torch import Tensor, nn

_ORDER = ("down", "mid", "up")


def inner_widths(network: UNet2DModel) -> dict[str, int]:
    """Channels between the two convolutions of each residual block, by the block's name.

    In the order of the forward pass, which is not that of the network's modules.
    """
    found = {
        name: module.conv1.out_channels
        for name, module in network.named_modules()
        if isinstance(module, ResnetBlock2D)
    }
    return dict(sorted(found.items(), key=lambda item: _ORDER.index(item[0].partition("_")[0])))


def build_network(config: Mapping[str, Any], state: Mapping[str, Tensor]) -> UNet2DModel:
    """A network of this configuration with these weights, as narrow inside as they are."""
    network = UNet2DModel.from_config(dict(config))
    fit_blocks(
        network, {name: len(state[f"{name}.conv1.weight"]) for name in inner_widths(network)}
    )
    network.load_state_dict(dict(state))
    return network


def fit_blocks(network: UNet2DModel, widths: Mapping[str, int]) -> None:
    """Give residual blocks other inner widths, multiples of their norm groups.

    The layers that are changed by it are new and untrained.
    """
    for name, width in widths.items():
        block = network.get_submodule(name)
        if not isinstance(block, ResnetBlock2D):
            raise TypeError(f"{name} is no residual block")
        if block.conv1.out_channels != width:
            _fit(block, width)


def _fit(block: ResnetBlock2D, width: int) -> None:
    first, second, norm = block.conv1, block.conv2, block.norm2
    block.conv1 = nn.Conv2d(first.in_channels, width, 3, padding=1)
    if block.time_emb_proj is not None:
        block.time_emb_proj = nn.Linear(block.time_emb_proj.in_features, width)
    block.norm2 = nn.GroupNorm(norm.num_groups, width, norm.eps)
    block.conv2 = nn.Conv2d(width, second.out_channels, 3, padding=1)
