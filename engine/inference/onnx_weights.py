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
_PLACES = "weights"

#: Name of the initializer that holds a weight, and whether it holds it transposed.
Place = tuple[str, bool]


def describe_weights(model: onnx.ModelProto, generator: PixelDiffusion) -> dict[str, str]:
    """Metadata from which `load_onnx_generator` makes the generator again.

    Empty if the exporter has changed a weight, folded it into another for example: such a file
    cannot be read back.
    """
    places = _places(_initializers(model), generator.network.state_dict())
    if places is None:
        return {}
    return {
        _CONFIG: _config_json(generator),
        _PLACES: json.dumps(places, sort_keys=True),
    }


def load_onnx_generator(path: Path) -> PixelDiffusion:
    """The generator that an ONNX file was exported from.

    Raises:
        IntegrityError: If the file does not say where its weights are.
    """
    model = onnx.load(str(path))
    facts = {item.key: item.value for item in model.metadata_props}
    if facts.get("family") != FAMILY or _PLACES not in facts:
        raise IntegrityError(f"{path.name} does not say where the weights of a {FAMILY} are in it.")
    initializers = _initializers(model)
    network = UNet2DModel.from_config(json.loads(facts[_CONFIG]))
    places: dict[str, Place] = json.loads(facts[_PLACES])
    fit_blocks(
        network,
        {
            name: len(initializers[places[f"{name}.conv1.weight"][0]])
            for name in inner_widths(network)
        },
    )
    network.load_state_dict(
        {
            name: _read(initializers, places[name], tensor)
            for name, tensor in network.state_dict().items()
        }
    )
    network.eval()
    return PixelDiffusion(network, GeneratorSettings.from_json(facts["pilotline"]))


def holds_weights_of(path: Path, generator: PixelDiffusion) -> bool:
    """Whether the generator read back from the ONNX file equals this one bit for bit."""
    try:
        found = load_onnx_generator(path)
    except IntegrityError:
        return False
    wanted = generator.network.state_dict()
    state = found.network.state_dict()
    return (
        found.settings == generator.settings
        and _config_json(found) == _config_json(generator)
        and state.keys() == wanted.keys()
        and all(_bits(state[name]) == _bits(wanted[name]) for name in wanted)
    )


def _config_json(generator: PixelDiffusion) -> str:
    return json.dumps(dict(generator.network.config), sort_keys=True)


def _places(
    initializers: Mapping[str, NDArray[Any]], state: Mapping[str, Tensor]
) -> dict[str, Place] | None:
    """For each weight an initializer of the same bits: names vary, and layouts may."""
    by_bits: dict[bytes, Place] = {}
    for name, array in initializers.items():
        if array.ndim == 2:
            by_bits.setdefault(array.T.tobytes(), (name, True))
    # A square weight may be another's transpose; as it stands comes first.
    by_bits |= {array.tobytes(): (name, False) for name, array in initializers.items()}
    places = {}
    for name, tensor in state.items():
        place = by_bits.get(_bits(tensor))
        if place is None:
            return None
        places[name] = place
    return places


def _read(initializers: Mapping[str, NDArray[Any]], place: Place, like: Tensor) -> Tensor:
    name, is_transposed = place
    array = initializers[name].T if is_transposed else initializers[name]
    return torch.from_numpy(np.array(array, order="C")).reshape(like.shape)


def _initializers(model: onnx.ModelProto) -> dict[str, NDArray[Any]]:
    return {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}


def _bits(tensor: Tensor) -> bytes:
    return tensor.detach().cpu().contiguous().numpy().tobytes()
