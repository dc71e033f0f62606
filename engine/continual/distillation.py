"""Distillation losses: between versions, and between a teacher and its student."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from diffusers import UNet2DModel
from torch import Tensor, nn

_SMALL = 1e-6


def feature_loss(student: Sequence[Tensor], teacher: Sequence[Tensor]) -> Tensor:
    """Feature distillation over the blocks' outputs (Kim et al. 2024, BK-SDM, equation 4).

    The student's channels are compared with those of the teacher it kept, given alone; each block
    relative to the teacher's own power, so that no block dominates.
    """
    total = torch.zeros(())
    for mine, target in zip(student, teacher, strict=True):
        total = total + (mine - target).square().mean() / (target.square().mean() + _SMALL)
    return total / max(1, len(student))


def block_names(network: UNet2DModel) -> list[str]:
    """The blocks whose outputs are compared, in the order of the forward pass."""
    levels = range(len(network.config["block_out_channels"]))
    down, up = [f"down_blocks.{i}" for i in levels], [f"up_blocks.{i}" for i in levels]
    return [*down, "mid_block", *up]


@contextmanager
def feature_taps(network: nn.Module, names: Sequence[str]) -> Iterator[list[Tensor]]:
    """Collect the outputs of the named modules during forward passes within the context.

    The list holds one tensor per name, in the order of the forward pass; clear it before each pass.
    """
    taken: list[Tensor] = []

    def take(_module: nn.Module, _inputs: object, output: object) -> None:
        taken.append(output[0] if isinstance(output, tuple) else output)  # type: ignore[arg-type]

    modules = dict(network.named_modules())
    hooks = [modules[name].register_forward_hook(take) for name in names]
    try:
        yield taken
    finally:
        for hook in hooks:
            hook.remove()
