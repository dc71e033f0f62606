import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.contract.errors import IntegrityError
from engine.diffusion.noise_schedule import NoiseSchedule
from engine.generators.diffusion_generator import NO_CLASS
from engine.generators.pixel_diffusion import (
    GeneratorSettings,
    PixelDiffusion,
    copy_generator,
    first_generator,
    forget_classes,
    grow_classes,
    load_snapshot,
    save_snapshot,
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


def test_equal_generators_have_equal_files(tmp_path: Path) -> None:
    """What is written of a resumed update can then be proven equal by its hash."""
    for name in ("one", "two", "three", "four"):
        save_snapshot(toy_generator(), tmp_path / name)
    assert len({path.read_bytes() for path in tmp_path.glob("[oft]*")}) == 1


def test_a_foreign_file_is_no_snapshot(tmp_path: Path) -> None:
    save_file({"x": torch.zeros(1)}, str(tmp_path / "other"), metadata={"family": "recogniser"})
    with pytest.raises(IntegrityError, match="other is not a pixel_diffusion snapshot"):
        load_snapshot(tmp_path / "other")


def test_settings_survive_their_json() -> None:
    settings = GeneratorSettings.for_size(32, sampler_steps=7)
    assert GeneratorSettings.from_json(settings.to_json()) == settings
    assert len(settings.deviation) == settings.channels


def test_a_version_draws_at_its_own_timesteps_whatever_later_ones_choose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = toy_generator()
    save_snapshot(generator, tmp_path / "snapshot")
    noise, labels = torch.randn(1, 48, 4, 4), torch.tensor([0])
    usual, finer = generator.draw(labels, noise), generator.draw(labels, noise, 5)
    monkeypatch.setattr(
        NoiseSchedule, "sampling_timesteps", lambda _, n: [999, *range(n - 1, 0, -1)]
    )
    read = load_snapshot(tmp_path / "snapshot")
    assert torch.equal(read.draw(labels, noise), usual)
    assert torch.equal(read.draw(labels, noise, generator.settings.sampler_steps), usual)
    assert not torch.equal(read.draw(labels, noise, 5), finer)
    assert grow_classes(read, 3, seed=0).settings.timesteps == generator.settings.timesteps


def test_settings_stored_without_timesteps_draw_as_they_did() -> None:
    settings = GeneratorSettings.for_size(32, sampler_steps=7)
    document = json.loads(settings.to_json())
    assert document.pop("timesteps") == list(settings.timesteps)
    read = GeneratorSettings.from_json(json.dumps(document))
    schedule = NoiseSchedule.from_config(settings.scheduler)
    assert read.timesteps == tuple(schedule.sampling_timesteps(7))


def test_timesteps_are_as_many_as_the_steps() -> None:
    with pytest.raises(ValueError, match="7 timesteps for 5 sampler steps"):
        replace(GeneratorSettings.for_size(32, sampler_steps=7), sampler_steps=5)


def test_pictures_can_be_drawn_at_given_timesteps() -> None:
    generator, noise = toy_generator(), torch.randn(1, 48, 4, 4)
    chosen = generator.sampling_timesteps(4)
    by_number = generator.draw(torch.tensor([1]), noise, 4)
    assert torch.equal(generator.draw(torch.tensor([1]), noise, chosen), by_number)


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


def test_the_first_generator_of_a_workspace_depends_on_the_seed_alone() -> None:
    def weight(seed: int) -> torch.Tensor:
        torch.rand(3)
        return first_generator(32, 2, seed, 5).network.conv_in.weight

    assert torch.equal(weight(1), weight(1))
    assert not torch.equal(weight(1), weight(2))
    settings = first_generator(32, 2, 1, 5).settings
    assert (settings.image_size, settings.sampler_steps) == (32, 5)


@pytest.mark.parametrize("size", [16, 32, 64, 128])
def test_usual_settings_fit_every_size(size: int) -> None:
    settings = GeneratorSettings.for_size(size)
    assert settings.channels * settings.grid**2 == 3 * size**2
    assert len(settings.deviation) == settings.channels


def test_without_guidance_pictures_follow_the_plain_prediction() -> None:
    guided = toy_generator()
    plain = PixelDiffusion(guided.network, replace(guided.settings, guidance=0.0))
    guided.network.eval()
    inputs = (torch.randn(2, 48, 4, 4), torch.tensor([10, 900]), torch.tensor([1, 1]))
    with torch.no_grad():
        asked = guided.predict(*inputs)
        anyhow = guided.predict(*inputs[:2], torch.full((2,), NO_CLASS))
        assert torch.equal(plain.velocity(*inputs), asked)
        weight = guided.settings.guidance
        pushed = asked + weight * (asked - anyhow)
        torch.testing.assert_close(guided.velocity(*inputs), pushed, atol=1e-4, rtol=1e-4)


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


def test_a_forgotten_class_predicts_what_no_class_does_and_others_stay() -> None:
    generator = toy_generator(class_count=4)
    kept = predictions(generator, 1), predictions(generator, NO_CLASS)
    assert not torch.equal(predictions(generator, 2), kept[1])
    forget_classes(generator.network, (2, 3))
    for label in (2, 3):
        assert torch.equal(predictions(generator, label), kept[1])
    assert torch.equal(predictions(generator, 1), kept[0])
    forget_classes(generator.network, ())
