"""A generator's weights, read back bit for bit from the ONNX file that was exported from it.

The file holds every weight already: a version need not store its student a second time.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from diffusers import UNet2DModel
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from engine.contract.errors import IntegrityError
from engine.generators.narrow_blocks import fit_blocks, inner_widths
from engine.generators.pixel_diffusion import FAMILY, GeneratorSettings, PixelDiffusion

_CONFIG = "config"
#: Metadata under which a file says where its weights are.
PLACES = "weights"

#: Name of the initializer that holds a weight, and whether it holds it transposed.
Place = tuple[str, bool]


def describe_weights(model: onnx.ModelProto, generator: PixelDiffusion) -> dict[str, str]:
    """Metadata from which `load_onnx_generator` makes the generator again.

    Empty if the exporter has changed a weight, folded it into another for example: such a file
    cannot be read back.
    """
    places = find_places(model, generator.network.state_dict())
    return {} if places is None else {_CONFIG: _config_json(generator), PLACES: places}


def weight_places(model: onnx.ModelProto, state: Mapping[str, Tensor]) -> dict[str, Place]:
    """For each weight that is found an initializer of the same bits: names vary, layouts may."""
    by_bits: dict[bytes, Place] = {}
    initializers = _initializers(model)
    for name, array in initializers.items():
        if array.ndim == 2:
            by_bits.setdefault(array.T.tobytes(), (name, True))
    # A square weight may be another's transpose; as it stands comes first.
    by_bits |= {array.tobytes(): (name, False) for name, array in initializers.items()}
    found = {name: by_bits.get(_bits(tensor)) for name, tensor in state.items()}
    return {name: place for name, place in found.items() if place is not None}


def load_onnx_generator(path: Path) -> PixelDiffusion:
    """The generator that an ONNX file was exported from.

    Raises:
        IntegrityError: If the file does not say where its weights are.
    """
    model = onnx.load(str(path))
    facts = {item.key: item.value for item in model.metadata_props}
    if facts.get("family") != FAMILY or PLACES not in facts:
        raise IntegrityError(f"{path.name} does not say where the weights of a {FAMILY} are in it.")
    initializers = _initializers(model)
    network = UNet2DModel.from_config(json.loads(facts[_CONFIG]))
    places: dict[str, Place] = json.loads(facts[PLACES])
    fit_blocks(
        network,
        {
            name: len(initializers[places[f"{name}.conv1.weight"][0]])
            for name in inner_widths(network)
        },
    )
    network.load_state_dict(read_weights(model, facts[PLACES], network.state_dict()))
    network.eval()
    return PixelDiffusion(network, GeneratorSettings.from_json(facts["pilotline"]))


def holds_weights_of(path: Path, generator: PixelDiffusion) -> bool:
    """Whether the generator read back from the ONNX file equals this one bit for bit."""
    try:
        found = load_onnx_generator(path)
    except IntegrityError:
        return False
    return (
        found.settings == generator.settings
        and _config_json(found) == _config_json(generator)
        and equal_bits(found.network.state_dict(), generator.network.state_dict())
    )


def find_places(model: onnx.ModelProto, state: Mapping[str, Tensor]) -> str | None:
    """Which initializer holds which weight, for `read_weights`; None if one is nowhere."""
    places = weight_places(model, state)
    return None if len(places) < len(state) else json.dumps(places, sort_keys=True)


def read_weights(
    model: onnx.ModelProto, places: str, like: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """The weights of a network whose tensors are shaped as those of `like`."""
    initializers = _initializers(model)
    known: dict[str, Place] = json.loads(places)
    return {name: _read(initializers, known[name], tensor) for name, tensor in like.items()}


def equal_bits(one: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> bool:
    """Whether two networks have the same weights to the last bit."""
    return one.keys() == other.keys() and all(_bits(one[n]) == _bits(other[n]) for n in other)


def _config_json(generator: PixelDiffusion) -> str:
    return json.dumps(dict(generator.network.config), sort_keys=True)


def _read(initializers: Mapping[str, NDArray[Any]], place: Place, like: Tensor) -> Tensor:
    name, is_transposed = place
    array = initializers[name].T if is_transposed else initializers[name]
    return torch.from_numpy(np.array(array, order="C")).reshape(like.shape)


def _initializers(model: onnx.ModelProto) -> dict[str, NDArray[Any]]:
    return {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}


def _bits(tensor: Tensor) -> bytes:
    return tensor.detach().cpu().contiguous().numpy().tobytes()
