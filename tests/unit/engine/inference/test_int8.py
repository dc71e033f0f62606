from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.contract.errors import UserFixableError
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.generators.timestep_experts import Expert
from engine.inference.generation import draw
from engine.inference.int8 import recorded_calls
from engine.inference.onnx_export import export_generator, measure_generator_parity
from engine.inference.onnx_weights import holds_weights_of
from engine.inference.session import CPU, Session
from tests.support.toy_learning import toy_generator


def in_int8(generator: PixelDiffusion) -> PixelDiffusion:
    return PixelDiffusion(generator.network, replace(generator.settings, precision="int8"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[PixelDiffusion, Path, Path]:
    folder = tmp_path_factory.mktemp("int8")
    generator = toy_generator(class_count=4, widths=(16, 24))
    exact, coarse = folder / "exact.onnx", folder / "coarse.onnx"
    export_generator(generator, exact)
    parity = export_generator(in_int8(generator), coarse)
    assert parity.holds
    assert {path.name for path in folder.iterdir()} == {"exact.onnx", "coarse.onnx"}
    return generator, exact, coarse


def test_an_int8_file_is_smaller_and_draws_nearly_the_same(
    files: tuple[PixelDiffusion, Path, Path],
) -> None:
    _, exact, coarse = files
    assert coarse.stat().st_size < 0.7 * exact.stat().st_size
    labels, seeds = np.arange(1, 4), np.arange(3)
    one, other = (draw(Session(path, CPU), labels, seeds).astype(float) for path in (exact, coarse))
    assert 0 < np.abs(one - other).mean() < 6


def test_a_picture_in_int8_does_not_depend_on_its_batch(
    files: tuple[PixelDiffusion, Path, Path],
) -> None:
    session = Session(files[2], CPU)
    labels, seeds = np.array([1, 2, 3, 1, 2]), np.arange(5)
    together = draw(session, labels, seeds)
    alone = [draw(session, labels[i : i + 1], seeds[i : i + 1])[0] for i in range(5)]
    assert np.array_equal(together, np.stack(alone))


def test_an_int8_file_does_not_pretend_to_hold_the_weights(
    files: tuple[PixelDiffusion, Path, Path],
) -> None:
    generator, exact, coarse = files
    assert holds_weights_of(exact, generator)
    assert not holds_weights_of(coarse, in_int8(generator))
    assert measure_generator_parity(in_int8(generator), coarse).holds
    assert not measure_generator_parity(generator, coarse).holds


def test_calls_are_recorded_at_every_timestep_of_the_sampler() -> None:
    generator = toy_generator(class_count=4)
    calls = recorded_calls(generator)
    assert [int(call["timestep"][0]) for call in calls] == list(generator.settings.timesteps)


def test_experts_are_not_exported_in_int8(tmp_path: Path) -> None:
    plain = toy_generator()
    experts = (Expert(first_timestep=0, sizes={}), Expert(first_timestep=500, sizes={}))
    settings = replace(plain.settings, experts=experts, precision="int8")
    with pytest.raises(UserFixableError, match="timestep budget cannot be exported in int8"):
        export_generator(PixelDiffusion(plain.network, settings), tmp_path / "x.onnx")
    assert not list(tmp_path.glob("*onnx*"))
