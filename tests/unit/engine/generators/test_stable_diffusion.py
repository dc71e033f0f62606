from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import DDIMScheduler, UNet2DConditionModel

from engine.contract.errors import IntegrityError
from engine.contract.job_context import SilentContext
from engine.diffusion.noise_schedule import NoiseSchedule
from engine.generators.pixel_diffusion import save_snapshot
from engine.generators.stable_diffusion import (
    StableDiffusion,
    load_base_model,
    load_stable_diffusion,
    save_stable_diffusion,
)
from engine.generators.stable_diffusion_text import PromptEncoder
from engine.training.latent_set import latent_set
from tests.support.tiny_stable_diffusion import IMAGE_SIZE, write_tiny_stable_diffusion
from tests.support.toy_learning import toy_generator, toy_set

PROMPTS = ("a photo of gear, ok", "a photo of gear, scratch")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_stable_diffusion(tmp_path_factory.mktemp("base") / "tiny")


@pytest.fixture
def generator(root: Path) -> StableDiffusion:
    return load_base_model(root, PROMPTS)


def test_a_folder_becomes_a_generator_of_its_classes(generator: StableDiffusion) -> None:
    assert generator.class_count == 3
    assert generator.prompts.texts == ("", *PROMPTS)
    assert generator.settings.image_size == IMAGE_SIZE
    assert generator.settings.grid == IMAGE_SIZE // 4
    # different sentences are different rows
    rows = generator.prompts.embedded
    assert not torch.allclose(rows[0], rows[1])
    assert not torch.allclose(rows[1], rows[2])


@pytest.mark.parametrize("prediction_type", ["epsilon", "v_prediction"])
def test_its_velocity_is_diffusers_own(tmp_path: Path, prediction_type: str) -> None:
    """One step of DDIM by our conversion is the step that diffusers' scheduler makes."""
    root = write_tiny_stable_diffusion(tmp_path / "tiny", prediction_type=prediction_type)
    generator = load_base_model(root, PROMPTS)
    scheduler = DDIMScheduler.from_pretrained(str(root / "scheduler"), local_files_only=True)
    noisy, label = torch.randn(1, 4, 8, 8), torch.tensor([1])
    timestep = torch.tensor([601])
    asked = generator.prompts.embedded[label]
    with torch.no_grad():
        raw = generator.network(noisy, timestep, encoder_hidden_states=asked).sample
        velocity = generator.predict(noisy, timestep, label)
    scheduler.set_timesteps(10)
    wanted = scheduler.step(raw, 601, noisy).pred_original_sample
    alpha, sigma = generator.schedule.alpha_sigma(601)
    assert torch.allclose(alpha * noisy - sigma * velocity, wanted, atol=1e-4)
    betas = NoiseSchedule.from_config(generator.settings.scheduler).alphas_cumprod
    np.testing.assert_allclose(betas, scheduler.alphas_cumprod.numpy(), rtol=1e-4)


def test_the_weighted_error_of_the_velocity_is_that_of_the_noise(
    generator: StableDiffusion,
) -> None:
    noise, clean = torch.randn(2, 4, 8, 8), torch.randn(2, 4, 8, 8)
    timesteps = torch.tensor([30, 900])
    pairs = [generator.schedule.alpha_sigma(t) for t in timesteps.tolist()]
    alpha, sigma = torch.tensor(pairs).T.reshape(2, 2, 1, 1, 1)
    noisy, velocity = alpha * clean + sigma * noise, alpha * noise - sigma * clean
    guess = torch.randn_like(noise)
    found = generator.conversion(guess, noisy, timesteps)
    errors = (found - velocity).square().mean(dim=(1, 2, 3)) * generator.loss_weight(timesteps)
    assert torch.allclose(errors, (guess - noise).square().mean(dim=(1, 2, 3)), rtol=1e-3)


def test_pictures_become_latents_once(generator: StableDiffusion) -> None:
    pictures = toy_set(1, 2, size=IMAGE_SIZE)
    latents = latent_set(generator, pictures, SilentContext())
    assert latents.images.shape == (len(pictures), 4, 8, 8)
    assert latents.images.dtype == np.float32
    assert torch.equal(generator.to_latents(latents.images), generator.to_latents(pictures.images))
    decoded = generator.to_pixels(torch.from_numpy(latents.images))
    assert decoded.shape == pictures.images.shape
    assert decoded.dtype == np.uint8


def test_more_prompts_leave_the_rows_that_are_there(generator: StableDiffusion, root: Path) -> None:
    encoder = PromptEncoder.load(root)
    grown = generator.prompts.grown(["a photo of bracket, ok"], encoder)
    assert grown.texts == ("", *PROMPTS, "a photo of bracket, ok")
    assert torch.equal(grown.embedded[:3], generator.prompts.embedded)
    assert grown.tokens.shape == (4, 77)
    retired = grown.without([1])
    assert retired.texts[1] == ""
    assert torch.equal(retired.embedded[1], retired.embedded[0])
    assert torch.equal(retired.embedded[2:], grown.embedded[2:])


def test_a_snapshot_draws_what_the_generator_draws(
    generator: StableDiffusion, tmp_path: Path
) -> None:
    file = tmp_path / "teacher.safetensors"
    save_stable_diffusion(generator, file)
    read = load_stable_diffusion(file)
    assert read.settings == generator.settings
    assert read.prompts.texts == generator.prompts.texts
    labels, noise = torch.tensor([1, 2]), torch.randn(2, 4, 8, 8)
    assert torch.equal(read.draw(labels, noise, 3), generator.draw(labels, noise, 3))
    assert str(tmp_path.parent).encode() not in file.read_bytes()[:4096]
    pixel = tmp_path / "pixel.safetensors"
    save_snapshot(toy_generator(), pixel)
    with pytest.raises(IntegrityError, match="stable_diffusion"):
        load_stable_diffusion(pixel)


def test_copies_train_apart_and_share_the_frozen_autoencoder(generator: StableDiffusion) -> None:
    twin = generator.copy()
    with torch.no_grad():
        twin.network.conv_in.weight.add_(1.0)
    assert not torch.equal(twin.network.conv_in.weight, generator.network.conv_in.weight)
    assert twin.autoencoder is generator.autoencoder
    assert not any(p.requires_grad for p in generator.autoencoder.parameters())
    assert isinstance(twin.network, UNet2DConditionModel)
