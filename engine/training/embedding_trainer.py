"""Training a recogniser for retrieval: alone or under a teacher, at full size or shrinking."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.compression.channel_gates import GatedBlock, channels_to_keep
from engine.compression.forward_work import forward_macs, parameter_count
from engine.compression.gate_descent import GateDescent
from engine.compression.gradient_resetting import GradientResetting, pooled
from engine.compression.recogniser_gates import fold_recogniser, gate_recogniser
from engine.continual.distillation import feature_taps, pooled_feature_loss
from engine.recognition.augmentation import augment
from engine.recognition.network import Recogniser
from engine.recognition.soft_targets import soft_target_loss
from engine.recognition.training import one_cycle
from engine.recognition.triplet import triplet_loss
from engine.training.learning_set import PictureSet, step_randomness
from engine.training.shrinking import Cut, ShrinkPlan, judge_cut, relative_difference

#: For `step_randomness`.
_STAGE = 5
_WEIGHT_DECAY = 0.02
_LABEL_SMOOTHING = 0.1
_FEATURE_WEIGHT = 0.5
#: Pictures by which a fold is compared with what was folded.
_COMPARED = 64


@dataclass(frozen=True, kw_only=True)
class EmbeddingPlan:
    """Numbers of one training; every arm of a comparison has the same."""

    steps: int
    seed: int
    device: str = "cpu"
    rate: float = 1e-3
    classes_per_batch: int = 8
    pictures_per_class: int = 4


class EmbeddingTrainer:
    """Learns classes, triplets and a teacher's answers; may shrink meanwhile.

    L_perf = CE + triplet + KL(T = 2) T^2 + 0.5 sum_blocks |GAP(t) - GAP(s)|, the last where the
    student's blocks are as wide as the teacher's (Xie et al. 2023, arXiv 2303.09230, section 3.1).
    """

    def __init__(
        self,
        network: Recogniser,
        pictures: PictureSet,
        plan: EmbeddingPlan,
        teacher: Recogniser | None = None,
        shrink: ShrinkPlan | None = None,
    ) -> None:
        self.plan, self._pictures, self._shrink = plan, pictures, shrink
        self.step = 0
        self.cut: Cut | None = None
        self._device = torch.device(plan.device)
        self._teacher = None if teacher is None else teacher.to(self._device).eval()
        self.network = network.to(self._device).train()
        self._blocks: list[GatedBlock] = []
        self._resetting: GradientResetting | None = None
        self._descent: GateDescent | None = None
        if shrink is not None:
            self._open_gates(shrink)
        self._optimiser = self._make_optimiser()
        self._by_class = [
            np.flatnonzero(pictures.labels == label) for label in np.unique(pictures.labels)
        ]

    @property
    def steps(self) -> int:
        """Optimiser steps in all."""
        return self.plan.steps

    def train_step(self) -> float:
        """One optimiser step; returns the loss. The last one folds what is still gated."""
        randomness = step_randomness(self.plan.seed, _STAGE, self.step)
        places = self._draw(randomness)
        pixels = torch.from_numpy(self._pictures.images[places]).float() / 127.5 - 1.0
        pixels = augment(pixels, randomness).to(self._device)
        labels = torch.from_numpy(self._pictures.labels[places]).to(self._device)
        for group in self._optimiser.param_groups:
            group["lr"] = self.plan.rate * one_cycle(self.step, self.steps)
        self.network.train()
        loss = self._gated_loss(pixels, labels) if self._blocks else self._loss(pixels, labels)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        if self._descent is not None:
            self._descent.step()
        self.step += 1
        if self._shrink is not None and self._blocks and self.step >= self._shrinking_steps:
            self._fold(self._shrink)
        return float(loss.detach())

    @property
    def _shrinking_steps(self) -> int:
        share = 0.0 if self._shrink is None else self._shrink.shrinking
        return max(1, round(self.steps * share))

    def _open_gates(self, shrink: ShrinkPlan) -> None:
        self._whole = _size(self.network)
        self.network, self._blocks = gate_recogniser(self.network.cpu())
        self.network.to(self._device).train()
        if shrink.resets:
            self._resetting = GradientResetting([len(b.gate.alive) for b in self._blocks])
        self._descent = GateDescent(
            self._blocks,
            self._shrinking_steps,
            rate=shrink.gate_rate,
            travel=shrink.travel,
            resetting=self._resetting,
        )

    def _make_optimiser(self) -> torch.optim.Optimizer:
        gates = {id(block.gate.weight) for block in self._blocks}
        learned = [p for p in self.network.parameters() if id(p) not in gates]
        return torch.optim.AdamW(learned, lr=self.plan.rate, weight_decay=_WEIGHT_DECAY)

    def _loss(self, pixels: Tensor, labels: Tensor) -> Tensor:
        scores, embedding = self.network(pixels)
        loss = _class_loss(scores, labels) + triplet_loss(embedding, labels)
        if self._teacher is not None:
            with torch.no_grad():
                targets = self._teacher(pixels)[0]
            loss = loss + soft_target_loss(scores, targets)
        return loss

    def _gated_loss(self, pixels: Tensor, labels: Tensor) -> Tensor:
        gates = [block.gate_name for block in self._blocks]
        if self._teacher is None:
            return self._loss(pixels, labels)
        norms = [f"{block.name}.norm1" for block in self._blocks]
        with (
            feature_taps(self._teacher, norms) as theirs,
            feature_taps(self.network, gates, of_inputs=True) as mine,
            feature_taps(self.network, gates) as behind,
        ):
            loss = self._loss(pixels, labels)
        targets = pooled(theirs)
        if self._resetting is not None and self._shrink is not None:
            settled = self.step >= self._shrink.settling * self._shrinking_steps
            self._resetting.observe(targets, pooled(behind), finds=settled)
        return loss + _FEATURE_WEIGHT * pooled_feature_loss(pooled(mine), targets)

    def _fold(self, shrink: ShrinkPlan) -> None:
        norms = [block.gate.row_norms().cpu() for block in self._blocks]
        parameters, macs = self._whole
        kept = channels_to_keep(
            self._blocks,
            norms,
            spare_parameters=(1.0 - shrink.parameters) * parameters,
            spare_macs=(1.0 - shrink.macs) * macs,
        )
        for block, places in zip(self._blocks, kept, strict=True):
            block.gate.cut(places)
        folded = fold_recogniser(self.network, self._blocks)
        difference = self._difference(folded)
        self.cut = judge_cut(norms, kept, self._resetting, difference)
        self.network = folded
        self._blocks, self._descent, self._resetting = [], None, None
        self._optimiser = self._make_optimiser()

    @torch.no_grad()
    def _difference(self, folded: Recogniser) -> float:
        pixels = torch.from_numpy(self._pictures.images[:_COMPARED]).to(self._device) / 127.5 - 1.0
        found = [network.eval()(pixels)[1] for network in (self.network, folded)]
        return relative_difference(*found)

    def _draw(self, randomness: torch.Generator) -> NDArray[np.int64]:
        """Places of some pictures of each of some classes, so that every picture has relatives."""
        classes, per_class = self.plan.classes_per_batch, self.plan.pictures_per_class
        order = torch.randperm(len(self._by_class), generator=randomness)[:classes].tolist()
        shares = torch.rand((len(order), per_class), generator=randomness).tolist()
        return np.asarray(
            [
                self._by_class[c][int(share * len(self._by_class[c]))]
                for c, row in zip(order, shares, strict=True)
                for share in row
            ]
        )


def _class_loss(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(scores, labels, label_smoothing=_LABEL_SMOOTHING)


def _size(network: Recogniser) -> tuple[int, float]:
    return parameter_count(network), recogniser_macs(network)


def recogniser_macs(network: Recogniser) -> float:
    """Multiply-accumulates of one picture."""
    device = network.head.weight.device
    pixels = torch.zeros(1, 3, network.image_size, network.image_size, device=device)
    return sum(forward_macs(network, pixels).values())
