import math

import pytest
import torch

from engine.generators.evidence import (
    category_divergence,
    continuous_divergence,
    negative_log_likelihood,
    sample_category,
    sample_continuous,
)
from engine.generators.lifelong_vae import BERNOULLI, Posterior
from tests.support.toy_learning import toy_set, toy_vae


def test_the_divergences_are_those_of_torchs_distributions() -> None:
    torch.manual_seed(0)
    mean, log_variance, logits = torch.randn(5, 3), torch.randn(5, 3), torch.randn(5, 4)
    normal = torch.distributions.Normal(mean, (0.5 * log_variance).exp())
    expected = torch.distributions.kl_divergence(normal, torch.distributions.Normal(0.0, 1.0))
    found = continuous_divergence(Posterior(mean, log_variance, logits))
    torch.testing.assert_close(found, expected.sum(dim=1))
    even = torch.distributions.Categorical(logits=torch.zeros(5, 4))
    wanted = torch.distributions.kl_divergence(torch.distributions.Categorical(logits=logits), even)
    torch.testing.assert_close(category_divergence(logits), wanted)


def test_categories_are_drawn_one_hot_and_as_often_as_their_share() -> None:
    shares = torch.tensor([0.7, 0.2, 0.1])
    logits = shares.log().repeat(4000, 1).requires_grad_()
    drawn = sample_category(logits, 0.7, torch.Generator().manual_seed(0))
    assert torch.equal(drawn.sum(dim=1).round(), torch.ones(4000))
    assert set(drawn.detach().round().unique().tolist()) == {0.0, 1.0}
    torch.testing.assert_close(drawn.detach().mean(dim=0), shares, atol=0.03, rtol=0.0)
    (drawn * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
    assert logits.grad is not None
    assert float(logits.grad.abs().sum()) > 0.0


def test_continuous_samples_have_the_posteriors_spread() -> None:
    posterior = Posterior(
        torch.full((5000, 1), 2.0), torch.full((5000, 1), math.log(0.25)), torch.zeros(5000, 1)
    )
    drawn = sample_continuous(posterior, torch.Generator().manual_seed(0))
    assert float(drawn.mean()) == pytest.approx(2.0, abs=0.05)
    assert float(drawn.std()) == pytest.approx(0.5, abs=0.03)


def test_gray_pixels_are_likely_by_bernoulli() -> None:
    generator = toy_vae(colours=1, likelihood=BERNOULLI)
    pixels = toy_set(1, 2).images[:, :1]
    clean = generator.to_haar(pixels)
    even = negative_log_likelihood(generator, torch.zeros_like(clean), clean)
    torch.testing.assert_close(even, torch.full_like(even, 16 * 16 * math.log(2)))


def test_the_gaussian_takes_the_variance_of_the_batch() -> None:
    generator = toy_vae()
    clean = generator.to_haar(toy_set(1, 2).images)
    decoded = clean + 0.3 * torch.randn(clean.shape, generator=torch.manual_seed(0))
    variance = (decoded - clean).square().mean()
    normal = torch.distributions.Normal(decoded, variance.sqrt())
    expected = -normal.log_prob(clean).sum(dim=(1, 2, 3))
    found = negative_log_likelihood(generator, decoded, clean)
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-2)
    better = negative_log_likelihood(generator, clean + 0.5 * (decoded - clean), clean)
    assert bool((better < found).all())
