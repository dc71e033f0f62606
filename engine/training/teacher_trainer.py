"""The training of a teacher: new pictures are learned, earlier classes are kept by replay."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from typing_extensions import override

from engine.continual.balance import Balance
from engine.continual.distillation import block_names, feature_loss, feature_taps
from engine.continual.forgetting import ForgettingMeter
from engine.continual.strategy import Strategy
from engine.diffusion.velocity import NoisyBatch, add_noise
from engine.generators.diffusion_generator import NO_CLASS, DiffusionGenerator
from engine.training.device import autocast
from engine.training.generator_trainer import (
    CLASS_DROPOUT,
    Batch,
    GeneratorT,
    GeneratorTrainer,
    squared_error,
)
from engine.training.learning_set import PictureSet, PictureSource, step_randomness
from engine.training.plan import UpdatePlan
from engine.training.state_replay import StateReplay, States

#: For `step_randomness`.
TEACHER_STAGE = 1
_FORGETTING = "forgetting.errors"


class TeacherTrainer(GeneratorTrainer[GeneratorT]):
    """Learns new pictures, and earlier classes from replay, by the switches of a strategy.

    The target on replay lies between the injected noise (Shin et al. 2017) and the previous
    teacher's prediction (Masip et al. 2023, equation 4). Between the two targets the squared error
    is that of their weighted sum, but for a constant.
    """

    def __init__(
        self,
        generator: GeneratorT,
        plan: UpdatePlan,
        new: PictureSet,
        replay: PictureSource | StateReplay | None,
        shares: Balance,
        previous: DiffusionGenerator | None,
        *,
        strategy: Strategy,
        retired_labels: Sequence[int] = (),
    ) -> None:
        super().__init__(generator, plan, plan.teacher_steps, plan.teacher_rate, retired_labels)
        self._new, self._replay, self._shares = new, replay, shares
        self._strategy = strategy
        #: The frozen previous teacher, where the strategy learns from what it predicts.
        self._previous = previous if strategy.distils else None
        if self._previous is not None:
            self._previous.network.to(self.device).eval()
        has_taps = self._previous is not None and strategy.feature_weight > 0.0
        self._taps = block_names(generator.network) if has_taps else []
        measures = self._previous is not None and strategy.forgetting_focus > 0.0
        #: Where replay is weighed by what is being forgotten.
        self._meter = ForgettingMeter(generator.class_count, self.device) if measures else None

    @override
    def state(self) -> dict[str, Tensor]:
        meter = {} if self._meter is None else {_FORGETTING: self._meter.state()}
        return super().state() | meter

    @override
    def restore(self, tensors: dict[str, Tensor], step: int) -> None:
        super().restore(tensors, step)
        if self._meter is not None:
            self._meter.restore(tensors[_FORGETTING])

    @override
    def _make_batch(self) -> Batch:
        randomness = step_randomness(self.plan.seed, TEACHER_STAGE, self.step)
        drawn = self._new.draw(self._shares.new_count, randomness)
        first, labels, states = len(drawn), drawn.labels, None
        if self._replay is not None and self._shares.replay_count:
            if isinstance(self._replay, StateReplay):
                states = self._replay.states(self.step, self._shares.replay_count)
                labels = np.concatenate([labels, states.labels])
            else:
                replayed = self._replay.draw(self._shares.replay_count, randomness)
                labels = np.concatenate([labels, replayed.labels])
                drawn = drawn.joined(replayed)
        clean = self.generator.to_latents(drawn.images).to(self.device)
        noised = add_noise(clean, self._schedule, randomness)
        if states is not None:
            noised = noised.joined(states.noised)
        is_dropped = torch.rand(len(labels), generator=randomness) < CLASS_DROPOUT
        shown = torch.from_numpy(labels)
        target = noised.velocity
        features: tuple[Tensor, ...] = ()
        taught: Tensor | None = None
        previous = self._previous
        if previous is not None and len(labels) > first:
            asked = shown.masked_fill(is_dropped, NO_CLASS).to(self.device)
            if states is not None and not self._taps:
                taught = self._taught_by(previous, states, noised.after(first), is_dropped[first:])
            else:
                taught, features = self._taught(previous, noised.after(first), asked[first:])
            aimed = torch.lerp(target[first:], taught, self._strategy.distilled)
            target = torch.cat([target[:first], aimed])
        if len(self._retired) or self._strategy.relearns_no_class:
            # What the previous teacher draws of no class in particular may show what is retired,
            # and does not show what is new.
            own = is_dropped.to(self.device)[:, None, None, None]
            target = torch.where(own, noised.velocity, target)
        return Batch(
            noised.noisy,
            noised.timesteps,
            self._without_class(shown, is_dropped, randomness).to(self.device),
            target,
            self._weights(first, noised.timesteps, labels),
            features,
            taught,
        )

    @torch.no_grad()
    def _taught(
        self, previous: DiffusionGenerator, noised: NoisyBatch, labels: Tensor
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        """What the previous teacher predicts, and its blocks' outputs where those count."""
        with (
            autocast(self.plan.device, self.plan.precision),
            feature_taps(previous.network, self._taps) as blocks,
        ):
            guided = previous.with_guidance(self._strategy.taught_guidance)
            taught = guided.velocity(noised.noisy, noised.timesteps, labels)
        # where it is guided, every picture passed twice, the second time as of no class
        return taught.float(), tuple(block[: len(labels)].float() for block in blocks)

    def _taught_by(
        self, previous: DiffusionGenerator, states: States, noised: NoisyBatch, is_dropped: Tensor
    ) -> Tensor:
        """What was predicted on the way; only what is asked without a class needs another call."""
        taught = states.taught.clone()
        places = is_dropped.nonzero().flatten().to(self.device)
        if len(places):
            anyhow = torch.full((len(places),), NO_CLASS, device=self.device)
            taught[places], _ = self._taught(previous, noised.at(places), anyhow)
        return taught

    def _weights(self, first: int, timesteps: Tensor, labels: NDArray[np.int64]) -> Tensor:
        """(B,), those of the new pictures and those of replay each summing to their share."""
        weights = torch.empty(len(timesteps), device=self.device)
        weights[:first] = self._shares.new_weight / max(1, first)
        noisiness = timesteps[first:].float() / self._schedule.timesteps
        emphasis = 1.0 + self._strategy.noise_emphasis * (2.0 * noisiness - 1.0)
        if self._meter is not None:
            replayed = torch.from_numpy(labels[first:]).to(self.device)
            emphasis = emphasis * self._meter.emphasis(replayed, self._strategy.forgetting_focus)
        weights[first:] = self._shares.replay_weight * emphasis / emphasis.sum()
        return weights

    @override
    def _loss(self, batch: Batch, part: slice) -> Tensor:
        inputs = (batch.noisy[part], batch.timesteps[part], batch.labels[part])
        if not batch.features:
            prediction = self.generator.predict(*inputs)
            self._observe(prediction, batch, part)
            return self._weighted_error(prediction.float(), batch, part)
        with feature_taps(self.generator.network, self._taps) as mine:
            prediction = self.generator.predict(*inputs)
        self._observe(prediction, batch, part)
        error = self._weighted_error(prediction.float(), batch, part)
        first = self._shares.new_count
        start, stop = self._replayed(batch, part)
        if stop <= start:
            return error
        features = feature_loss(
            [block[start - part.start :].float() for block in mine],
            [block[start - first : stop - first] for block in batch.features],
        )
        share = float(batch.weights[start:stop].sum())
        return error + self._strategy.feature_weight * share * features

    def _observe(self, prediction: Tensor, batch: Batch, part: slice) -> None:
        """Take note of what is being forgotten."""
        start, stop = self._replayed(batch, part)
        if self._meter is None or batch.taught is None or stop <= start:
            return
        first = self._shares.new_count
        mine = prediction.detach()[start - part.start :].float()
        errors = squared_error(mine, batch.taught[start - first : stop - first])
        errors = errors * self.generator.loss_weight(batch.timesteps[start:stop])
        self._meter.observe(errors, batch.labels[start:stop])

    def _replayed(self, batch: Batch, part: slice) -> tuple[int, int]:
        """Which of a part's places in the batch are replay."""
        return max(part.start, self._shares.new_count), min(part.stop, len(batch.labels))
