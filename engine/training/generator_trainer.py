"""What the trainings of a teacher and of a student share: one optimiser step, state, averages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn

from engine.diffusion.ema import Ema
from engine.generators.diffusion_generator import NO_CLASS, DiffusionGenerator
from engine.recognition.training import one_cycle
from engine.training.device import autocast
from engine.training.plan import UpdatePlan
from engine.training.trainer_state import collect_state, restore_state

#: Share of pictures learned without their class, which guidance needs (Ho & Salimans 2022, 3.2).
CLASS_DROPOUT = 0.12
_CLIP = 1.0

GeneratorT = TypeVar("GeneratorT", bound=DiffusionGenerator)


@dataclass(frozen=True)
class Batch:
    """One optimiser step's latents, what to aim at, and what each weighs."""

    noisy: Tensor
    timesteps: Tensor
    labels: Tensor
    target: Tensor
    #: (B,), summing to 1.
    weights: Tensor
    #: Per tapped block what its output should be.
    features: tuple[Tensor, ...] = ()
    #: What the previous teacher predicts of the last pictures, where it counts.
    taught: Tensor | None = None


def squared_error(prediction: Tensor, target: Tensor) -> Tensor:
    """(B,), each picture's mean over its values."""
    return (prediction - target).square().mean(dim=(1, 2, 3))


class GeneratorTrainer(Generic[GeneratorT]):
    """Steps of one generator training; its whole state can be collected after any step."""

    def __init__(
        self,
        generator: GeneratorT,
        plan: UpdatePlan,
        steps: int,
        rate: float,
        retired_labels: Sequence[int] = (),
    ) -> None:
        self.generator, self.plan, self.steps, self._rate = generator, plan, steps, rate
        self._retired = torch.tensor(retired_labels, dtype=torch.int64)
        self.step = 0
        self.micro_batch = plan.micro_batch
        self.device = torch.device(plan.device)
        generator.network.to(self.device).train()
        self.optimiser = self._make_optimiser(list(self.taught.parameters()))
        self.ema = Ema(self.taught, plan.ema_decay)
        self._schedule = generator.schedule

    @property
    def taught(self) -> nn.Module:
        """What is taught of the generator, which may be another one later in a training."""
        return self._taught_of(self.generator)

    def train_step(self) -> float:
        """One optimiser step over the whole batch, in micro-batches; returns the loss."""
        batch = self._make_batch()
        for group in self.optimiser.param_groups:
            group["lr"] = self._rate * one_cycle(self.step, self.steps)
        self.optimiser.zero_grad(set_to_none=True)
        total = 0.0
        for start in range(0, len(batch.labels), self.micro_batch):
            part = slice(start, start + self.micro_batch)
            with autocast(self.plan.device, self.plan.precision):
                loss = self._loss(batch, part)
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        self._apply_gradients()
        self.ema.update(self.taught)
        self.step += 1
        return total

    def averaged(self) -> GeneratorT:
        """A copy with the averaged weights, ready to draw."""
        copy = self.generator.copy()
        self.ema.copy_to(self._taught_of(copy))
        copy.network.to(self.device).eval()
        return copy

    def state(self) -> dict[str, Tensor]:
        """Everything a resumed training needs beside the step."""
        return collect_state(self.taught, self.optimiser, self.ema)

    def restore(self, tensors: dict[str, Tensor], step: int) -> None:
        """Go on after `step` steps."""
        restore_state(tensors, self.taught, self.optimiser, self.ema, step)
        self.step = step

    def _taught_of(self, generator: GeneratorT) -> nn.Module:
        """The part of a generator that this training changes."""
        network: nn.Module = generator.network
        return network

    def _make_optimiser(self, learned: list[nn.Parameter]) -> torch.optim.Optimizer:
        return torch.optim.AdamW(
            learned, lr=self._rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True
        )

    def _apply_gradients(self) -> None:
        torch.nn.utils.clip_grad_norm_(self.taught.parameters(), _CLIP)
        self.optimiser.step()

    def _make_batch(self) -> Batch:
        raise NotImplementedError

    def _without_class(
        self, labels: Tensor, is_dropped: Tensor, randomness: torch.Generator
    ) -> Tensor:
        """Labels (B,) whose dropped ones say "no class".

        So do, equally often, the rows of retired classes, which keep no meaning of their own.
        """
        labels = labels.masked_fill(is_dropped, NO_CLASS)
        if len(self._retired) == 0:
            return labels
        chosen = torch.randint(0, len(self._retired), labels.shape, generator=randomness)
        is_swapped = is_dropped & (torch.rand(labels.shape, generator=randomness) < 0.5)
        return torch.where(is_swapped, self._retired[chosen], labels)

    def _loss(self, batch: Batch, part: slice) -> Tensor:
        raise NotImplementedError

    def _weighted_error(self, prediction: Tensor, batch: Batch, part: slice) -> Tensor:
        counts = self.generator.loss_weight(batch.timesteps[part])
        errors = squared_error(prediction, batch.target[part]) * counts
        return (errors * batch.weights[part]).sum()
