"""What a recogniser costs with so many channels kept, counted without building it."""

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor

from engine.compression.recogniser_groups import recogniser_groups
from engine.generators.channel_groups import ChannelGroups, ChannelSpace
from engine.recognition.experts import ExpertRecogniser
from engine.recognition.network import Recogniser


@dataclass(frozen=True, kw_only=True)
class RecogniserCost:
    """Size and work of one recogniser."""

    parameters: int
    #: Multiply-accumulates of one image; normalisation, which folds into them, is not counted.
    macs: int


def recogniser_cost(recogniser: Recogniser) -> RecogniserCost:
    """Of a recogniser as it is, with its linear classifier and without its experts."""
    groups = recogniser_groups(recogniser)
    sizes = {space.name: space.size for space in groups.spaces.values()}
    cost = count_recogniser_cost(groups, recogniser.state_dict(), sizes, recogniser.image_size)
    linear = recogniser.linear if isinstance(recogniser, ExpertRecogniser) else None
    if linear is None:
        return cost
    return RecogniserCost(
        parameters=cost.parameters + linear.answering_parameters,
        macs=cost.macs + linear.macs(recogniser.image_size),
    )


def count_recogniser_cost(
    groups: ChannelGroups, state: Mapping[str, Tensor], sizes: Mapping[str, int], image_size: int
) -> RecogniserCost:
    """Of the recogniser that keeps `sizes` channels of each space."""
    parameters = macs = 0
    for weight in groups.weights:
        matrix = state[f"{weight.prefix}.weight"]
        if weight.is_norm:
            parameters += 2 * _size(weight.inputs[0], sizes, matrix.shape[0])
            continue
        rows = _size(weight.output, sizes, matrix.shape[0])
        columns = _size(weight.inputs[0], sizes, matrix.shape[1])
        count = rows * columns * matrix[0, 0].numel()
        parameters += count + (rows if f"{weight.prefix}.bias" in state else 0)
        macs += count * _positions(weight.prefix, image_size)
    return RecogniserCost(parameters=parameters, macs=macs)


def _size(space: ChannelSpace | None, sizes: Mapping[str, int], whole: int) -> int:
    return whole if space is None else sizes[space.name]


def _positions(prefix: str, image_size: int) -> int:
    """At how many places a weight is applied: each block after the first halves the grid."""
    if prefix == "head":
        return 1
    halvings = 1 if prefix == "stem" else 1 + int(prefix.split(".")[1])
    side = image_size
    for _ in range(halvings):
        side = (side + 1) // 2
    return side * side
