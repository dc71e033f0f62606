"""Gates in a U-Net of diffusers: between the inner convolution of a residual block and its norm."""

import copy
from collections.abc import Sequence
from typing import TypeVar

import torch
from diffusers import UNet2DModel
from diffusers.models.resnet import ResnetBlock2D
from torch import Tensor, nn

from engine.compression.channel_gates import ChannelGate, GatedBlock, GatedGroupNorm
from engine.compression.forward_work import forward_macs
from engine.generators.narrow_blocks import build_network, inner_widths

ModuleT = TypeVar("ModuleT", bound=nn.Module)


def gate_unet(network: UNet2DModel) -> tuple[UNet2DModel, list[GatedBlock]]:
    """A copy that computes the same, with gates that can be trained.

    A block's time embedding passes the gate along with its inner convolution, so that a row that
    vanishes takes all of its channel.
    """
    gated = copy.deepcopy(network)
    macs = unet_macs(gated)
    blocks = []
    for name, inner in inner_widths(gated).items():
        block = _module(gated, name, ResnetBlock2D)
        norm = _module(gated, f"{name}.norm2", nn.GroupNorm)
        writes = [block.conv1, *([block.time_emb_proj] if block.time_emb_proj is not None else [])]
        parameters = sum(layer.weight[0].numel() + 1 for layer in writes)
        parameters += block.conv2.weight[:, 0].numel() + 2
        layers = ("conv1", "conv2", "time_emb_proj")
        gate = ChannelGate(inner, norm.num_groups).to(norm.weight.device)
        gated.set_submodule(f"{name}.norm2", GatedGroupNorm(norm, gate).train(gated.training))
        blocks.append(
            GatedBlock(
                name=name,
                gate_name=f"{name}.norm2.gate",
                gate=gate,
                parameters=parameters,
                macs=sum(macs.get(f"{name}.{layer}", 0.0) for layer in layers) / inner,
            )
        )
    return gated, blocks


@torch.no_grad()
def fold_unet(gated: UNet2DModel, blocks: Sequence[GatedBlock]) -> UNet2DModel:
    """A network without gates that has only the channels that were kept and computes the same.

    K' = Q K, b' = Q b (Xie et al. 2023, equation 4), for the convolution and the time embedding.
    """
    state = {name: value.clone() for name, value in gated.state_dict().items()}
    for block in blocks:
        kept, norm2 = block.gate.kept, f"{block.name}.norm2"
        mix = block.gate.matrix()[kept]
        for layer in ("conv1", "time_emb_proj"):
            for kind in ("weight", "bias"):
                name = f"{block.name}.{layer}.{kind}"
                if name in state:
                    state[name] = torch.tensordot(mix, state[name], dims=1)
        for kind in ("weight", "bias"):
            state[f"{norm2}.{kind}"] = state.pop(f"{norm2}.norm.{kind}")[kept]
        del state[f"{norm2}.gate.weight"], state[f"{norm2}.gate.alive"]
        reads = state[f"{block.name}.conv2.weight"]
        state[f"{block.name}.conv2.weight"] = reads[:, kept]
    narrow = build_network(gated.config, {name: v.contiguous() for name, v in state.items()})
    return narrow.to(next(gated.parameters()).device).train(gated.training)


def relative_importance(block: GatedBlock) -> Tensor:
    """Row norms (C,) in units of the largest of their norm group.

    Normalisation undoes what shrinks a whole group alike: only the rows' shares count.
    """
    norms = block.gate.row_norms().view(block.gate.norm_groups, -1)
    return (norms / norms.amax(dim=1, keepdim=True).clamp_min(1e-12)).flatten()


def unet_macs(network: UNet2DModel) -> dict[str, float]:
    """Multiply-accumulates of one pass for one picture, by module name."""
    config, device = network.config, next(network.parameters()).device
    side = int(config["sample_size"])
    sample = torch.zeros(1, config["in_channels"], side, side, device=device)
    none = torch.zeros(1, dtype=torch.int64, device=device)
    return forward_macs(network, sample, none, none)


def _module(network: nn.Module, name: str, kind: type[ModuleT]) -> ModuleT:
    module = network.get_submodule(name)
    if not isinstance(module, kind):
        raise TypeError(f"{name} is not a {kind.__name__}")
    return module
