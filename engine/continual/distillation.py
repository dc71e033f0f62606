"""Distillation losses: between versions, and between a teacher and its student."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from diffusers import UNet2DConditionModel, UNet2DModel
from torch import Tensor, nn

_SMALL = 1e-6


def pooled_feature_loss(student: Sequence[Tensor], teacher: Sequence[Tensor]) -> Tensor:
    """Distance of features pooled over the positions, (B, C) for each block, summed over blocks.

    Xie et al. 2023 (arXiv 2303.09230): the mean over pictures of |GAP(t) - GAP(s)|_2.
    """
    total = torch.zeros(())
    for mine, target in zip(student, teacher, strict=True):
        total = total + (mine - target).square().sum(dim=1).add(_SMALL).sqrt().mean()
    return total


@dataclass(frozen=True, kw_only=True)
class DistillationWeights:
    """What each term of a student's loss weighs; 0 leaves it out.

    With matched scales every term is the mean of squared differences, or to leading order as large
    as one, so that a weight of 1 means as much for each of them.
    """

    #: The denoising loss itself, on the injected noise.
    task: float = 1.0
    #: On the teacher's prediction.
    output: float = 1.0
    #: On the teacher's blocks' outputs.
    feature: float = 1.0
    #: On the teacher's prediction, softened by a softmax over the channels.
    soft: float = 0.0
    temperature: float = 2.0
    #: Else features and softened channels are added up as KDC-Diff's release does: features not
    #: relative to their power, softened channels summed over all positions.
    has_matched_scales: bool = True


def feature_loss(student: Sequence[Tensor], teacher: Sequence[Tensor]) -> Tensor:
    """Feature distillation over the blocks' outputs (Kim et al. 2024, BK-SDM, equation 4).

    The student's channels are compared with those of the teacher it kept, given alone; each block
    relative to the teacher's own power, so that no block dominates.
    """
    total = torch.zeros(())
    for mine, target in zip(student, teacher, strict=True):
        total = total + (mine - target).square().mean() / (target.square().mean() + _SMALL)
    return total / max(1, len(student))


def soft_channel_loss(
    student: Tensor, teacher: Tensor, temperature: float, *, is_matched: bool = True
) -> Tensor:
    """Soft-target distillation over the channels of two predictions (B, C, H, W); (B,).

    T² KL(softmax(teacher / T) || softmax(student / T)) at each position (KDC-Diff's first layer,
    after Hinton et al. 2015). KDC-Diff's release sums it over the positions, thousands of them, so
    that it outweighs the rest. Matched, it is twice the mean over the positions: since T² KL is
    about half the variance of the difference over the channels, this is the mean squared
    difference, less what all channels share, and equals it as T grows.
    """
    wanted = torch.log_softmax(teacher / temperature, dim=1)
    found = torch.log_softmax(student / temperature, dim=1)
    divergence = temperature**2 * (wanted.exp() * (wanted - found)).sum(dim=1).flatten(1)
    return 2.0 * divergence.mean(dim=1) if is_matched else divergence.sum(dim=1)


def absolute_feature_loss(student: Sequence[Tensor], teacher: Sequence[Tensor]) -> Tensor:
    """The sum of the blocks' mean squared differences, as BK-SDM's and KDC-Diff's releases have it.

    A block of large activations outweighs all others; `feature_loss` is relative to each one's.
    """
    total = torch.zeros(())
    for mine, target in zip(student, teacher, strict=True):
        total = total + (mine - target).square().mean()
    return total


def block_names(network: UNet2DModel | UNet2DConditionModel) -> list[str]:
    """The blocks whose outputs are compared, in the order of the forward pass."""
    levels = range(len(network.config["block_out_channels"]))
    down, up = [f"down_blocks.{i}" for i in levels], [f"up_blocks.{i}" for i in levels]
    middle = [] if network.mid_block is None else ["mid_block"]
    return [*down, *middle, *up]


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
