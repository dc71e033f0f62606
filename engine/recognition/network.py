"""The recogniser's network: a small residual net with an embedding before its one linear head."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from typing_extensions import override

WIDTHS = (32, 64, 96)
EMBEDDING_SIZE = 96
#: Of a class that was given up: its share is 0 in float32, and the number still fits 16 bits.
SILENT_SCORE = -1e4


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions with a shortcut; He et al. 2016, figure 2.

    `inner_channels` are between the two convolutions; a compressed block has fewer than it puts
    out.
    """

    def __init__(
        self, in_channels: int, out_channels: int, stride: int, inner_channels: int | None = None
    ) -> None:
        super().__init__()
        inner = out_channels if inner_channels is None else inner_channels
        self.conv1 = nn.Conv2d(in_channels, inner, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(inner)
        self.conv2 = nn.Conv2d(inner, out_channels, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out_channels)
        self.shortcut = (
            nn.Identity()
            if stride == 1 and in_channels == out_channels
            else nn.Conv2d(in_channels, out_channels, 1, stride, bias=False)
        )

    @override
    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to (B, C', H / stride, W / stride)."""
        hidden = torch.relu(self.norm1(self.conv1(x)))
        hidden = self.norm2(self.conv2(hidden))
        return torch.relu(hidden + self.shortcut(x))


class Recogniser(nn.Module):
    """Class scores and an embedding for square images."""

    def __init__(
        self,
        class_count: int,
        image_size: int,
        widths: Sequence[int] = WIDTHS,
        inner_widths: Sequence[int] | None = None,
    ) -> None:
        """Build it untrained; `inner_widths` are within the blocks, and as `widths` where None."""
        super().__init__()
        self.class_count = class_count
        self.image_size = image_size
        self.widths = tuple(widths)
        self.inner_widths = self.widths if inner_widths is None else tuple(inner_widths)
        self.stem = nn.Conv2d(3, widths[0], 5, 2, 2, bias=False)
        self.stem_norm = nn.BatchNorm2d(widths[0])
        strides = (1, 2, 2)
        inputs = (widths[0], *widths[:-1])
        self.blocks = nn.Sequential(
            *(
                ResidualBlock(before, after, stride, inner)
                for before, after, stride, inner in zip(
                    inputs, widths, strides, self.inner_widths, strict=True
                )
            )
        )
        self.head = nn.Linear(widths[-1], class_count)

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Pixels (B, 3, S, S) in [-1, 1] to logits (B, classes) and embedding (B, D)."""
        hidden = torch.relu(self.stem_norm(self.stem(pixels)))
        features = self.blocks(hidden)
        # a flaw of a few pixels vanishes in the mean over all positions and stands out in the peak
        embedding = 0.5 * (features.mean(dim=(2, 3)) + features.amax(dim=(2, 3)))
        return self.head(embedding), embedding


def plain_copy(recogniser: Recogniser) -> Recogniser:
    """A copy of the network alone, without experts it may have."""
    return grow_head(recogniser, recogniser.class_count)


def grow_head(recogniser: Recogniser, class_count: int) -> Recogniser:
    """A copy of the network alone with more classes; old rows are kept."""
    grown = Recogniser(
        class_count, recogniser.image_size, recogniser.widths, recogniser.inner_widths
    )
    own = grown.state_dict()
    state = {name: value.clone() for name, value in recogniser.state_dict().items() if name in own}
    keep = min(class_count, recogniser.class_count)
    for name in ("head.weight", "head.bias"):
        fresh = grown.state_dict()[name].clone()
        fresh[:keep] = state[name][:keep]
        state[name] = fresh
    grown.load_state_dict(state)
    return grown


@torch.no_grad()
def silence_classes(recogniser: Recogniser, labels: Sequence[int]) -> None:
    """Make these classes' scores so low that they are never answered, whatever is shown."""
    recogniser.head.weight[list(labels)] = 0.0
    recogniser.head.bias[list(labels)] = SILENT_SCORE
