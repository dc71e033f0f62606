"""A recogniser that learns task after task by one rule, and what that costs."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from engine.compression.recogniser_cost import recogniser_cost
from engine.contract.job_context import JobContext
from engine.recognition.incremental.objectives import Learning, Objective
from engine.recognition.incremental.pictures import TaskPictures
from engine.recognition.incremental.rule import IncrementalRule
from engine.recognition.incremental.trainer import BATCH, IncrementalTrainer
from engine.recognition.network import WIDTHS, Recogniser, grow_head
from engine.recognition.training import KNOWN_FEATURES_RATE, PEAK_RATE

#: A pass forward, and one back for weights and inputs.
_PASSES_OF_TRAINING = 3
_SEEDS_APART = 1000


@dataclass(frozen=True, kw_only=True)
class IncrementalPlan:
    """What every learner of a comparison has in common."""

    rule: IncrementalRule
    image_size: int
    #: Optimiser steps of each task.
    steps: int
    seed: int
    device: str = "cpu"


class IncrementalLearner:
    """The full network by the rule alone; also the teacher of those that are made from it."""

    def __init__(self, plan: IncrementalPlan, widths: Sequence[int] = WIDTHS) -> None:
        self.plan = plan
        self.widths = tuple(widths)
        #: None before the first task.
        self.network: Recogniser | None = None
        #: As it was before the last task.
        self.previous: Recogniser | None = None
        #: Multiply-accumulates of all training so far.
        self.trained_macs = 0

    def learn(self, pictures: TaskPictures, context: JobContext) -> None:
        """Learn one task, the next in order."""
        self.previous = self.network
        network = self.starting_network(pictures)
        objectives = [Learning(self.plan.rule, self.previous)]
        self.network = self.fit(network, pictures, objectives, self.plan.steps, context)

    @property
    def deployed(self) -> Recogniser:
        """The network that answers.

        Raises:
            ValueError: Before the first task.
        """
        if self.network is None:
            message = "nothing has been learned yet"
            raise ValueError(message)
        return self.network

    def starting_network(self, pictures: TaskPictures) -> Recogniser:
        """A fresh network for the first task, later a copy with more columns."""
        count, plan = sum(pictures.task_sizes), self.plan
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self._task_seed(pictures))
            network = (
                Recogniser(count, plan.image_size, self.widths)
                if self.network is None
                else grow_head(self.network, count)
            )
        return network.to(plan.device)

    def fit(
        self,
        network: Recogniser,
        pictures: TaskPictures,
        objectives: Sequence[Objective],
        steps: int,
        context: JobContext,
    ) -> Recogniser:
        """Train a network on this task, and count what it costs."""
        is_first = len(pictures.task_sizes) == 1
        trainer = IncrementalTrainer(
            network,
            pictures,
            objectives,
            steps=steps,
            seed=self._task_seed(pictures),
            memory_share=self.plan.rule.memory_share,
            feature_rate=PEAK_RATE if is_first else KNOWN_FEATURES_RATE,
        )
        asked = [part.frozen for part in objectives]
        macs = _PASSES_OF_TRAINING * recogniser_cost(network).macs
        macs += sum(recogniser_cost(other).macs for other in asked if other is not None)
        self.trained_macs += steps * BATCH * macs
        return trainer.run(context)

    def _task_seed(self, pictures: TaskPictures) -> int:
        """Decides new weights and what is drawn, alike for all learners of one plan."""
        return _SEEDS_APART * self.plan.seed + len(pictures.task_sizes)
