"""The training of a recogniser on one task, whatever its objectives are."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from engine.contract.job_context import JobContext
from engine.recognition.augmentation import augment
from engine.recognition.incremental.objectives import Objective
from engine.recognition.incremental.pictures import TaskPictures
from engine.recognition.incremental.rule import Lesson
from engine.recognition.network import Recogniser
from engine.recognition.training import PEAK_RATE, one_cycle

#: As many for every rule, whether some are of memory or all are new.
BATCH = 48
_WEIGHT_DECAY = 0.02


class IncrementalTrainer:
    """Adam over a sum of objectives; every step is drawn by its own number."""

    def __init__(
        self,
        network: Recogniser,
        pictures: TaskPictures,
        objectives: Sequence[Objective],
        *,
        steps: int,
        seed: int,
        memory_share: float | None = None,
        feature_rate: float = PEAK_RATE,
    ) -> None:
        """Train `network` itself, on the device it is on.

        Args:
            network: Has a column for every class of the pictures.
            pictures: What is drawn from.
            objectives: Summed.
            steps: Optimiser steps in all.
            seed: Decides what is drawn.
            memory_share: Of a batch, drawn from memory; None draws every class equally often.
            feature_rate: Peak rate of everything before the head.
        """
        # a third quicker on a CPU than channel by channel
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.network, self.steps, self.step = network, steps, 0
        self._pictures, self._objectives, self._seed = pictures, tuple(objectives), seed
        self._device = next(network.parameters()).device
        self._new = pictures.new.by_class()
        memory = pictures.memory
        self._memory = [] if memory is None else memory.by_class()
        share = memory_share
        if share is None:
            share = len(self._memory) / (len(self._memory) + len(self._new))
        self._memory_count = round(BATCH * share) if self._memory else 0
        head = list(network.head.parameters())
        features = [p for name, p in network.named_parameters() if not name.startswith("head.")]
        self._peaks = (feature_rate, PEAK_RATE)
        self.optimiser = torch.optim.AdamW(
            [{"params": features}, {"params": head}], lr=PEAK_RATE, weight_decay=_WEIGHT_DECAY
        )

    def run(self, context: JobContext) -> Recogniser:
        """Train to the end; the network, ready to answer."""
        while self.step < self.steps:
            context.honour_requests()
            self.train_step()
        return self.network.eval()

    def train_step(self) -> float:
        """One optimiser step; returns the loss."""
        lesson = self.lesson()
        for group, peak in zip(self.optimiser.param_groups, self._peaks, strict=True):
            group["lr"] = peak * one_cycle(self.step, self.steps)
        self.network.train()
        logits, _ = self.network(lesson.pixels)
        parts = [part(self.network, logits, lesson) for part in self._objectives]
        loss = torch.stack(parts).sum()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        self.step += 1
        return float(loss.detach())

    def lesson(self) -> Lesson:
        """The batch of this step."""
        randomness = torch.Generator().manual_seed(self._seed * 1_000_003 + self.step)
        count = self._memory_count
        drawn = self._pictures.new.at(_balanced(self._new, BATCH - count, randomness))
        if count and self._pictures.memory is not None:
            places = _balanced(self._memory, count, randomness)
            drawn = drawn.joined(self._pictures.memory.at(places))
        pixels = augment(torch.from_numpy(drawn.images).float() / 127.5 - 1.0, randomness)
        return Lesson(
            pixels.to(self._device, memory_format=torch.channels_last),
            torch.from_numpy(drawn.labels).to(self._device),
            torch.arange(BATCH, device=self._device) >= BATCH - count,
            self._pictures.task_sizes,
        )


def _balanced(
    by_class: Sequence[NDArray[np.int64]], count: int, randomness: torch.Generator
) -> NDArray[np.int64]:
    """Places of `count` pictures, every class equally likely."""
    classes = torch.randint(0, len(by_class), (count,), generator=randomness).tolist()
    shares = torch.rand(count, generator=randomness).tolist()
    return np.asarray(
        [
            by_class[c][int(share * len(by_class[c]))]
            for c, share in zip(classes, shares, strict=True)
        ],
        np.int64,
    )
