"""The training of products' adapters, one product after the other in turn, each by itself."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.diffusion.velocity import add_noise
from engine.generators.adapted_stable_diffusion import AdaptedStableDiffusion
from engine.generators.attention_adapters import use_adapter
from engine.training.generator_trainer import CLASS_DROPOUT, Batch, GeneratorTrainer
from engine.training.learning_set import PictureSet, step_randomness
from engine.training.plan import UpdatePlan

#: For `step_randomness`.
_STAGE = 6


class AdapterTrainer(GeneratorTrainer[AdaptedStableDiffusion]):
    """Denoising of each product's pictures with the product's adapter; the base stays frozen.

    What a step does for one product leaves every other as it is, so nothing has to be replayed.
    """

    def __init__(
        self,
        generator: AdaptedStableDiffusion,
        plan: UpdatePlan,
        pictures: PictureSet,
        replay: PictureSet | None = None,
    ) -> None:
        """Those products are taught that `pictures` shows.

        Of `replay` what shows the same products is learned with them: classes that a product had
        before there were these photographs.
        """
        shown = set(pictures.labels.tolist())
        self._adapters = tuple(a for a in generator.adapters if shown & set(a.labels))
        every = pictures if replay is None else pictures.joined(replay)
        self._pictures = tuple(_of(every, adapter.labels) for adapter in self._adapters)
        # An update that only leaves products out has nothing to teach.
        steps = plan.teacher_steps if self._adapters else 0
        super().__init__(generator, plan, steps, plan.teacher_rate)

    @override
    def _taught_of(self, generator: AdaptedStableDiffusion) -> nn.Module:
        for weight in (taught := generator.learned(self._adapters)).parameters():
            weight.requires_grad_()
        return taught

    @override
    def _make_optimiser(self, learned: list[nn.Parameter]) -> torch.optim.Optimizer:
        # An optimiser without anything to optimise is refused by torch.
        return super()._make_optimiser(learned or [nn.Parameter(torch.zeros(1))])

    @override
    def _make_batch(self) -> Batch:
        randomness = step_randomness(self.plan.seed, _STAGE, self.step)
        turn = self.step % len(self._adapters)
        use_adapter(self.generator.network, self._adapters[turn].name)
        drawn = self._pictures[turn].draw(self.plan.batch, randomness)
        clean = self.generator.to_latents(drawn.images).to(self.device)
        noised = add_noise(clean, self._schedule, randomness)
        # What an adapter says without a class has to be learned too: guidance asks it.
        is_dropped = torch.rand(len(drawn), generator=randomness) < CLASS_DROPOUT
        labels = self._without_class(torch.from_numpy(drawn.labels), is_dropped, randomness)
        weights = torch.full((len(drawn),), 1.0 / len(drawn), device=self.device)
        return Batch(
            noised.noisy, noised.timesteps, labels.to(self.device), noised.velocity, weights
        )

    @override
    def _loss(self, batch: Batch, part: slice) -> Tensor:
        prediction = self.generator.predict(
            batch.noisy[part], batch.timesteps[part], batch.labels[part]
        )
        return self._weighted_error(prediction.float(), batch, part)


def _of(pictures: PictureSet, labels: Sequence[int]) -> PictureSet:
    places = np.flatnonzero(np.isin(pictures.labels, labels))
    return PictureSet(pictures.images[places], pictures.labels[places])
