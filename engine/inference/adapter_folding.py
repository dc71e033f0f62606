"""An ONNX network whose weights lie in a file beside it, opened with one adapter folded in.

No torch: NumPy adds B A to the projections of the base model while a session is made.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from safetensors.numpy import load_file

from engine.inference.session import Session, open_with_weights

#: What the weights' file is called beside the network's, and what it is to a version.
WEIGHTS = "unet_weights.safetensors"
WEIGHTS_ROLE = "unet_weights"
#: Roles of adapters begin with it.
ADAPTER_ROLES = "adapter_"
#: Metadata of the network: labels of each product with an adapter, and more.
ADAPTERS = "adapters"
#: The U-Net inside the exported network.
_NETWORK = "network."
_DOWN, _UP, _PREFIX = ".lora_A.weight", ".lora_B.weight", "unet."

Weights = Mapping[str, NDArray[Any]]


def folded(weights: Weights, adapter: Weights) -> dict[str, NDArray[Any]]:
    """W + B A wherever the adapter has a B and an A (its names begin with "unet.")."""
    result = dict(weights)
    for name, down in adapter.items():
        if name.endswith(_DOWN):
            place = name.removesuffix(_DOWN)
            target = f"{place.removeprefix(_PREFIX)}.weight"
            result[target] = result[target] + adapter[f"{place}{_UP}"] @ down
    return result


def open_folded(
    network: Path, weights: Path, adapter: Path | None, provider: str | None = None
) -> Session:
    """A session on the network with these weights, an adapter folded into them."""
    found = load_file(weights)
    if adapter is not None:
        found = folded(found, load_file(adapter))
    named = {f"{_NETWORK}{name}": value for name, value in found.items()}
    return open_with_weights(network, named, provider)


def adapter_role(labels: Sequence[int]) -> str:
    """What the adapter of a product with these labels is to a version."""
    return f"{ADAPTER_ROLES}{min(labels)}"


def adapter_roles(metadata: Mapping[str, str]) -> dict[int, str]:
    """Label to role, as the network's file says."""
    return {
        int(label): adapter_role(item["labels"])
        for item in json.loads(metadata.get(ADAPTERS, "[]"))
        for label in item["labels"]
    }
