"""Channel groups: which rows and columns of which weights belong to one channel of a U-Net.

The vocabulary is Torch-Pruning's (Fang et al. 2023): channels that must be removed together form a
group. A `ChannelSpace` is one such family of groups, for example the residual stream of the first
level; every weight is an intersection of an output space and a sequence of input spaces (two where
a skip connection is concatenated). Widths within one level stay equal, so that the pruned network
is again a plain `UNet2DModel`.
"""

from dataclasses import dataclass, field

from diffusers import UNet2DModel

#: The sinusoidal time features, whose frequencies depend on their number: the pruner refits them.
TIME_FEATURES = "time_features"


@dataclass(frozen=True)
class ChannelSpace:
    """A set of channels that are kept or removed together wherever they occur."""

    name: str
    size: int
    #: Resolution level that fixes the kept width; None for the time embedding (4 x level 0).
    level: int | None


@dataclass(frozen=True)
class PrunableWeight:
    """One parameter prefix (such as "conv_in") with its spaces; None: channels never pruned."""

    prefix: str
    output: ChannelSpace | None
    inputs: tuple[ChannelSpace | None, ...] = ()
    #: Normalisation layers have one weight per input channel and no output of their own.
    is_norm: bool = False
    #: Embedding tables have their pruned space as columns.
    is_embedding: bool = False


@dataclass
class ChannelGroups:
    """All prunable weights of a U-Net and the spaces they share."""

    weights: list[PrunableWeight] = field(default_factory=list)
    spaces: dict[str, ChannelSpace] = field(default_factory=dict)

    def space(self, name: str, size: int, level: int | None) -> ChannelSpace:
        """The space of that name, made on first use."""
        return self.spaces.setdefault(name, ChannelSpace(name, size, level))


class _Walk:
    """Follows the data through a `UNet2DModel` and names the space of every tensor on its way."""

    def __init__(self, network: UNet2DModel) -> None:
        self.widths = tuple(network.config["block_out_channels"])
        self.names = {name for name, _ in network.named_modules()}
        self.groups = ChannelGroups()
        self.time_hidden = self.groups.space("time.hidden", 4 * self.widths[0], None)
        self.time = self.groups.space("time.embedding", 4 * self.widths[0], None)

    def walk(self) -> ChannelGroups:
        """Visit every block in the order of the forward pass."""
        add = self.groups.weights.append
        features = self.groups.space(TIME_FEATURES, self.widths[0], 0)
        add(PrunableWeight("time_embedding.linear_1", self.time_hidden, (features,)))
        add(PrunableWeight("time_embedding.linear_2", self.time, (self.time_hidden,)))
        add(PrunableWeight("class_embedding", self.time, is_embedding=True))
        hidden = self.groups.space("stream.in", self.widths[0], 0)
        add(PrunableWeight("conv_in", hidden, (None,)))
        skips = [hidden]
        for level in range(len(self.widths)):
            hidden = self._down(level, hidden, skips)
        hidden = self._middle(hidden)
        for index in range(len(self.widths)):
            hidden = self._up(index, hidden, skips)
        add(PrunableWeight("conv_norm_out", None, (hidden,), is_norm=True))
        add(PrunableWeight("conv_out", None, (hidden,)))
        return self.groups

    def _down(self, level: int, hidden: ChannelSpace, skips: list[ChannelSpace]) -> ChannelSpace:
        block = f"down_blocks.{level}"
        for i in range(self._count(f"{block}.resnets")):
            hidden = self._resnet(f"{block}.resnets.{i}", (hidden,), level)
            skips.append(hidden)
        if f"{block}.downsamplers.0" in self.names:
            hidden = self._conv(f"{block}.downsamplers.0.conv", hidden, level)
            skips.append(hidden)
        return hidden

    def _middle(self, hidden: ChannelSpace) -> ChannelSpace:
        level = len(self.widths) - 1
        if "mid_block" not in self.names:  # block surgery took it
            return hidden
        hidden = self._resnet("mid_block.resnets.0", (hidden,), level)
        for i in range(1, self._count("mid_block.resnets")):
            attention = f"mid_block.attentions.{i - 1}"
            if attention in self.names:
                self._attention(attention, hidden, level)
            hidden = self._resnet(f"mid_block.resnets.{i}", (hidden,), level)
        return hidden

    def _up(self, index: int, hidden: ChannelSpace, skips: list[ChannelSpace]) -> ChannelSpace:
        block, level = f"up_blocks.{index}", len(self.widths) - 1 - index
        for i in range(self._count(f"{block}.resnets")):
            hidden = self._resnet(f"{block}.resnets.{i}", (hidden, skips.pop()), level)
        if f"{block}.upsamplers.0" in self.names:
            hidden = self._conv(f"{block}.upsamplers.0.conv", hidden, level)
        return hidden

    def _conv(self, prefix: str, hidden: ChannelSpace, level: int) -> ChannelSpace:
        space = self.groups.space(f"{prefix}.out", self.widths[level], level)
        self.groups.weights.append(PrunableWeight(prefix, space, (hidden,)))
        return space

    def _resnet(self, prefix: str, inputs: tuple[ChannelSpace, ...], level: int) -> ChannelSpace:
        add = self.groups.weights.append
        inner = self.groups.space(f"{prefix}.inner", self.widths[level], level)
        has_shortcut = f"{prefix}.conv_shortcut" in self.names
        output = (
            self.groups.space(f"{prefix}.out", self.widths[level], level)
            if has_shortcut
            else inputs[0]
        )
        add(PrunableWeight(f"{prefix}.norm1", None, inputs, is_norm=True))
        add(PrunableWeight(f"{prefix}.conv1", inner, inputs))
        add(PrunableWeight(f"{prefix}.time_emb_proj", inner, (self.time,)))
        add(PrunableWeight(f"{prefix}.norm2", None, (inner,), is_norm=True))
        add(PrunableWeight(f"{prefix}.conv2", output, (inner,)))
        if has_shortcut:
            add(PrunableWeight(f"{prefix}.conv_shortcut", output, inputs))
        return output

    def _attention(self, prefix: str, hidden: ChannelSpace, level: int) -> None:
        add = self.groups.weights.append
        add(PrunableWeight(f"{prefix}.group_norm", None, (hidden,), is_norm=True))
        # query and key meet in a product, so they keep the same channels
        query = self.groups.space(f"{prefix}.query", self.widths[level], level)
        value = self.groups.space(f"{prefix}.value", self.widths[level], level)
        add(PrunableWeight(f"{prefix}.to_q", query, (hidden,)))
        add(PrunableWeight(f"{prefix}.to_k", query, (hidden,)))
        add(PrunableWeight(f"{prefix}.to_v", value, (hidden,)))
        add(PrunableWeight(f"{prefix}.to_out.0", hidden, (value,)))

    def _count(self, prefix: str) -> int:
        """Number of blocks in a list of blocks."""
        return sum(name.rpartition(".")[0] == prefix for name in self.names)


def channel_groups(network: UNet2DModel) -> ChannelGroups:
    """The channel groups of a class-conditional `UNet2DModel` of plain down and up blocks."""
    return _Walk(network).walk()
