"""The work of one forward pass, counted while it is made."""

import math

import torch
from torch import Tensor, nn


@torch.no_grad()
def forward_macs(network: nn.Module, *inputs: Tensor) -> dict[str, float]:
    """Multiply-accumulates by module name, for the inputs' batch.

    Of convolutions and linear layers, which is nearly all of it; the products of an attention with
    itself, normalisation and activations are not counted.
    """
    macs: dict[str, float] = {}

    def count(name: str) -> object:
        def take(module: nn.Module, _inputs: object, output: Tensor) -> None:
            weight = module.weight
            if isinstance(weight, Tensor):
                # every output value is one row of the weight against as many inputs
                macs[name] = macs.get(name, 0.0) + float(
                    output.numel() * math.prod(weight.shape[1:])
                )

        return take

    hooks = [
        module.register_forward_hook(count(name))  # type: ignore[arg-type]
        for name, module in network.named_modules()
        if isinstance(module, (nn.Conv2d, nn.Linear))
    ]
    was_training = network.training
    network.eval()
    try:
        network(*inputs)
    finally:
        network.train(was_training)
        for hook in hooks:
            hook.remove()
    return macs


def parameter_count(network: nn.Module) -> int:
    """Number of weights."""
    return sum(parameter.numel() for parameter in network.parameters())
