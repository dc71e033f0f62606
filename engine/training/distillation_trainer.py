"""The training of a streamlined student: one or more teachers' lessons, and the pictures' own.

KDC-Diff (arXiv 2505.06995): denoising loss, the teacher's output, its softened channels and its
blocks' outputs. With feature and output terms alone it is BK-SDM's recipe (arXiv 2305.15798).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from typing_extensions import override

from engine.continual.distillation import (
    DistillationWeights,
    absolute_feature_loss,
    block_names,
    feature_loss,
    feature_taps,
    soft_channel_loss,
)
from engine.diffusion.velocity import NoisyBatch, add_noise
from engine.generators.diffusion_generator import NO_CLASS, DiffusionGenerator
from engine.training.device import autocast
from engine.training.generator_trainer import CLASS_DROPOUT, Batch, GeneratorT, GeneratorTrainer
from engine.training.learning_set import PictureSource, step_randomness
from engine.training.plan import UpdatePlan

#: For `step_randomness`.
_STAGE = 4


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """Pictures, or latents, and the frozen teacher that says what to see in them."""

    pictures: PictureSource
    #: None: the pictures alone, by the denoising loss.
    teacher: DiffusionGenerator | None
    #: Of a step's pictures.
    count: int
    #: Of the step's loss, all lessons together 1.
    share: float = 1.0


class DistillationTrainer(GeneratorTrainer[GeneratorT]):
    """Teaches a student whose blocks have its teachers' names and widths.

    New pictures are taught by the teacher that learned them, replayed latents by the previous one,
    each its own `Lessons`: then no single teacher needs to know everything.
    """

    def __init__(
        self,
        student: GeneratorT,
        lessons: Sequence[Lessons],
        plan: UpdatePlan,
        weights: DistillationWeights,
    ) -> None:
        super().__init__(student, plan, plan.student_steps, plan.student_rate)
        self._lessons, self._shares = tuple(lessons), weights
        for lesson in self._lessons:
            if lesson.teacher is not None:
                lesson.teacher.network.to(self.device).eval()
        has_teacher = any(lesson.teacher is not None for lesson in self._lessons)
        self._taps = block_names(student.network) if has_teacher and weights.feature else []
        #: For each lesson of the step's batch: its pictures' places, and what the teacher says.
        self._taught: list[tuple[slice, Tensor, list[Tensor]]] = []

    @override
    def _make_batch(self) -> Batch:
        randomness = step_randomness(self.plan.seed, _STAGE, self.step)
        parts: list[tuple[NoisyBatch, Tensor]] = []
        weights: list[Tensor] = []
        self._taught, first = [], 0
        for lesson in self._lessons:
            drawn = lesson.pictures.draw(lesson.count, randomness)
            clean = self.generator.to_latents(drawn.images).to(self.device)
            noised = add_noise(clean, self._schedule, randomness)
            is_dropped = torch.rand(len(drawn), generator=randomness) < CLASS_DROPOUT
            labels = torch.from_numpy(drawn.labels).masked_fill(is_dropped, NO_CLASS)
            labels = labels.to(self.device)
            parts.append((noised, labels))
            weights.append(torch.full((len(drawn),), lesson.share / max(1, len(drawn))))
            if lesson.teacher is not None:
                place = slice(first, first + len(drawn))
                self._taught.append((place, *self._ask(lesson.teacher, noised, labels)))
            first += len(drawn)
        joined = parts[0][0]
        for noised, _ in parts[1:]:
            joined = joined.joined(noised)
        return Batch(
            joined.noisy,
            joined.timesteps,
            torch.cat([labels for _, labels in parts]),
            joined.velocity,
            torch.cat(weights).to(self.device),
        )

    @torch.no_grad()
    def _ask(
        self, teacher: DiffusionGenerator, noised: NoisyBatch, labels: Tensor
    ) -> tuple[Tensor, list[Tensor]]:
        """The teacher's velocities and block outputs, in passes of the micro-batch."""
        outputs, features = [], []
        for start in range(0, len(labels), self.micro_batch):
            part = slice(start, start + self.micro_batch)
            with (
                autocast(self.plan.device, self.plan.precision),
                feature_taps(teacher.network, self._taps) as blocks,
            ):
                outputs.append(
                    teacher.predict(noised.noisy[part], noised.timesteps[part], labels[part])
                )
            features.append([block.float() for block in blocks])
        joined = [torch.cat(same) for same in zip(*features, strict=True)]
        return torch.cat(outputs).float(), joined

    @override
    def _loss(self, batch: Batch, part: slice) -> Tensor:
        inputs = (batch.noisy[part], batch.timesteps[part], batch.labels[part])
        with feature_taps(self.generator.network, self._taps) as mine:
            prediction = self.generator.predict(*inputs).float()
        loss = self._shares.task * self._weighted_error(prediction, batch, part)
        for place, output, blocks in self._taught:
            start, stop = max(part.start, place.start), min(part.stop, place.stop)
            if stop <= start:
                continue
            ours = slice(start - part.start, stop - part.start)
            theirs = slice(start - place.start, stop - place.start)
            weights = batch.weights[start:stop] * self.generator.loss_weight(
                batch.timesteps[start:stop]
            )
            loss = loss + self._output_terms(prediction[ours], output[theirs], weights)
            if blocks:
                features = self._feature_term(
                    [block[ours].float() for block in mine], [block[theirs] for block in blocks]
                )
                loss = loss + float(batch.weights[start:stop].sum()) * features
        return loss

    def _output_terms(self, mine: Tensor, theirs: Tensor, weights: Tensor) -> Tensor:
        shares, total = self._shares, torch.zeros((), device=mine.device)
        if shares.output:
            errors = (mine - theirs).square().mean(dim=(1, 2, 3))
            total = total + shares.output * (errors * weights).sum()
        if shares.soft:
            errors = soft_channel_loss(
                mine, theirs, shares.temperature, is_matched=shares.has_matched_scales
            )
            total = total + shares.soft * (errors * weights).sum()
        return total

    def _feature_term(self, mine: Sequence[Tensor], theirs: Sequence[Tensor]) -> Tensor:
        compare = feature_loss if self._shares.has_matched_scales else absolute_feature_loss
        return self._shares.feature * compare(mine, theirs)
