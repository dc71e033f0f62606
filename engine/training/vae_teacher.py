"""The training of a lifelong VAE on products: classes are known, and each is a category."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from typing_extensions import override

from engine.continual.balance import Balance
from engine.continual.lifelong import LifelongWeights
from engine.continual.strategy import Strategy
from engine.generators.class_priors import fit_priors
from engine.generators.lifelong_vae import LifelongVae
from engine.training.learning_set import PictureSet, PictureSource
from engine.training.plan import UpdatePlan
from engine.training.vae_trainer import VaeBatch, VaeSchedule, VaeTrainer

#: gamma on replay, for strategies that distil.
CROSS_MODEL = 1.0
#: lambda_d: what is drawn of a class is to be told from other classes.
CATEGORY_INFORMATION = 1.0
_CLASSES = 5.0
#: Pictures drawn anew to fit priors to, where none are kept.
_FITTED = 512


class VaeTeacherTrainer(VaeTrainer):
    """Learns new pictures, and earlier classes from what the previous model draws."""

    def __init__(
        self,
        generator: LifelongVae,
        plan: UpdatePlan,
        new: PictureSet,
        replay: PictureSource | None,
        shares: Balance,
        previous: LifelongVae | None,
        *,
        strategy: Strategy,
        labels: Sequence[int],
    ) -> None:
        """`labels` are all classes that the generator is to draw; the rest it keeps silent of."""
        super().__init__(
            generator,
            VaeSchedule(
                steps=plan.teacher_steps,
                rate=plan.teacher_rate,
                seed=plan.seed,
                device=plan.device,
                precision=plan.precision,
                ema_decay=plan.ema_decay,
            ),
            partial(_batch, generator, new, replay, shares),
            LifelongWeights(
                cross_model=CROSS_MODEL if strategy.distils else 0.0,
                category_information=CATEGORY_INFORMATION,
                classes=_CLASSES,
            ),
            previous=previous if replay is not None else None,
            drawn_labels=torch.tensor(labels),
        )
        self._new, self._replay = new, replay

    @override
    def averaged(self) -> LifelongVae:
        """A copy with the averaged weights that draws each class from where its codes are."""
        generator = super().averaged()
        known = self._new
        if self._replay is not None:
            known = known.joined(self._sample_of(self._replay))
        fit_priors(generator, known.images, known.labels)
        return generator

    def _sample_of(self, replay: PictureSource) -> PictureSet:
        if isinstance(replay, PictureSet):
            return replay
        return replay.draw(_FITTED, torch.Generator().manual_seed(self.schedule.seed))


@dataclass(frozen=True)
class FreshVaeReplay:
    """Pictures of earlier classes that the frozen teacher draws for one step alone."""

    teacher: LifelongVae
    #: Classes to draw, each equally likely.
    labels: tuple[int, ...]

    def draw(self, count: int, randomness: torch.Generator) -> PictureSet:
        """`count` new pictures."""
        chosen = torch.randint(0, len(self.labels), (count,), generator=randomness)
        labels = torch.tensor(self.labels)[chosen]
        noise = torch.randn((count, *self.teacher.settings.noise_shape), generator=randomness)
        device = next(self.teacher.network.eval().parameters()).device
        clean = self.teacher.draw(labels.to(device), noise.to(device))
        return PictureSet(self.teacher.to_pixels(clean), labels.numpy().astype(np.int64))


def _batch(
    generator: LifelongVae,
    new: PictureSet,
    replay: PictureSource | None,
    shares: Balance,
    randomness: torch.Generator,
) -> VaeBatch:
    drawn = new.draw(shares.new_count, randomness)
    first = len(drawn)
    if replay is not None and shares.replay_count:
        drawn = drawn.joined(replay.draw(shares.replay_count, randomness))
    count = len(drawn)
    weights = torch.empty(count)
    weights[:first] = shares.new_weight / max(1, first)
    weights[first:] = shares.replay_weight / max(1, count - first)
    is_replay = torch.arange(count) >= first
    return VaeBatch(
        generator.to_haar(drawn.images), is_replay, weights, torch.from_numpy(drawn.labels)
    )
