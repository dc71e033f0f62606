"""The terms of a VAE's evidence bound, in nats per picture (Kingma & Welling 2014)."""

import math

import torch
from torch import Tensor
from torch.nn import functional

from engine.generators.lifelong_vae import BERNOULLI, LifelongVae, Posterior

#: Of pixels in [-1, 1]: finer than 8 bits resolve would only reward copying noise.
_LEAST_VARIANCE = 1e-4


def continuous_divergence(posterior: Posterior) -> Tensor:
    """KL(q(z_c | x) || N(0, 1)), (B,)."""
    mean, log_variance = posterior.mean, posterior.log_variance
    return 0.5 * (mean.square() + log_variance.exp() - 1.0 - log_variance).sum(dim=1)


def category_divergence(logits: Tensor) -> Tensor:
    """KL(q(z_d | x) || even), (B,), of logits (B, K)."""
    logs = logits.log_softmax(dim=1)
    return (logs.exp() * logs).sum(dim=1) + math.log(logits.shape[1])


def sample_continuous(posterior: Posterior, randomness: torch.Generator) -> Tensor:
    """The Gaussian part, (B, D), with gradients."""
    noise = torch.randn(posterior.mean.shape, generator=randomness).to(posterior.mean.device)
    return posterior.mean + (0.5 * posterior.log_variance).exp() * noise


def sample_category(logits: Tensor, temperature: float, randomness: torch.Generator) -> Tensor:
    """The categorical part as one-hot rows (B, K), with the gradient of a Gumbel softmax.

    Jang et al. 2017 (arXiv 1611.01144), straight-through: what is drawn later is one-hot, too.
    """
    uniform = torch.rand(logits.shape, generator=randomness).clamp(1e-9, 1.0 - 1e-7)
    gumbel = -(-uniform.log()).log()
    soft = ((logits + gumbel.to(logits.device)) / temperature).softmax(dim=1)
    hard = functional.one_hot(soft.argmax(dim=1), logits.shape[1]).to(soft.dtype)
    return hard - soft.detach() + soft


def negative_log_likelihood(generator: LifelongVae, decoded: Tensor, clean: Tensor) -> Tensor:
    """-log p(x | z), (B,), of Haar-space pictures.

    Bernoulli over pixels in 0..1, or Gaussian with the one variance that suits the batch best
    (Rybkin et al. 2021, arXiv 2006.13202, equation 5), which no weight has to be tuned for.
    """
    decoded = decoded.float()
    if generator.settings.likelihood == BERNOULLI:
        wanted = (generator.to_values(clean) + 1.0) / 2.0
        logits = generator.to_values(decoded)
        errors = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
        return errors.sum(dim=(1, 2, 3))
    squares = (decoded - clean).square().sum(dim=(1, 2, 3))  # Haar is orthonormal
    size = clean[0].numel()
    variance = (squares.detach().mean() / size).clamp(min=_LEAST_VARIANCE)
    return 0.5 * (squares / variance + size * (2.0 * math.pi * variance).log())
