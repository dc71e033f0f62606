"""The training of a student: its pruned copy learns what the teacher draws."""

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor
from typing_extensions import override

from engine.compression.pruner import PrunedNetwork
from engine.continual.distillation import block_names, feature_loss, feature_taps
from engine.diffusion.velocity import add_noise
from engine.generators.diffusion_generator import NO_CLASS
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.training.device import autocast
from engine.training.generator_trainer import CLASS_DROPOUT, Batch, GeneratorTrainer
from engine.training.learning_set import PictureSet, step_randomness
from engine.training.plan import UpdatePlan

#: For `step_randomness`.
_STAGE = 2
_EXPERTS_STAGE = 5
_FEATURE_WEIGHT = 0.1
#: New lessons that a student's repeats are drawn from.
_LESSONS_KEPT = 16


class DistillingTrainer(GeneratorTrainer[PixelDiffusion]):
    """Teaches a smaller generator what a teacher's guided predictions are."""

    _stage = _STAGE

    def __init__(
        self,
        student: PixelDiffusion,
        teacher: PixelDiffusion,
        plan: UpdatePlan,
        pictures: PictureSet,
        *,
        steps: int,
        retired_labels: Sequence[int] = (),
    ) -> None:
        super().__init__(student, plan, steps, plan.student_rate, retired_labels)
        self._teacher, self._pictures = teacher, pictures
        teacher.network.to(self.device).eval()
        #: Blocks whose outputs are learned too, and which of the teacher's channels those are.
        self._taps: list[str] = []
        self._kept: list[Tensor] = []
        self._lessons: dict[int, Batch] = {}

    @override
    def _make_batch(self) -> Batch:
        """A new lesson of the teacher at even steps, at odd ones one of the last new ones again.

        The teacher's two passes cost more than the student's step. Which lesson it is depends on
        the step alone, so a resumed run makes those that it lacks again and goes on alike.
        """
        source = self.step
        if source % 2:
            randomness = step_randomness(self.plan.seed, self._stage, source)
            ago = int(torch.randint(0, _LESSONS_KEPT, (1,), generator=randomness))
            source = max(0, source - 1 - 2 * ago)
        if source not in self._lessons:
            self._lessons[source] = self._make_lesson(source)
        oldest = self.step - 2 * _LESSONS_KEPT
        for step in [step for step in self._lessons if step < oldest]:
            del self._lessons[step]
        return self._lessons[source]

    @override
    def _loss(self, batch: Batch, part: slice) -> Tensor:
        inputs = (batch.noisy[part], batch.timesteps[part], batch.labels[part])
        with feature_taps(self.generator.network, self._taps) as mine:
            prediction = self.generator.predict(*inputs)
        error = self._weighted_error(prediction.float(), batch, part)
        features = feature_loss(mine, [theirs[part] for theirs in batch.features])
        share = float(batch.weights[part].sum())
        # Features show the way at first; in the end only the pictures count.
        left = 1.0 - self.step / self.steps
        return error + _FEATURE_WEIGHT * left * share * features

    def _make_lesson(self, step: int) -> Batch:
        randomness = step_randomness(self.plan.seed, self._stage, step)
        drawn = self._pictures.draw(self.plan.batch, randomness)
        clean = self.generator.to_latents(drawn.images).to(self.device)
        noised = add_noise(clean, self._schedule, randomness)
        labels = asked = torch.from_numpy(drawn.labels)
        if len(self._retired):
            is_dropped = torch.rand(len(drawn), generator=randomness) < CLASS_DROPOUT
            asked = labels.masked_fill(is_dropped, NO_CLASS)
            labels = self._without_class(labels, is_dropped, randomness)
        labels, asked = labels.to(self.device), asked.to(self.device)
        targets, features = [], []
        for start in range(0, len(labels), self.micro_batch):
            part = slice(start, start + self.micro_batch)
            target, blocks = self._taught(noised.noisy[part], noised.timesteps[part], asked[part])
            targets.append(target)
            features.append(blocks)
        weights = torch.full((len(drawn),), 1.0 / len(drawn), device=self.device)
        outputs = tuple(torch.cat(parts) for parts in zip(*features, strict=True))
        return Batch(noised.noisy, noised.timesteps, labels, torch.cat(targets), weights, outputs)

    @torch.no_grad()
    def _taught(
        self, noisy: Tensor, timesteps: Tensor, labels: Tensor
    ) -> tuple[Tensor, list[Tensor]]:
        """The teacher's guided velocity, and of its blocks' outputs what the student kept.

        Guidance is distilled along: the student needs one pass where its teacher needs two. Meng et
        al. 2023 (arXiv 2210.03142), stage one, for one fixed weight.
        """
        with (
            autocast(self.plan.device, self.plan.precision),
            feature_taps(self._teacher.network, self._taps) as theirs,
        ):
            velocity = self._teacher.velocity(noisy, timesteps, labels)
        # the first half of a guided pass is of the classes, the second of "no class"
        blocks = [
            output[: len(labels), kept].float()
            for output, kept in zip(theirs, self._kept, strict=True)
        ]
        return velocity.float(), blocks


class StudentTrainer(DistillingTrainer):
    """Distils a teacher into its pruned copy: predictions and block outputs (BK-SDM, KDC-Diff)."""

    def __init__(
        self,
        pruned: PrunedNetwork,
        teacher: PixelDiffusion,
        plan: UpdatePlan,
        pictures: PictureSet,
        *,
        steps: int | None = None,
        retired_labels: Sequence[int] = (),
    ) -> None:
        super().__init__(
            PixelDiffusion(pruned.network, replace(teacher.settings, guidance=0.0)),
            teacher,
            plan,
            pictures,
            steps=plan.student_steps if steps is None else steps,
            retired_labels=retired_labels,
        )
        self._taps, self._kept = _tapped_blocks(pruned)


class ExpertsTrainer(DistillingTrainer):
    """Teaches timestep experts further, each on its own timesteps; blocks differ in width there."""

    _stage = _EXPERTS_STAGE


def _tapped_blocks(pruned: PrunedNetwork) -> tuple[list[str], list[Tensor]]:
    """Blocks whose outputs are compared, in the order of the forward pass, and channels kept."""
    names = block_names(pruned.network)
    spaces = {name: _output_space(pruned, name) for name in names if name != "mid_block"}
    if "mid_block" in names:
        spaces["mid_block"] = spaces[names[names.index("mid_block") - 1]]
    return names, [pruned.kept[spaces[name]] for name in names]


def _output_space(pruned: PrunedNetwork, block: str) -> str:
    """The space of a block's output: its resampler's, else its last residual block's."""
    for resampler in ("downsamplers", "upsamplers"):
        name = f"{block}.{resampler}.0.conv.out"
        if name in pruned.kept:
            return name
    outputs = [n for n in pruned.kept if n.startswith(f"{block}.resnets.") and n.endswith(".out")]
    return max(outputs) if outputs else "stream.in"
