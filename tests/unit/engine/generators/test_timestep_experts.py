from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.generators.nested_channels import prunable_spaces
from engine.generators.nested_network import NestedNetwork
from engine.generators.pixel_diffusion import (
    GeneratorSettings,
    PixelDiffusion,
    copy_generator,
    load_snapshot,
    save_snapshot,
)
from engine.generators.timestep_experts import Expert, TimestepExperts
from tests.support.toy_learning import toy_generator

NOISY = torch.randn(5, 48, 4, 4, generator=torch.Generator().manual_seed(1))
TIMESTEPS, LABELS = torch.tensor([999, 0, 500, 499, 10]), torch.tensor([1, 0, 1, 1, 0])


def with_experts() -> PixelDiffusion:
    plain = toy_generator(widths=(32, 64))
    nested = NestedNetwork(plain.network)
    half = {space.name: space.size // 2 for space in prunable_spaces(nested.groups)}
    experts = (Expert(first_timestep=0, sizes={}), Expert(first_timestep=500, sizes=half))
    return PixelDiffusion(plain.network, replace(plain.settings, experts=experts))


@torch.no_grad()
def predicted(generator: PixelDiffusion) -> torch.Tensor:
    return generator.predict(NOISY, TIMESTEPS, LABELS)


def test_each_sample_goes_through_the_part_of_its_timestep() -> None:
    generator = with_experts()
    whole = PixelDiffusion(generator.network, replace(generator.settings, experts=()))
    found, plain = predicted(generator), predicted(whole)
    for row, timestep in enumerate(TIMESTEPS.tolist()):
        assert torch.allclose(found[row], plain[row], atol=1e-5) == (timestep < 500)


def test_a_batch_is_as_its_samples_one_by_one() -> None:
    generator = with_experts()
    with torch.no_grad():
        single = [
            generator.predict(NOISY[i : i + 1], TIMESTEPS[i : i + 1], LABELS[i : i + 1])
            for i in range(len(NOISY))
        ]
    torch.testing.assert_close(predicted(generator), torch.cat(single))


def test_snapshots_and_copies_keep_the_experts(tmp_path: Path) -> None:
    generator = with_experts()
    save_snapshot(generator, tmp_path / "student.safetensors")
    loaded = load_snapshot(tmp_path / "student.safetensors")
    assert loaded.settings == generator.settings
    assert GeneratorSettings.from_json(generator.settings.to_json()) == generator.settings
    for other in (loaded, copy_generator(generator)):
        torch.testing.assert_close(predicted(other), predicted(generator))


@pytest.mark.parametrize("firsts", [(), (5,), (0, 0), (0, 700, 300)])
def test_experts_must_cover_all_timesteps_in_order(firsts: tuple[int, ...]) -> None:
    experts = [Expert(first_timestep=first, sizes={}) for first in firsts]
    with pytest.raises(ValueError, match="begin at 0 and rise"):
        TimestepExperts(toy_generator().network, experts)
