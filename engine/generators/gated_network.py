"""The lifelong VAE's convolutions: gated, with group normalisation and ELU, as its authors have."""

from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

_GROUPS = 8


class GatedConvolution(nn.Module):
    """A 3x3 convolution whose second half decides how much of the first passes."""

    def __init__(self, in_channels: int, out_channels: int, stride: int = 1) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(in_channels, 2 * out_channels, 3, stride, 1)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) to (B, C', H / stride, W / stride)."""
        return functional.glu(self.convolution(x), dim=1)


class GatedBlock(nn.Module):
    """A gated convolution with a shortcut."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(_GROUPS, channels)
        self.gated = GatedConvolution(channels, channels)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """The same shape."""
        result: Tensor = x + self.gated(functional.elu(self.norm(x)))
        return result


class GatedEncoder(nn.Module):
    """Haar-space pictures to a vector."""

    def __init__(self, channels: int, width: int, grid: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, width, 3, 1, 1),
            GatedBlock(width),
            GatedConvolution(width, 2 * width, stride=2),
            GatedBlock(2 * width),
            nn.GroupNorm(_GROUPS, 2 * width),
            nn.ELU(),
            nn.Flatten(),
        )
        #: Size of the vector.
        self.features = 2 * width * (grid // 2) ** 2

    @override
    def forward(self, clean: Tensor) -> Tensor:
        """(B, C, G, G) to (B, features)."""
        hidden: Tensor = self.layers(clean)
        return hidden


class GatedDecoder(nn.Module):
    """A vector to a Haar-space picture."""

    def __init__(self, channels: int, width: int, grid: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Unflatten(1, (2 * width, grid // 2, grid // 2)),
            GatedBlock(2 * width),
            nn.Upsample(scale_factor=2.0),
            GatedConvolution(2 * width, width),
            GatedBlock(width),
            nn.GroupNorm(_GROUPS, width),
            nn.ELU(),
            nn.Conv2d(width, channels, 3, 1, 1),
        )
        #: Size of the vector.
        self.features = 2 * width * (grid // 2) ** 2

    @override
    def forward(self, hidden: Tensor) -> Tensor:
        """(B, features) to (B, C, G, G)."""
        clean: Tensor = self.layers(hidden)
        return clean
