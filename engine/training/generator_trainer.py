"""The two trainings of a generator: a teacher that learns, and a student that shrinks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from typing_extensions import override

from engine.compression.pruner import PrunedNetwork
from engine.continual.balance import Balance
from engine.continual.distillation import feature_loss, feature_taps
from engine.diffusion.ema import Ema
from engine.diffusion.velocity import add_noise
from engine.generators.pixel_diffusion import NO_CLASS, PixelDiffusion, copy_generator
from engine.recognition.training import one_cycle
from engine.training.device import autocast
from engine.training.learning_set import PictureSet, PictureSource, step_randomness
from engine.training.plan import UpdatePlan
from engine.training.trainer_state import collect_state, restore_state

#: For `step_randomness`.
TEACHER_STAGE, _STUDENT_STAGE = 1, 2
_FEATURE_WEIGHT = 0.1
#: Share of pictures learned without their class, which guidance needs (Ho & Salimans 2022, 3.2).
_CLASS_DROPOUT = 0.12
_CLIP = 1.0
#: New lessons that a student's repeats are drawn from.
_LESSONS_KEPT = 16


@dataclass(frozen=True)
class _Batch:
    """One optimiser step's pictures in Haar space, what to aim at, and what each weighs."""

    noisy: Tensor
    timesteps: Tensor
    labels: Tensor
    target: Tensor
    #: (B,), summing to 1.
    weights: Tensor
    #: For a student, per tapped block the teacher's output, of the channels that it kept.
    features: tuple[Tensor, ...] = ()


