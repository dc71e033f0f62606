"""The training of a lifelong VAE: one bound on all pictures, real and drawn by the teacher."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engine.continual.elastic_weights import ElasticWeights
from engine.continual.lifelong import (
    LifelongWeights,
    category_information,
    continuous_information,
    cross_model_divergence,
)
from engine.diffusion.ema import Ema
from engine.diffusion.haar import haar
from engine.generators.evidence import (
    category_divergence,
    continuous_divergence,
    negative_log_likelihood,
    sample_category,
    sample_continuous,
)
from engine.generators.lifelong_vae import (
    BERNOULLI,
    LifelongVae,
    Posterior,
    copy_vae,
)
from engine.recognition.training import one_cycle
from engine.training.device import autocast
from engine.training.learning_set import step_randomness
from engine.training.trainer_state import collect_state, restore_state

#: For `step_randomness`; apart from the stages of the diffusion family.
VAE_STAGE = 3
_CLIP = 200.0  # the bound is a sum over pixels, and so is its gradient
_LEAST_TEMPERATURE = 0.5
_COOLING = 3e-5  # per step, as the authors cool


@dataclass(frozen=True)
class VaeBatch:
    """One step's pictures."""

    #: In Haar space, (B, C, G, G).
    clean: Tensor
    #: bool (B,), True for what the teacher drew.
    is_replay: Tensor
    #: (B,), summing to 1.
    weights: Tensor
    #: The classes where they are known, int64 (B,); each is the category of its number.
    labels: Tensor | None = None


@dataclass(frozen=True, kw_only=True)
class VaeSchedule:
    """How long and where a training runs."""

    steps: int
    rate: float
    seed: int
    device: str = "cpu"
    precision: str = "float32"
    ema_decay: float = 0.995


class VaeTrainer:
    """Steps of one training; its whole state can be collected after any step."""

    def __init__(
        self,
        generator: LifelongVae,
        schedule: VaeSchedule,
        make_batch: Callable[[torch.Generator], VaeBatch],
        weights: LifelongWeights,
        *,
        previous: LifelongVae | None = None,
        elastic: ElasticWeights | None = None,
        drawn_labels: Tensor | None = None,
    ) -> None:
        """`previous` is the frozen teacher, `drawn_labels` the categories that pictures have."""
        self.generator, self.schedule, self.steps = generator, schedule, schedule.steps
        self._make_batch, self._weights, self._elastic = make_batch, weights, elastic
        self._previous = previous if weights.cross_model > 0.0 else None
        self._drawn_labels = drawn_labels
        self.step = 0
        self.device = torch.device(schedule.device)
        generator.network.to(self.device).train()
        if self._previous is not None:
            self._previous.network.to(self.device).eval()
        self.optimiser = torch.optim.AdamW(
            generator.network.parameters(), lr=schedule.rate, weight_decay=0.0, fused=True
        )
        self.ema = Ema(generator.network, schedule.ema_decay)

    def train_step(self) -> float:
        """One optimiser step; returns the bound, in nats per picture."""
        randomness = step_randomness(self.schedule.seed, VAE_STAGE, self.step)
        batch = self._make_batch(randomness)
        for group in self.optimiser.param_groups:
            group["lr"] = self.schedule.rate * one_cycle(self.step, self.steps)
        self.optimiser.zero_grad(set_to_none=True)
        with autocast(self.schedule.device, self.schedule.precision):
            bound, charges = self._loss(batch, randomness)
        (bound + charges).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.generator.network.parameters(), _CLIP)
        self.optimiser.step()
        self.ema.update(self.generator.network)
        self.step += 1
        return float(bound.detach())

    def averaged(self) -> LifelongVae:
        """A copy with the averaged weights, ready to draw."""
        copy = copy_vae(self.generator)
        self.ema.copy_to(copy.network)
        copy.network.to(self.device).eval()
        return copy

    def state(self) -> dict[str, Tensor]:
        """Everything a resumed training needs beside the step."""
        return collect_state(self.generator.network, self.optimiser, self.ema)

    def restore(self, tensors: dict[str, Tensor], step: int) -> None:
        """Go on after `step` steps."""
        restore_state(tensors, self.generator.network, self.optimiser, self.ema, step)
        self.step = step

    def _loss(self, batch: VaeBatch, randomness: torch.Generator) -> tuple[Tensor, Tensor]:
        """The negative bound, and what the regularisers charge."""
        network, weights = self.generator.network, self._weights
        clean, shares = batch.clean.to(self.device), batch.weights.to(self.device)
        posterior = network.encode(clean)
        continuous = sample_continuous(posterior, randomness)
        charges = torch.zeros((), device=self.device)
        if batch.labels is None:
            temperature = max(_LEAST_TEMPERATURE, 1.0 - _COOLING * self.step)
            category = sample_category(posterior.logits, temperature, randomness)
            category_nats = category_divergence(posterior.logits)
        else:
            labels = batch.labels.to(self.device)
            category = functional.one_hot(labels, self.generator.class_count).float()
            category_nats = torch.zeros_like(shares)  # the class is given, not encoded
            errors = functional.cross_entropy(posterior.logits, labels, reduction="none")
            charges = charges + weights.classes * (shares * errors).sum()
        decoded = network.drawing.decode(continuous, category)
        nats = negative_log_likelihood(self.generator, decoded, clean)
        bound = (shares * (nats + continuous_divergence(posterior) + category_nats)).sum()
        if self._previous is not None and bool(batch.is_replay.any()):
            charges = charges + self._cross_model(batch, clean, shares, posterior)
        if weights.uses_information:
            charges = charges - self._information(max(1, len(shares) // 2), randomness)
        if self._elastic is not None:
            charges = charges + self._elastic.penalty(network)
        return bound, charges

    def _cross_model(
        self, batch: VaeBatch, clean: Tensor, shares: Tensor, posterior: Posterior
    ) -> Tensor:
        """What the student makes of the teacher's pictures beside what the teacher does."""
        if self._previous is None:
            raise ValueError("no teacher to compare with")
        places = batch.is_replay.nonzero().flatten().to(self.device)
        with torch.no_grad():
            known = self._previous.network.encode(clean[places]).logits
        divergence = cross_model_divergence(posterior.logits[places], known)
        return self._weights.cross_model * (shares[places] * divergence).sum()

    def _information(self, count: int, randomness: torch.Generator) -> Tensor:
        """lambda_d I(z_d; x) - lambda_c I(z_c; x) of `count` pictures drawn from the prior."""
        network, weights = self.generator.network, self._weights
        noise = torch.randn((count, self.generator.settings.continuous), generator=randomness)
        noise = noise.to(self.device)
        known = self._drawn_labels
        choices = self.generator.class_count if known is None else len(known)
        labels = torch.randint(0, choices, (count,), generator=randomness)
        labels = (labels if known is None else known[labels]).to(self.device)
        category = functional.one_hot(labels, self.generator.class_count).float()
        drawn = network.drawing.decode(noise, category)
        if self.generator.settings.likelihood == BERNOULLI:
            values = 2.0 * self.generator.to_values(drawn).sigmoid() - 1.0
            drawn = haar(values, self.generator.settings.haar_levels)
        posterior = network.encode(drawn)
        told = weights.category_information * category_information(posterior.logits, labels)
        if weights.continuous_information:
            charge = continuous_information(posterior, noise)
            told = told - weights.continuous_information * charge
        return told.mean()
