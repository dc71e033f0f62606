"""The channel groups of a recogniser: its residual streams, and what is inside each block."""

from engine.generators.channel_groups import ChannelGroups, ChannelSpace, PrunableWeight
from engine.recognition.network import Recogniser


def recogniser_groups(recogniser: Recogniser) -> ChannelGroups:
    """The spaces "stream.N", written and read by everything that adds to block N's output.

    "blocks.N.inner" lies between the two convolutions of a block. The first block adds to what the
    stem has written, so the two share a stream.
    """
    groups = ChannelGroups()
    add = groups.weights.append
    stream = groups.space("stream.0", recogniser.widths[0], 0)
    add(PrunableWeight("stem", stream, (None,)))
    add(PrunableWeight("stem_norm", None, (stream,), is_norm=True))
    names = {name for name, _ in recogniser.named_parameters()}
    for level, inner_width in enumerate(recogniser.inner_widths):
        prefix = f"blocks.{level}"
        inner = groups.space(f"{prefix}.inner", inner_width, level)
        has_shortcut = f"{prefix}.shortcut.weight" in names
        output = _output(groups, recogniser, level) if has_shortcut else stream
        add(PrunableWeight(f"{prefix}.conv1", inner, (stream,)))
        add(PrunableWeight(f"{prefix}.norm1", None, (inner,), is_norm=True))
        add(PrunableWeight(f"{prefix}.conv2", output, (inner,)))
        add(PrunableWeight(f"{prefix}.norm2", None, (output,), is_norm=True))
        if has_shortcut:
            add(PrunableWeight(f"{prefix}.shortcut", output, (stream,)))
        stream = output
    add(PrunableWeight("head", None, (stream,)))
    return groups


def _output(groups: ChannelGroups, recogniser: Recogniser, level: int) -> ChannelSpace:
    return groups.space(f"stream.{level}", recogniser.widths[level], level)