class GeneratorTrainer:
    """Steps of one generator training; its whole state can be collected after any step."""

    def __init__(
        self,
        generator: PixelDiffusion,
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
        self.optimiser = torch.optim.AdamW(
            generator.network.parameters(),
            lr=rate,
            betas=(0.9, 0.99),
            weight_decay=0.01,
            fused=True,
        )
        self.ema = Ema(generator.network, plan.ema_decay)
        self._schedule = generator.schedule

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
        torch.nn.utils.clip_grad_norm_(self.generator.network.parameters(), _CLIP)
        self.optimiser.step()
        self.ema.update(self.generator.network)
        self.step += 1
        return total

    def averaged(self) -> PixelDiffusion:
        """A copy with the averaged weights, ready to draw."""
        copy = copy_generator(self.generator)
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

    def _make_batch(self) -> _Batch:
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

    def _loss(self, batch: _Batch, part: slice) -> Tensor:
        raise NotImplementedError

    def _weighted_error(self, prediction: Tensor, batch: _Batch, part: slice) -> Tensor:
        errors = (prediction - batch.target[part]).square().mean(dim=(1, 2, 3))
        return (errors * batch.weights[part]).sum()


class TeacherTrainer(GeneratorTrainer):
    """Learns new pictures, and earlier classes from replay.

    The target on replay lies between the injected noise (Shin et al. 2017) and the previous
    teacher's prediction (Masip et al. 2023, equation 4). Between the two targets the squared error
    is that of their weighted sum, but for a constant.
    """

    def __init__(
        self,
        generator: PixelDiffusion,
        plan: UpdatePlan,
        new: PictureSet,
        replay: PictureSource | None,
        shares: Balance,
        previous: PixelDiffusion | None,
        *,
        distilled: float = 1.0,
        retired_labels: Sequence[int] = (),
    ) -> None:
        super().__init__(generator, plan, plan.teacher_steps, plan.teacher_rate, retired_labels)
        self._new, self._replay, self._shares = new, replay, shares
        #: The frozen previous teacher, where its prediction counts in the target on replay, and how
        #: much it counts.
        self._previous, self._distilled = previous, distilled
        if previous is not None:
            previous.network.to(self.device).eval()

    @override
    def _make_batch(self) -> _Batch:
        randomness = step_randomness(self.plan.seed, TEACHER_STAGE, self.step)
        drawn = self._new.draw(self._shares.new_count, randomness)
        weights = np.full(len(drawn), self._shares.new_weight / max(1, len(drawn)))
        if self._replay is not None and self._shares.replay_count:
            replayed = self._replay.draw(self._shares.replay_count, randomness)
            each = self._shares.replay_weight / len(replayed)
            weights = np.concatenate([weights, np.full(len(replayed), each)])
            drawn = drawn.joined(replayed)
        return self._noised(drawn, weights, randomness)

    def _noised(
        self,
        drawn: PictureSet,
        weights: "np.ndarray[tuple[int], np.dtype[np.float64]]",
        randomness: torch.Generator,
    ) -> _Batch:
        clean = self.generator.to_haar(drawn.images).to(self.device)
        noised = add_noise(clean, self._schedule, randomness)
        is_dropped = torch.rand(len(drawn), generator=randomness) < _CLASS_DROPOUT
        shown = torch.from_numpy(drawn.labels)
        target = noised.velocity
        first = self._shares.new_count
        if self._previous is not None and len(drawn) > first:
            asked = shown.masked_fill(is_dropped, NO_CLASS).to(self.device)
            with torch.no_grad(), autocast(self.plan.device, self.plan.precision):
                taught = self._previous.predict(
                    noised.noisy[first:], noised.timesteps[first:], asked[first:]
                )
            aimed = torch.lerp(target[first:], taught.float(), self._distilled)
            target = torch.cat([target[:first], aimed])
        if len(self._retired):
            # What the previous teacher draws of no class in particular may show what is retired.
            own = is_dropped.to(self.device)[:, None, None, None]
            target = torch.where(own, noised.velocity, target)
        return _Batch(
            noised.noisy,
            noised.timesteps,
            self._without_class(shown, is_dropped, randomness).to(self.device),
            target,
            torch.from_numpy(weights).float().to(self.device),
        )

    @override
    def _loss(self, batch: _Batch, part: slice) -> Tensor:
        prediction = self.generator.predict(
            batch.noisy[part], batch.timesteps[part], batch.labels[part]
        )
        return self._weighted_error(prediction.float(), batch, part)


class StudentTrainer(GeneratorTrainer):
    """Distils a teacher into its pruned copy: predictions and block outputs (BK-SDM, KDC-Diff)."""

    def __init__(
        self,
        pruned: PrunedNetwork,
        teacher: PixelDiffusion,
        plan: UpdatePlan,
        pictures: PictureSet,
        *,
        retired_labels: Sequence[int] = (),
    ) -> None:
        super().__init__(
            PixelDiffusion(pruned.network, replace(teacher.settings, guidance=0.0)),
            plan,
            plan.student_steps,
            plan.student_rate,
            retired_labels,
        )
        self._teacher, self._pictures = teacher, pictures
        teacher.network.to(self.device).eval()
        self._taps, self._kept = _tapped_blocks(pruned)
        self._lessons: dict[int, _Batch] = {}

    @override
    def _make_batch(self) -> _Batch:
        """A new lesson of the teacher at even steps, at odd ones one of the last new ones again.

        The teacher's two passes cost more than the student's step. Which lesson it is depends on
        the step alone, so a resumed run makes those that it lacks again and goes on alike.
        """
        source = self.step
        if source % 2:
            randomness = step_randomness(self.plan.seed, _STUDENT_STAGE, source)
            ago = int(torch.randint(0, _LESSONS_KEPT, (1,), generator=randomness))
            source = max(0, source - 1 - 2 * ago)
        if source not in self._lessons:
            self._lessons[source] = self._make_lesson(source)
        oldest = self.step - 2 * _LESSONS_KEPT
        for step in [step for step in self._lessons if step < oldest]:
            del self._lessons[step]
        return self._lessons[source]

    @override
    def _loss(self, batch: _Batch, part: slice) -> Tensor:
        inputs = (batch.noisy[part], batch.timesteps[part], batch.labels[part])
        with feature_taps(self.generator.network, self._taps) as mine:
            prediction = self.generator.predict(*inputs)
        error = self._weighted_error(prediction.float(), batch, part)
        features = feature_loss(mine, [theirs[part] for theirs in batch.features])
        share = float(batch.weights[part].sum())
        # Features show the way at first; in the end only the pictures count.
        left = 1.0 - self.step / self.steps
        return error + _FEATURE_WEIGHT * left * share * features

    def _make_lesson(self, step: int) -> _Batch:
        randomness = step_randomness(self.plan.seed, _STUDENT_STAGE, step)
        drawn = self._pictures.draw(self.plan.batch, randomness)
        clean = self.generator.to_haar(drawn.images).to(self.device)
        noised = add_noise(clean, self._schedule, randomness)
        labels = asked = torch.from_numpy(drawn.labels)
        if len(self._retired):
            is_dropped = torch.rand(len(drawn), generator=randomness) < _CLASS_DROPOUT
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
        return _Batch(noised.noisy, noised.timesteps, labels, torch.cat(targets), weights, outputs)

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


def _tapped_blocks(pruned: PrunedNetwork) -> tuple[list[str], list[Tensor]]:
    """Blocks whose outputs are compared, in the order of the forward pass, and channels kept."""
    levels = range(len(pruned.network.config["block_out_channels"]))
    down, up = [f"down_blocks.{i}" for i in levels], [f"up_blocks.{i}" for i in levels]
    spaces = {name: _output_space(pruned, name) for name in (*down, *up)}
    spaces["mid_block"] = spaces[down[-1]]
    names = [*down, "mid_block", *up]
    return names, [pruned.kept[spaces[name]] for name in names]


def _output_space(pruned: PrunedNetwork, block: str) -> str:
    """The space of a block's output: its resampler's, else its last residual block's."""
    for resampler in ("downsamplers", "upsamplers"):
        name = f"{block}.{resampler}.0.conv.out"
        if name in pruned.kept:
            return name
    outputs = [n for n in pruned.kept if n.startswith(f"{block}.resnets.") and n.endswith(".out")]
    return max(outputs) if outputs else "stream.in"
