from pathlib import Path

import numpy as np
import pytest
import torch

from engine.contract.errors import IntegrityError
from engine.generators.class_priors import fit_priors
from engine.generators.lifelong_vae import (
    BERNOULLI,
    NO_CLASS,
    DrawingVae,
    LifelongVae,
    forget_categories,
    grow_categories,
    load_vae,
    load_vae_part,
    save_vae,
)
from engine.generators.pixel_diffusion import save_snapshot
from tests.support.toy_learning import IMAGE_SIZE, toy_generator, toy_set, toy_vae


def drawn(generator: LifelongVae | DrawingVae, label: int) -> np.ndarray:
    noise = torch.randn((3, *generator.settings.noise_shape), generator=torch.manual_seed(1))
    return generator.to_pixels(generator.draw(torch.full((3,), label), noise))


@pytest.mark.parametrize("size", [16, 32, 64, 128])
def test_every_image_size_comes_out_as_it_went_in(size: int) -> None:
    generator = toy_vae(image_size=size)
    clean = generator.to_haar(np.zeros((2, 3, size, size), np.uint8))
    assert clean.shape == (2, generator.settings.channels, 8, 8)
    assert generator.network.encode(clean).logits.shape == (2, 3)
    assert drawn(generator, 1).shape == (3, 3, size, size)


def test_growing_keeps_what_was_there_and_changes_only_the_layers_next_to_the_latent() -> None:
    before = toy_vae(3)
    after = grow_categories(before, 7, seed=5)
    for label in range(3):
        assert np.array_equal(drawn(before, label), drawn(after, label))
    shapes = {
        name
        for name, value in after.network.state_dict().items()
        if value.shape != before.network.state_dict()[name].shape
    }
    assert shapes == {
        "to_category.weight",
        "to_category.bias",
        "drawing.from_category.weight",
        "drawing.prior_mean",
        "drawing.prior_scale",
    }
    clean = before.to_haar(toy_set(1).images)
    grown = after.network.encode(clean)
    torch.testing.assert_close(grown.logits[:, :3], before.network.encode(clean).logits)


def test_growing_does_not_touch_torchs_random_state() -> None:
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    grow_categories(toy_vae_kept := toy_vae(), 5, seed=1)
    assert toy_vae_kept.class_count == 3
    torch.manual_seed(3)
    grow_categories(toy_vae_kept, 6, seed=2)
    assert torch.equal(torch.rand(1), expected)


def test_a_forgotten_category_draws_what_no_class_draws() -> None:
    generator = toy_vae()
    fit_priors(generator, toy_set(1, 2).images, toy_set(1, 2).labels)
    assert not np.array_equal(drawn(generator, 1), drawn(generator, NO_CLASS))
    forget_categories(generator, [1])
    assert np.array_equal(drawn(generator, 1), drawn(generator, NO_CLASS))


def test_a_category_is_drawn_from_where_its_pictures_are_encoded() -> None:
    generator, pictures = toy_vae(), toy_set(1, 2, per_class=20)
    fit_priors(generator, pictures.images, pictures.labels)
    posterior = generator.network.encode(generator.to_haar(pictures.images))
    own = posterior.mean[:20]
    drawing = generator.network.drawing
    torch.testing.assert_close(drawing.prior_mean[1], own.mean(dim=0), rtol=1e-4, atol=1e-5)
    covariance = drawing.prior_scale[1] @ drawing.prior_scale[1].T
    expected = torch.cov(own.T, correction=0) + torch.diag(
        posterior.log_variance[:20].exp().mean(dim=0)
    )
    torch.testing.assert_close(covariance, expected, rtol=1e-3, atol=1e-4)
    assert torch.equal(drawing.prior_scale[NO_CLASS], torch.eye(4))


def test_a_snapshot_gives_every_weight_back(tmp_path: Path) -> None:
    generator = toy_vae(5, likelihood=BERNOULLI, colours=1)
    save_vae(generator, tmp_path / "whole.safetensors")
    found = load_vae(tmp_path / "whole.safetensors")
    assert found.settings == generator.settings
    state = generator.network.state_dict()
    assert all(torch.equal(v, state[n]) for n, v in found.network.state_dict().items())


def test_the_half_that_draws_is_saved_without_the_other(tmp_path: Path) -> None:
    generator = toy_vae()
    save_vae(generator.drawing, tmp_path / "half.safetensors")
    half = load_vae_part(tmp_path / "half.safetensors")
    assert isinstance(half, DrawingVae)
    assert half.parameters < generator.parameters
    assert np.array_equal(drawn(half, 2), drawn(generator, 2))
    with pytest.raises(IntegrityError, match="whole"):
        load_vae(tmp_path / "half.safetensors")


def test_a_snapshot_of_another_family_is_refused(tmp_path: Path) -> None:
    save_snapshot(toy_generator(), tmp_path / "other.safetensors")
    with pytest.raises(IntegrityError, match="lifelong_vae"):
        load_vae_part(tmp_path / "other.safetensors")


def test_pictures_depend_on_their_own_noise_and_class_alone() -> None:
    generator = toy_vae()
    noise = torch.randn((4, *generator.settings.noise_shape))
    labels = torch.tensor([1, 2, 1, 2])
    together = generator.draw(labels, noise)
    alone = torch.cat([generator.draw(labels[i : i + 1], noise[i : i + 1]) for i in range(4)])
    torch.testing.assert_close(together, alone)
    assert generator.settings.image_size == IMAGE_SIZE
