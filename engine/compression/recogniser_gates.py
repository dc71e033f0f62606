"""Gates in a recogniser: behind the inner normalisation of each residual block."""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from engine.compression.channel_gates import ChannelGate, GatedBatchNorm, GatedBlock
from engine.compression.forward_work import forward_macs
from engine.recognition.network import Recogniser, ResidualBlock, plain_copy


def gate_recogniser(recogniser: Recogniser) -> tuple[Recogniser, list[GatedBlock]]:
    """A copy without experts that computes the same, with gates that can be trained."""
    gated = copy.deepcopy(plain_copy(recogniser)).train(recogniser.training)
    size = gated.image_size
    macs = forward_macs(gated, torch.zeros(1, 3, size, size))
    blocks = []
    for place, block in enumerate(residual_blocks(gated)):
        name = f"blocks.{place}"
        inner = block.conv1.out_channels
        gate = ChannelGate(inner)
        gated.set_submodule(
            f"{name}.norm1", GatedBatchNorm(block.norm1, gate).train(gated.training)
        )
        blocks.append(
            GatedBlock(
                name=name,
                gate_name=f"{name}.norm1.gate",
                gate=gate,
                parameters=(block.conv1.weight.numel() + block.conv2.weight.numel()) // inner + 2,
                macs=(macs[f"{name}.conv1"] + macs[f"{name}.conv2"]) / inner,
            )
        )
    return gated, blocks


@torch.no_grad()
def fold_recogniser(gated: Recogniser, blocks: Sequence[GatedBlock]) -> Recogniser:
    """A plain recogniser with the channels that were kept; it computes what the gated one does.

    K' = Q K, b' = Q b (Xie et al. 2023, equation 4), with the normalisation before the gate taken
    along. The new normalisation has the statistics of what left the gate, so that training it
    further goes on from there.
    """
    kept = {block.name: block.gate.kept for block in blocks}
    narrow = Recogniser(
        gated.class_count,
        gated.image_size,
        gated.widths,
        inner_widths=[len(kept[block.name]) for block in blocks],
    )
    state = {name: value.clone() for name, value in gated.state_dict().items()}
    for block in blocks:
        own = gated.get_submodule(f"{block.name}.norm1")
        if not isinstance(own, GatedBatchNorm):
            raise TypeError(f"{block.name} has no gate")
        for name in [name for name in state if name.startswith(f"{block.name}.norm1.")]:
            del state[name]
        folded = _folded(own, state[f"{block.name}.conv1.weight"], kept[block.name])
        state.update({f"{block.name}.{name}": value for name, value in folded.items()})
        reads = state[f"{block.name}.conv2.weight"]
        state[f"{block.name}.conv2.weight"] = reads[:, kept[block.name]]
    narrow.load_state_dict(state)
    return narrow.to(gated.head.weight.device).train(gated.training)


def _folded(gated: GatedBatchNorm, kernel: Tensor, kept: Tensor) -> dict[str, Tensor]:
    norm, mix = gated.norm, gated.gate.matrix()[kept]
    mean, variance = norm.running_mean, norm.running_var
    if mean is None or variance is None:
        raise TypeError("a normalisation without running statistics cannot be folded")
    scale = norm.weight / (variance + norm.eps).sqrt()
    shift = norm.bias - scale * mean
    spread = gated.variance[kept].clamp_min(norm.eps)
    # The convolution has no bias: what it lacks is the mean that is subtracted behind it.
    return {
        "conv1.weight": torch.einsum("ij,jklm->iklm", mix * scale, kernel),
        "norm1.weight": (spread + norm.eps).sqrt(),
        "norm1.bias": gated.mean[kept],
        "norm1.running_mean": gated.mean[kept] - mix @ shift,
        "norm1.running_var": spread,
        "norm1.num_batches_tracked": torch.zeros((), dtype=torch.int64),
    }


def residual_blocks(recogniser: Recogniser) -> list[ResidualBlock]:
    """The blocks in order."""
    return [block for block in recogniser.blocks if isinstance(block, ResidualBlock)]


def magnitudes(recogniser: Recogniser) -> list[Tensor]:
    """Importance of the inner channels of each block, (C,), from the weights alone.

    Group magnitude (Fang et al. 2023, DepGraph, equation 5): the squared weights that write a
    channel, at the scale of its normalisation, plus those that read it.
    """
    found = []
    for block in residual_blocks(recogniser):
        norm: nn.BatchNorm2d = block.norm1
        writes = block.conv1.weight.detach().square().sum(dim=(1, 2, 3))
        reads = block.conv2.weight.detach().square().sum(dim=(0, 2, 3))
        if norm.running_var is not None:
            writes = writes * norm.weight.detach().square() / (norm.running_var + norm.eps)
        found.append(writes + reads)
    return found
