from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.contract.errors import IntegrityError
from engine.generators.pixel_diffusion import (
    GeneratorSettings,
    PixelDiffusion,
    copy_generator,
    grow_classes,
    load_snapshot,
    save_snapshot,
    with_image_size,
)
from tests.support.toy_learning import toy_generator, toy_set


def predictions(generator: PixelDiffusion, label: int = 0) -> torch.Tensor:
    generator.network.eval()
    grid, channels = generator.settings.grid, generator.settings.channels
    noisy = torch.randn(2, channels, grid, grid, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        return generator.predict(noisy, torch.tensor([10, 900]), torch.tensor([label, label]))


def test_a_snapshot_predicts_what_was_written(tmp_path: Path) -> None:
    generator = toy_generator()
    save_snapshot(generator, tmp_path / "スナップ.safetensors")
    read = load_snapshot(tmp_path / "スナップ.safetensors")
    assert read.settings == generator.settings
    assert read.class_count == 2
    assert read.parameters == generator.parameters
    assert torch.equal(predictions(read), predictions(generator))


def test_a_foreign_file_is_no_snapshot(tmp_path: Path) -> None:
    save_file({"x": torch.zeros(1)}, str(tmp_path / "other"), metadata={"family": "recogniser"})
    with pytest.raises(IntegrityError, match="other is not a pixel_diffusion snapshot"):
        load_snapshot(tmp_path / "other")


def test_settings_survive_their_json() -> None:
    settings = GeneratorSettings(image_size=32, sampler_steps=7)
    assert GeneratorSettings.from_json(settings.to_json()) == settings
    assert len(settings.deviation) == settings.channels


def test_more_classes_leave_the_old_ones_as_they_were() -> None:
    generator = toy_generator(class_count=2)
    grown = grow_classes(generator, 5, seed=0)
    rows = grown.network.state_dict()["class_embedding.weight"]
    assert torch.equal(rows[:2], generator.network.state_dict()["class_embedding.weight"])
    assert len(torch.unique(rows, dim=0)) == 5
    for label in (0, 1):
        assert torch.equal(predictions(grown, label), predictions(generator, label))
    again = grow_classes(generator, 5, seed=0).network.state_dict()["class_embedding.weight"]
    assert torch.equal(rows, again)


def test_a_copy_learns_apart_from_its_original() -> None:
    generator = toy_generator()
    before = predictions(generator)
    copy = copy_generator(generator)
    assert torch.equal(predictions(copy), before)
    with torch.no_grad():
        copy.network.conv_out.bias.add_(1.0)
    assert torch.equal(predictions(generator), before)


def test_the_same_weights_serve_another_size() -> None:
    larger = with_image_size(toy_generator(), 32)
    assert larger.settings.grid == 8
    assert predictions(larger).shape == (2, 48, 8, 8)


def test_pictures_survive_the_way_to_the_network_and_back() -> None:
    generator, pictures = toy_generator(), toy_set(0, 1).images
    np.testing.assert_array_equal(generator.to_pixels(generator.to_haar(pictures)), pictures)


def test_values_beyond_black_and_white_are_clipped() -> None:
    generator = toy_generator()
    bright = generator.to_haar(np.full((1, 3, 16, 16), 255, np.uint8)) * 3
    assert generator.to_pixels(bright).min() == 255
    assert generator.to_pixels(-bright).max() == 0


def test_drawing_reports_each_step() -> None:
    generator, told = toy_generator(), []
    noise = torch.randn(1, 48, 4, 4)
    drawn = generator.draw(torch.tensor([0]), noise, on_step=lambda *step: told.append(step))
    assert drawn.shape == noise.shape
    assert told == [(1, 3), (2, 3), (3, 3)]
