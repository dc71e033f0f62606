"""Export of a Stable Diffusion with adapters: the base model's U-Net once, adapters beside it.

The graph names its weights and leaves them in a file of their own, where any runtime finds them by
place and length (the format calls that external data), so no base model is too large. One file of
weights serves all products and versions: whoever opens it folds an adapter in. Other programs get
for each product a file into which its adapter is folded already.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import onnx
import torch
from diffusers import UNet2DConditionModel
from onnx import numpy_helper
from safetensors.numpy import load_file
from safetensors.torch import save, save_file
from torch import Tensor, nn

from engine.contract.errors import IntegrityError
from engine.generators.adapted_stable_diffusion import AdaptedStableDiffusion
from engine.generators.attention_adapters import frozen_state, use_adapter
from engine.inference.adapter_folding import (
    ADAPTERS,
    WEIGHTS,
    WEIGHTS_ROLE,
    adapter_role,
    folded,
    open_folded,
)
from engine.inference.latent_generation import UNET_ROLE
from engine.inference.onnx_export import Parity, compare, traced
from engine.inference.session import CPU, Session
from engine.inference.stable_diffusion_export import PromptedVelocity, unet_facts, unet_inputs

_NETWORK = "network."
_VELOCITY = ["velocity"]


def export_adapted(generator: AdaptedStableDiffusion, path: Path) -> Parity:
    """Write the graph to `path`, and beside it the base model's weights and the adapters.

    Raises:
        IntegrityError: If a product's network computes something else than torch does.
    """
    weights = path.with_name(WEIGHTS)
    state = {name: value.cpu().float() for name, value in frozen_state(generator.network).items()}
    weights.write_bytes(save({name: value.contiguous() for name, value in state.items()}))
    files = {UNET_ROLE: path, WEIGHTS_ROLE: weights}
    for adapter in generator.adapters:
        files[adapter.name] = path.with_name(f"{adapter.name}.safetensors")
        files[adapter.name].write_bytes(generator.adapter_bytes(adapter))
    model = _graph(generator, path)
    _leave_outside(model, weights)
    facts = {**unet_facts(generator), ADAPTERS: generator.index_json()}
    onnx.helper.set_model_props(model, facts)
    path.write_bytes(model.SerializeToString())
    onnx.checker.check_model(str(path))  # by its path: it looks for the weights beside it
    parity = measure_adapted_parity(generator, files)
    if not parity.holds:
        path.unlink()
        raise IntegrityError(
            "The exported network differs from the trained one by "
            f"{parity.largest_difference:.2e}; at most {parity.tolerance:.2e} is allowed. "
            "Nothing was exported."
        )
    return parity


def measure_adapted_parity(generator: AdaptedStableDiffusion, files: Mapping[str, Path]) -> Parity:
    """Compare every product's network with the files: base and adapters, or merged ones by role."""
    network, inputs = PromptedVelocity(generator), unet_inputs(generator)
    found = []
    for adapter in generator.adapters:
        use_adapter(network.network, adapter.name)
        if WEIGHTS_ROLE in files:
            session = open_folded(files[UNET_ROLE], files[WEIGHTS_ROLE], files[adapter.name], CPU)
        else:
            session = Session(files[adapter.name], CPU)
        found.append(compare(network, inputs, session))
    return Parity(
        largest_difference=max((one.largest_difference for one in found), default=0.0),
        tolerance=min((one.tolerance for one in found), default=0.0),
    )


def read_facts(path: Path) -> dict[str, str]:
    """What an exported graph says of itself."""
    return _metadata(onnx.load(str(path), load_external_data=False))


def write_merged(files: Mapping[str, Path], folder: Path) -> Iterator[tuple[str, Path]]:
    """One network for each adapter among a version's files, which any runtime opens; by role.

    Each is a graph and, beside it, all weights with the adapter folded in.
    """
    model = onnx.load(str(files[UNET_ROLE]), load_external_data=False)
    base = load_file(files[WEIGHTS_ROLE])
    for item in json.loads(_metadata(model)[ADAPTERS]):
        role = adapter_role(item["labels"])
        weights = folder / f"unet_{role}.safetensors"
        merged = folded(base, load_file(files[role]))
        save_file({name: torch.from_numpy(value) for name, value in merged.items()}, weights)
        _leave_outside(model, weights)
        network = folder / f"unet_{role}.onnx"
        network.write_bytes(model.SerializeToString())
        yield role, network
        yield f"{role}_weights", weights


def _graph(generator: AdaptedStableDiffusion, path: Path) -> onnx.ModelProto:
    """The base model's computation; its weights are initializers whose values lie elsewhere."""
    module = PromptedVelocity(generator)
    config = dict(generator.network.config)
    with torch.random.fork_rng(devices=[]):
        plain = UNet2DConditionModel.from_config(config)
        # The exporter takes weights of equal values for one, so none may have them.
        for value in plain.parameters():
            nn.init.normal_(value)
    module.network = plain.eval()
    model = traced(module, unet_inputs(generator)[1], _VELOCITY, path, holds_weights=False)
    own = {**dict(module.named_parameters()), **dict(module.named_buffers())}
    inputs = [item for item in model.graph.input if item.name not in own]
    values = [item.name for item in model.graph.input if item.name in own]
    del model.graph.input[:]
    model.graph.input.extend(inputs)
    model.graph.initializer.extend(_initializer(name, own[name]) for name in values)
    return model


def _initializer(name: str, value: Tensor) -> onnx.TensorProto:
    if not name.startswith(_NETWORK):
        return numpy_helper.from_array(value.detach().cpu().numpy(), name)
    return onnx.TensorProto(
        name=name,
        dims=list(value.shape),
        data_type=onnx.TensorProto.FLOAT,
        data_location=onnx.TensorProto.EXTERNAL,
    )


def _leave_outside(model: onnx.ModelProto, weights: Path) -> None:
    """Say of every weight where it lies in that file, which is to stand beside the graph's."""
    with weights.open("rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
    for item in model.graph.initializer:
        if item.data_location == onnx.TensorProto.EXTERNAL:
            start, end = header[item.name.removeprefix(_NETWORK)]["data_offsets"]
            del item.external_data[:]
            places = {"location": weights.name, "offset": 8 + size + start, "length": end - start}
            for key, value in places.items():
                item.external_data.add(key=key, value=str(value))


def _metadata(model: onnx.ModelProto) -> dict[str, str]:
    return {item.key: item.value for item in model.metadata_props}
