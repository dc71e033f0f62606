"""A student that shrinks while it learns: gates in its residual blocks, folded on the way."""

from dataclasses import replace

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.compression.channel_gates import channels_to_keep
from engine.compression.forward_work import parameter_count
from engine.compression.gate_descent import GateDescent
from engine.compression.gradient_resetting import GradientResetting, pooled
from engine.compression.pruner import PrunedNetwork
from engine.compression.unet_gates import fold_unet, gate_unet, relative_importance, unet_macs
from engine.continual.distillation import feature_taps
from engine.diffusion.ema import Ema
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.training.generator_trainer import Batch
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.shrinking import Cut, ShrinkPlan, judge_cut, relative_difference
from engine.training.student_trainer import StudentTrainer


class ShrinkingStudentTrainer(StudentTrainer):
    """The distillation of a student whose compactors shrink meanwhile, from photographs and replay.

    Capacity Dynamic Distillation (Xie et al. 2023, arXiv 2303.09230) in the place of a student
    pruned beforehand; everything else is as in `StudentTrainer`. It cannot be interrupted and
    resumed.
    """

    def __init__(
        self,
        pruned: PrunedNetwork,
        teacher: PixelDiffusion,
        plan: UpdatePlan,
        pictures: PictureSet,
        shrink: ShrinkPlan,
    ) -> None:
        """Begin with `pruned`, which may be as wide as the teacher; shares are of the teacher."""
        self._shrink = shrink
        self.cut: Cut | None = None
        self._spare = (
            parameter_count(pruned.network) - shrink.parameters * parameter_count(teacher.network),
            _macs(pruned) - shrink.macs * sum(unet_macs(teacher.network).values()),
        )
        gated, self._blocks = gate_unet(pruned.network)
        self._inner = [pruned.kept[f"{block.name}.inner"] for block in self._blocks]
        self._norms = [f"{block.name}.norm2" for block in self._blocks]
        self._resetting = (
            GradientResetting([len(block.gate.alive) for block in self._blocks])
            if shrink.resets
            else None
        )
        self._shrinking_steps = max(1, round(plan.student_steps * shrink.shrinking))
        super().__init__(PrunedNetwork(gated, pruned.kept), teacher, plan, pictures)
        self._descent = GateDescent(
            self._blocks,
            self._shrinking_steps,
            rate=shrink.gate_rate,
            travel=shrink.travel,
            resetting=self._resetting,
        )

    @override
    def train_step(self) -> float:
        """One optimiser step; returns the loss. The last shrinking one folds the gates."""
        loss = super().train_step()
        if self._blocks and self.step >= self._shrinking_steps:
            self._fold()
        return loss

    @override
    def averaged(self) -> PixelDiffusion:
        """A copy with the averaged weights, ready to draw; there is none before the fold."""
        if self._blocks:
            raise RuntimeError("a student whose gates are open has no weights to draw with")
        return super().averaged()

    @override
    def _make_optimiser(self, learned: list[nn.Parameter]) -> torch.optim.Optimizer:
        gates = {id(block.gate.weight) for block in self._blocks}
        return super()._make_optimiser([item for item in learned if id(item) not in gates])

    @override
    def _apply_gradients(self) -> None:
        super()._apply_gradients()
        if self._blocks:
            self._descent.step()

    @override
    def _taught(
        self, noisy: Tensor, timesteps: Tensor, labels: Tensor
    ) -> tuple[Tensor, list[Tensor]]:
        """As before, and behind the blocks' outputs what is inside the teacher's, pooled (B, C)."""
        if not self._blocks or self._resetting is None:
            return super()._taught(noisy, timesteps, labels)
        with feature_taps(self._teacher.network, self._norms, of_inputs=True) as inside:
            velocity, blocks = super()._taught(noisy, timesteps, labels)
        inner = [
            features[: len(labels), kept.to(features.device)]
            for features, kept in zip(inside, self._inner, strict=True)
        ]
        return velocity, [*blocks, *pooled(inner)]

    @override
    def _loss(self, batch: Batch, part: slice) -> Tensor:
        own = replace(batch, features=batch.features[: len(self._taps)])
        inner = batch.features[len(self._taps) :]
        if not self._blocks or self._resetting is None or not inner:
            return super()._loss(own, part)
        gates = [block.gate_name for block in self._blocks]
        with feature_taps(self.generator.network, gates) as behind:
            loss = super()._loss(own, part)
        self._resetting.observe(
            [features[part] for features in inner],
            pooled(behind),
            finds=self.step >= self._shrink.settling * self._shrinking_steps,
        )
        return loss

    def _fold(self) -> None:
        parameters, macs = self._spare
        norms = [block.gate.row_norms().cpu() for block in self._blocks]
        kept = channels_to_keep(
            self._blocks,
            [relative_importance(block).cpu() for block in self._blocks],
            spare_parameters=parameters,
            spare_macs=macs,
        )
        for block, places in zip(self._blocks, kept, strict=True):
            block.gate.cut(places)
        network = fold_unet(self.generator.network, self._blocks)
        folded = PixelDiffusion(network, self.generator.settings)
        self.cut = judge_cut(norms, kept, self._resetting, self._difference(folded))
        self._blocks, self._resetting = [], None
        self.generator = folded
        self.optimiser = self._make_optimiser(list(network.parameters()))
        self.ema = Ema(network, self.plan.ema_decay)

    @torch.no_grad()
    def _difference(self, folded: PixelDiffusion) -> float:
        batch = self._make_batch()
        inputs = (batch.noisy, batch.timesteps, batch.labels)
        found = [generator.predict(*inputs) for generator in (self.generator, folded)]
        return relative_difference(*found)


def _macs(pruned: PrunedNetwork) -> float:
    return sum(unet_macs(pruned.network).values())
