from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.generators.nested_channels import prunable_spaces
from engine.generators.nested_network import NestedNetwork
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.generators.timestep_experts import Expert
from engine.inference.generation import draw
from engine.inference.onnx_export import export_generator, measure_generator_parity
from engine.inference.onnx_weights import holds_weights_of
from engine.inference.session import CPU, Session
from tests.support.toy_learning import toy_generator


def with_experts(guidance: float = 0.0) -> PixelDiffusion:
    plain = toy_generator(widths=(32, 64))
    nested = NestedNetwork(plain.network)
    half = {space.name: space.size // 2 for space in prunable_spaces(nested.groups)}
    odd = {"mid_block.resnets.0.inner": 24, "stream.in": 24}
    experts = tuple(
        Expert(first_timestep=first, sizes=sizes)
        for first, sizes in ((0, {}), (300, odd), (700, half))
    )
    settings = replace(plain.settings, experts=experts, guidance=guidance)
    return PixelDiffusion(plain.network, settings)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("experts") / "student.onnx"
    assert export_generator(with_experts(), path).holds
    return path


@pytest.mark.parametrize("timestep", [0, 299, 300, 699, 700, 999])
def test_each_timestep_runs_the_part_that_is_meant_for_it(exported: Path, timestep: int) -> None:
    generator, session = with_experts(), Session(exported, CPU)
    noisy = torch.randn(3, 48, 4, 4)
    timesteps, labels = torch.full((3,), timestep), torch.tensor([0, 1, 1])
    with torch.no_grad():
        expected = generator.predict(noisy, timesteps, labels).numpy()
    inputs = {"sample": noisy, "timestep": timesteps, "class_labels": labels}
    found = session.run({name: value.numpy() for name, value in inputs.items()})[0]
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_the_file_holds_the_weights_once_and_gives_them_back(
    exported: Path, tmp_path: Path
) -> None:
    generator = with_experts()
    plain = PixelDiffusion(generator.network, replace(generator.settings, experts=()))
    export_generator(plain, tmp_path / "plain.onnx")
    nested = NestedNetwork(generator.network)
    half = nested.taken_out(generator.settings.experts[2].sizes)
    second_copy = 4 * sum(parameter.numel() for parameter in half.parameters())
    surplus = exported.stat().st_size - (tmp_path / "plain.onnx").stat().st_size
    assert surplus < second_copy
    assert holds_weights_of(exported, generator)
    assert not holds_weights_of(exported, plain)


def test_pictures_are_drawn_from_it_as_from_any_student(exported: Path) -> None:
    labels, seeds = np.array([0, 1, 1], np.int64), np.arange(3, dtype=np.int64)
    together = draw(Session(exported, CPU), labels, seeds)
    alone = draw(Session(exported, CPU), labels[2:], seeds[2:])
    assert np.array_equal(together[2:], alone)


def test_guided_experts_keep_their_guidance(tmp_path: Path) -> None:
    assert export_generator(with_experts(guidance=2.0), tmp_path / "guided.onnx").holds


def test_other_experts_have_no_parity(exported: Path) -> None:
    generator = with_experts()
    swapped = (
        replace(generator.settings.experts[0], sizes=generator.settings.experts[2].sizes),
        *generator.settings.experts[1:],
    )
    other = PixelDiffusion(generator.network, replace(generator.settings, experts=swapped))
    assert not measure_generator_parity(other, exported).holds


def test_a_single_expert_needs_no_decision(tmp_path: Path) -> None:
    generator = with_experts()
    narrow = replace(generator.settings.experts[2], first_timestep=0)
    one = PixelDiffusion(generator.network, replace(generator.settings, experts=(narrow,)))
    assert export_generator(one, tmp_path / "one.onnx").holds
