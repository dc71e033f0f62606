"""A student is stored once: its ONNX file gives every weight back, bit for bit."""

import json
from dataclasses import replace
from pathlib import Path

import onnx
import pytest
import torch
from onnx import numpy_helper

from engine.compression.block_surgery import streamline
from engine.compression.pruner import prune
from engine.compression.width_search import choose_widths
from engine.contract.errors import IntegrityError
from engine.generators.pixel_diffusion import GeneratorSettings, PixelDiffusion, build
from engine.inference.onnx_export import export_generator, export_recogniser
from engine.inference.onnx_weights import holds_weights_of, load_onnx_generator
from tests.support.deployed_versions import IMAGE_SIZE, tiny_generator, tiny_recogniser


def as_trained(generator: PixelDiffusion) -> PixelDiffusion:
    """No two weights alike, as after training: fresh norms are all ones and biases all zeros."""
    torch.manual_seed(3)
    for weight in generator.network.parameters():
        weight.data.add_(torch.randn_like(weight) * 1e-3)
    return generator


def pruned(generator: PixelDiffusion) -> PixelDiffusion:
    widths = choose_widths(generator.network, 0.5, 0.55)
    return PixelDiffusion(prune(generator.network, widths).network, generator.settings)


def square() -> PixelDiffusion:
    """Weight matrices that are square, one of them symmetric: shapes alone tell nothing."""
    generator = tiny_generator()
    attention = generator.network.mid_block.attentions[0]
    symmetric = attention.to_q.weight.data + attention.to_q.weight.data.T
    attention.to_q.weight.data.copy_(symmetric)
    attention.to_k.weight.data.copy_(attention.to_v.weight.data.T)
    return generator


GENERATORS = {
    "trained": lambda: as_trained(tiny_generator()),
    "untrained": tiny_generator,
    "pruned": lambda: pruned(as_trained(tiny_generator())),
    "square": square,
    "64 px": lambda: as_trained(
        build(GeneratorSettings(image_size=64, sampler_steps=4), 5, widths=(16, 24))
    ),
    "guided": lambda: PixelDiffusion(
        as_trained(tiny_generator()).network, replace(tiny_generator().settings, guidance=2.5)
    ),
}


@pytest.mark.parametrize("name", GENERATORS)
def test_every_weight_comes_back_bit_for_bit(name: str, tmp_path: Path) -> None:
    generator, path = GENERATORS[name](), tmp_path / "学生.onnx"
    export_generator(generator, path)
    found = load_onnx_generator(path)
    wanted, state = generator.network.state_dict(), found.network.state_dict()
    assert list(state) == list(wanted)
    for key, weight in wanted.items():
        assert state[key].dtype == weight.dtype, key
        assert torch.equal(state[key], weight), key
    assert found.settings == generator.settings
    assert json.dumps(dict(found.network.config)) == json.dumps(dict(generator.network.config))
    assert not found.network.training
    assert holds_weights_of(path, generator)


def test_another_network_is_told_apart_by_one_bit(tmp_path: Path) -> None:
    generator, path = as_trained(tiny_generator()), tmp_path / "student.onnx"
    export_generator(generator, path)
    with torch.no_grad():
        bias = generator.network.conv_out.bias
        bias[0] = torch.nextafter(bias[0], torch.tensor(10.0))
    assert not holds_weights_of(path, generator)


def test_a_file_in_which_a_weight_was_changed_is_told_apart(tmp_path: Path) -> None:
    generator, path = as_trained(tiny_generator()), tmp_path / "student.onnx"
    export_generator(generator, path)
    model = onnx.load(str(path))
    kernel = next(item for item in model.graph.initializer if len(item.dims) == 4)
    kernel.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(kernel) * 2, kernel.name))
    onnx.save(model, str(path))
    assert not holds_weights_of(path, generator)


def test_files_that_give_nothing_back_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "recogniser.onnx"
    export_recogniser(tiny_recogniser(), IMAGE_SIZE, path)
    with pytest.raises(IntegrityError, match=r"recogniser\.onnx does not say where the weights"):
        load_onnx_generator(path)
    assert not holds_weights_of(path, tiny_generator())


def test_a_streamlined_generator_is_read_back_too(tmp_path: Path) -> None:
    settings = GeneratorSettings.for_size(16, sampler_steps=3)
    deep = as_trained(build(settings, 3, (8, 16), layers=2))
    student = deep.with_network(streamline(deep.network).network)
    assert export_generator(student, tmp_path / "student.onnx").holds
    assert holds_weights_of(tmp_path / "student.onnx", student)
    found = load_onnx_generator(tmp_path / "student.onnx")
    assert found.network.mid_block is None
    assert found.parameters == student.parameters < 0.6 * deep.parameters
