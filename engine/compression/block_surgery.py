"""Block surgery: a shallower U-Net that keeps whole blocks of a deeper one, weights and all.

One pair of a residual block and its attention is taken from every stage, and the middle block
altogether. That is BK-SDM-Small (Kim et al. 2024, arXiv 2305.15798, section 3) and the very same
network as KDC-Diff's (arXiv 2505.06995): of Stable Diffusion 1's 859.52M weights 482.35M stay.
"""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch
from diffusers import UNet2DConditionModel, UNet2DModel
from torch import Tensor, nn

from engine.contract.errors import UserFixableError

UNet: TypeAlias = UNet2DModel | UNet2DConditionModel

#: A parameter of one of a stage's layers: side, stage, list of layers, layer, rest.
_LAYER = re.compile(
    r"(?P<side>down|up)_blocks\.(?P<stage>\d+)\.(?P<list>resnets|attentions)\.(?P<layer>\d+)\."
)


@dataclass(frozen=True)
class StreamlinedNetwork:
    """The shallow network and what of the deep one it kept."""

    network: UNet
    #: For each module that is in both networks under another name: its name in the deep one.
    renamed: Mapping[str, str]


def streamline(network: UNet, *, keeps_middle: bool = False) -> StreamlinedNetwork:
    """A copy without one layer of every stage and, unless it is kept, without the middle block.

    Down stages give up their last layer. Up stages, which have one more, give up the last but one:
    the last is the one that takes the skip connection from the stage's entry, and the shapes of all
    others stay. Works on weights of any device, `meta` included.

    Args:
        network: Any U-Net of diffusers whose stages have at least two layers each.
        keeps_middle: Keep the middle block (BK-SDM-Base) for quality at more weights.

    Raises:
        UserFixableError: If a stage has one layer alone, of which nothing can be taken.
    """
    depths = _depths(network)
    if min(depths) < 2:
        raise UserFixableError(
            "A stage of this U-Net has one layer alone, so no layer can be taken from it. Choose a "
            "base model with at least two layers per stage, or prune channels instead."
        )
    shallow = _without(network, layers=1, keeps_middle=keeps_middle)
    state = network.state_dict()
    kept: dict[str, Tensor] = {}
    renamed: dict[str, str] = {}
    for name in shallow.state_dict():
        source = _source(name, depths)
        kept[name] = state[source].detach().clone()
        layer, deep_layer = _LAYER.match(name), _LAYER.match(source)
        if source != name and layer is not None and deep_layer is not None:
            renamed[layer.group().rstrip(".")] = deep_layer.group().rstrip(".")
    shallow.load_state_dict(kept, assign=True)
    shallow.train(network.training)
    return StreamlinedNetwork(shallow, renamed)


def shortened(network: UNet) -> UNet:
    """A copy without what can be taken: as `streamline`; of one-layer stages the middle alone."""
    if min(_depths(network)) >= 2:
        return streamline(network).network
    shallow = _without(network, layers=0, keeps_middle=False)
    state = network.state_dict()
    kept = {name: state[name].detach().clone() for name in shallow.state_dict()}
    shallow.load_state_dict(kept, assign=True)
    shallow.train(network.training)
    return shallow


def fresh(network: UNet, seed: int) -> UNet:
    """The same network with random weights: what copying the deep one's is worth."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        empty: UNet = type(network).from_config(dict(network.config))
    return empty


def parameter_count(network: nn.Module) -> int:
    """Number of weights."""
    return sum(parameter.numel() for parameter in network.parameters())


def _without(network: UNet, *, layers: int, keeps_middle: bool) -> UNet:
    """An empty network with so many layers fewer in every stage."""
    config: dict[str, Any] = copy.deepcopy(dict(network.config))
    # diffusers gives what is named here its default again, whatever else the configuration says.
    config.pop("_use_default_values", None)
    depth = config["layers_per_block"]
    config["layers_per_block"] = (
        depth - layers if isinstance(depth, int) else tuple(count - layers for count in depth)
    )
    if not keeps_middle:
        config["mid_block_type"] = None
    # Its weights are replaced at once, so they need no memory.
    with torch.device("meta"):
        shallow: UNet = type(network).from_config(config)
    buffers = [name for name, _ in shallow.named_buffers()]
    if buffers:  # pragma: no cover  (no U-Net that this works on has any)
        raise TypeError(f"buffers would be left without values: {', '.join(buffers)}")
    return shallow


def _depths(network: UNet) -> tuple[int, ...]:
    """Layers of each down stage; up stages, in reverse order, have one more."""
    layers: int | Sequence[int] = network.config["layers_per_block"]
    stages = len(network.config["block_out_channels"])
    return (layers,) * stages if isinstance(layers, int) else tuple(layers)


def _source(name: str, depths: Sequence[int]) -> str:
    """The name that a parameter of the shallow network has in the deep one."""
    match = _LAYER.match(name)
    if match is None or match["side"] == "down":
        return name
    stage, layer = int(match["stage"]), int(match["layer"])
    last = depths[len(depths) - 1 - stage] - 1  # of the shallow network's stage
    if layer != last:
        return name
    start, end = match.span("layer")
    return f"{name[:start]}{layer + 1}{name[end:]}"
