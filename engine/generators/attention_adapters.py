"""Low-rank adapters on the attention projections of a U-Net of diffusers, by peft.

LoRA (Hu et al. 2021, arXiv 2106.09685): W x + B A x with a frozen W, A of rank r and B that starts
as zero, so that a new adapter changes nothing.
"""

import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from diffusers import ModelMixin
from torch import Tensor, nn

from engine import HIDDEN_FROM_DIFFUSERS

#: Of every attention: queries, keys, values, and what comes out.
TARGETS = ("to_q", "to_k", "to_v", "to_out.0")
_DOWN, _UP = "lora_A", "lora_B"
_FROZEN = ".base_layer"


def add_adapter(
    network: ModelMixin, name: str, rank: int, seed: int, targets: Sequence[str] = TARGETS
) -> None:
    """A new adapter, which changes nothing yet; the network itself is frozen.

    Args:
        network: A U-Net; its layers are wrapped in place.
        name: Of the adapter, without dots.
        rank: Of the difference that it can make to a projection.
        seed: Of its random half.
        targets: How the names of the layers end that it adapts, linear ones or convolutions.
    """
    _show_hidden()
    from peft import LoraConfig, inject_adapter_in_model

    settings = LoraConfig(r=rank, lora_alpha=rank, target_modules=list(targets))
    device = next(iter(network.parameters())).device
    with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
        # It warns of a second adapter in a network, which is what is wanted.
        warnings.simplefilter("ignore")
        torch.manual_seed(seed)
        inject_adapter_in_model(settings, network, adapter_name=name)
    network.to(device)
    network.requires_grad_(requires_grad=False)
    for weight in adapter_parameters(network, name).values():
        weight.requires_grad_()
    use_adapter(network, None)


def use_adapter(network: nn.Module, name: str | None) -> None:
    """From now on the network computes with this adapter; None: as if it had none."""
    for layer in _wrapped(network):
        # Its own `set_adapter` would also freeze all others, which learn in turns with this one.
        layer._active_adapter = [] if name is None else [name]  # noqa: SLF001


def remove_adapter(network: nn.Module, name: str) -> None:
    """Take an adapter away for good."""
    for layer in _wrapped(network):
        layer.delete_adapter(name)
    use_adapter(network, None)


def adapter_parameters(network: nn.Module, name: str) -> dict[str, nn.Parameter]:
    """What an adapter learns, by the names that diffusers gives it in files, without "unet."."""
    found: dict[str, nn.Parameter] = {}
    for place, layer in _wrapped_by_name(network):
        for half in (_DOWN, _UP):
            halves = getattr(layer, half)
            if name in halves:
                found[f"{place}.{half}.weight"] = halves[name].weight
    return found


@torch.no_grad()
def set_adapter_weights(network: nn.Module, name: str, weights: Mapping[str, Tensor]) -> None:
    """Give an adapter weights as `adapter_parameters` names them."""
    own = adapter_parameters(network, name)
    if own.keys() != weights.keys():
        raise ValueError(f"these are not the weights of an adapter of this network: {name}")
    for key, value in weights.items():
        own[key].copy_(value)


def frozen_parameters(network: nn.Module) -> list[nn.Parameter]:
    """The network's own weights."""
    return [item for name, item in network.named_parameters() if not _is_of_adapter(name)]


def frozen_state(network: nn.Module) -> dict[str, Tensor]:
    """The network's own weights, named as if it had no adapter."""
    return {
        name.replace(_FROZEN, ""): value
        for name, value in network.state_dict().items()
        if not _is_of_adapter(name)
    }


def folded_state(network: nn.Module, name: str) -> dict[str, Tensor]:
    """The weights of a network without adapters that computes what this one does with `name`."""
    state, weights = frozen_state(network), adapter_parameters(network, name)
    for key, down in weights.items():
        place, is_down, _ = key.rpartition(f".{_DOWN}.weight")
        if is_down:
            up = weights[f"{place}.{_UP}.weight"]
            state[f"{place}.weight"] = state[f"{place}.weight"] + _product(up, down)
    return state


def _product(up: Tensor, down: Tensor) -> Tensor:
    """B A; of a convolution, whose B has a kernel of one pixel, shaped as its weight."""
    flat = up.detach().flatten(1) @ down.detach().flatten(1)
    return flat.reshape(up.shape[0], *down.shape[1:])


def _is_of_adapter(name: str) -> bool:
    return f".{_DOWN}." in name or f".{_UP}." in name


def _wrapped(network: nn.Module) -> list[Any]:
    return [layer for _, layer in _wrapped_by_name(network)]


def _wrapped_by_name(network: nn.Module) -> list[tuple[str, Any]]:
    return [(name, layer) for name, layer in network.named_modules() if hasattr(layer, _DOWN)]


def _show_hidden() -> None:
    modules: Mapping[str, object] = sys.modules
    for name in HIDDEN_FROM_DIFFUSERS:
        if modules.get(name, sys) is None:
            del sys.modules[name]
