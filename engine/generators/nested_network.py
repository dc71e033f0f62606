"""A U-Net of which any nested part can be run or taken out."""

import copy
import math

import torch
from diffusers import UNet2DModel
from diffusers.models.downsampling import Downsample2D
from diffusers.models.upsampling import Upsample2D
from torch import Tensor, nn
from torch.func import functional_call

from engine.generators.channel_groups import channel_groups
from engine.generators.nested_channels import Sizes, channel_cells, nested_state


class NestedNetwork:
    """Runs the first channels of a network's spaces; the weights stay the network's own."""

    def __init__(self, network: UNet2DModel) -> None:
        self.network = network
        self.groups = channel_groups(network)
        norm_groups = int(network.config["norm_num_groups"])
        self.cells = channel_cells(self.groups, norm_groups)
        #: The kept channels of a space are a multiple of this.
        self.steps = {name: math.lcm(count, norm_groups) for name, count in self.cells.items()}
        with torch.device("meta"):
            #: The network's modules without weights, for as many channels as are given.
            self._shell = UNet2DModel.from_config(network.config)
        self._resamplers = [
            (module, weight.inputs[0])
            for weight in self.groups.weights
            if weight.prefix.endswith("samplers.0.conv")
            and isinstance(
                module := self._shell.get_submodule(weight.prefix.rpartition(".")[0]),
                Downsample2D | Upsample2D,
            )
        ]

    def run(self, sizes: Sizes, noisy: Tensor, timesteps: Tensor, labels: Tensor) -> Tensor:
        """The raw output of the part of these sizes; what trains it trains the network."""
        state = nested_state(self.groups, dict(self.network.named_parameters()), sizes, self.cells)
        self._fit_shell(sizes)
        inputs = {"class_labels": labels, "return_dict": False}
        (output,) = functional_call(self._shell, state, (noisy, timesteps), inputs)
        result: Tensor = output
        return result

    def taken_out(self, sizes: Sizes) -> UNet2DModel:
        """The part of these sizes as a network of its own, with copies of its weights."""
        state = nested_state(self.groups, self.network.state_dict(), sizes, self.cells)
        self._fit_shell(sizes)
        network = copy.deepcopy(self._shell)
        for name, values in state.items():
            owner, _, parameter = name.rpartition(".")
            setattr(network.get_submodule(owner), parameter, nn.Parameter(values.clone()))
        return network.eval()

    def _fit_shell(self, sizes: Sizes) -> None:
        # resamplers assert that they are given as many channels as they were built for
        for module, space in self._resamplers:
            module.channels = 0 if space is None else sizes.get(space.name, space.size)
