"""Network slimming: a recogniser without the channels whose normalisation scales them to nothing.

Liu et al. 2017 (arXiv 1708.06519): an L1 penalty on the scales while training, then one ranking of
all channels of all layers. What remains is a plain `Recogniser` of other widths.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.compression.pruner import select_channels
from engine.compression.recogniser_cost import count_recogniser_cost
from engine.compression.recogniser_groups import recogniser_groups
from engine.generators.channel_groups import ChannelGroups
from engine.recognition.incremental.rule import Lesson
from engine.recognition.network import Recogniser

#: Of every space as much stays at least: where one is gone, nothing passes any more.
_LEAST_SHARE = 0.125


@dataclass(frozen=True)
class SlimRecogniser:
    """The narrow recogniser and which channels of the wide one it kept."""

    network: Recogniser
    #: For each space the kept channels of the wide network, ascending.
    kept: dict[str, Tensor]


@dataclass(frozen=True)
class ScalePenalty:
    """An objective that pushes the scales of channels that bring little to zero."""

    weight: float

    @property
    def frozen(self) -> None:
        """No other network takes part."""

    def __call__(self, network: Recogniser, _logits: Tensor, _lesson: Lesson) -> Tensor:
        """Liu et al. 2017, equation 1, the second term."""
        return self.weight * norm_scale_sum(network)


def norm_scale_sum(recogniser: Recogniser) -> Tensor:
    """The sum of the sizes of all scales."""
    named = dict(recogniser.named_parameters())
    prefixes = [w.prefix for w in recogniser_groups(recogniser).weights if w.is_norm]
    return torch.stack([named[f"{prefix}.weight"].abs().sum() for prefix in prefixes]).sum()


def norm_scale_importance(groups: ChannelGroups, state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """For each space the mean size of the scales by which its channels are written, (size,)."""
    scales: dict[str, list[Tensor]] = {name: [] for name in groups.spaces}
    for weight in groups.weights:
        if weight.is_norm and weight.inputs[0] is not None:
            scale = state[f"{weight.prefix}.weight"].detach().float().abs()
            scales[weight.inputs[0].name].append(scale)
    return {name: torch.stack(found).mean(dim=0) for name, found in scales.items()}


def slim(recogniser: Recogniser, *, parameter_share: float, work_share: float) -> SlimRecogniser:
    """Remove the least important channels of the whole network until both budgets hold.

    Args:
        recogniser: Stays as it is; its experts, where it has any, are left out.
        parameter_share: Largest share of its parameters that may be kept, 0..1.
        work_share: Largest share of its multiply-accumulates that may be kept, 0..1.

    Returns:
        As little as every layer must have, where the budgets are below that.
    """
    groups = recogniser_groups(recogniser)
    state = {name: value.cpu() for name, value in recogniser.state_dict().items()}
    whole = {space.name: space.size for space in groups.spaces.values()}
    size = recogniser.image_size
    most = count_recogniser_cost(groups, state, whole, size)

    def fits(sizes: Mapping[str, int]) -> bool:
        cost = count_recogniser_cost(groups, state, sizes, size)
        return (
            cost.parameters <= parameter_share * most.parameters
            and cost.macs <= work_share * most.macs
        )

    kept = rank_globally(norm_scale_importance(groups, state), fits)
    levels = range(len(recogniser.widths))
    narrow = Recogniser(
        recogniser.class_count,
        size,
        [len(kept[f"stream.{level}"]) for level in levels],
        [len(kept[f"blocks.{level}.inner"]) for level in levels],
    )
    own = {name: state[name] for name in narrow.state_dict()}
    narrow.load_state_dict(select_channels(groups, own, kept))
    return SlimRecogniser(narrow.train(recogniser.training), kept)


def rank_globally(
    importance: Mapping[str, Tensor], fits: Callable[[Mapping[str, int]], bool]
) -> dict[str, Tensor]:
    """What is kept of each space when the least important channels go, wherever they are."""
    sizes = {name: len(values) for name, values in importance.items()}
    least = {name: max(1, round(size * _LEAST_SHARE)) for name, size in sizes.items()}
    ranked = sorted(
        (float(value), name, channel)
        for name, values in importance.items()
        for channel, value in enumerate(values)
    )
    removed: dict[str, set[int]] = {name: set() for name in sizes}
    for _, name, channel in ranked:
        if fits(sizes):
            break
        if sizes[name] > least[name]:
            sizes[name] -= 1
            removed[name].add(channel)
    return {
        name: torch.tensor([n for n in range(len(values)) if n not in removed[name]])
        for name, values in importance.items()
    }
