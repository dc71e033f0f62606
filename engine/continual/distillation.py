"""Distillation losses: between versions, and between a teacher and its student."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from diffusers import UNet2DModel
from torch import Tensor, nn
from torch.nn import functional

_SMALL = 1e-6
#: Of soft targets, as Hinton et al. 2015 and van de Ven & Tolias use them.
TEMPERATURE = 2.0


def soft_target_loss(student: Tensor, teacher: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """KL from the teacher's softened scores to the student's, times T^2; scores (B, classes).

    Hinton et al. 2015 (arXiv 1503.02531), section 2.
    """
    divergence = functional.kl_div(
        functional.log_softmax(student / temperature, dim=1),
        functional.softmax(teacher / temperature, dim=1),
        reduction="batchmean",
    )
    return divergence * temperature**2


def pooled_feature_loss(student: Sequence[Tensor], teacher: Sequence[Tensor]) -> Tensor:
    """Distance of features pooled over the positions, (B, C) for each block, summed over blocks.

    Xie et al. 2023 (arXiv 2303.09230): the mean over pictures of |GAP(t) - GAP(s)|_2.
    """
    total = torch.zeros(())
    for mine, target in zip(student, teacher, strict=True):
        total = total + (mine - target).square().sum(dim=1).add(_SMALL).sqrt().mean()
    return total


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
def feature_taps(
    network: nn.Module, names: Sequence[str], *, of_inputs: bool = False
) -> Iterator[list[Tensor]]:
    """Collect the outputs of the named modules during forward passes within the context.

    With `of_inputs` what goes into them instead.

    The list holds one tensor per name, in the order of the forward pass; clear it before each pass.
    """
    taken: list[Tensor] = []

    def take(_module: nn.Module, inputs: object, output: object) -> None:
        value = inputs if of_inputs else output
        taken.append(value[0] if isinstance(value, tuple) else value)  # type: ignore[arg-type]

    modules = dict(network.named_modules())
    hooks = [modules[name].register_forward_hook(take) for name in names]
    try:
        yield taken
    finally:
        for hook in hooks:
            hook.remove()
