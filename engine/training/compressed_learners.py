"""Recognisers that are small when they answer: pruned before, pruned after, taught by a large one.

Liu et al. 2025 (arXiv 2505.08327): the pruning framework in its two forms, and the teacher-student
framework, over any class-incremental rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from engine.compression.recogniser_slimming import ScalePenalty, slim
from engine.contract.job_context import JobContext
from engine.recognition.incremental.objectives import Imitation, Learning, Objective
from engine.recognition.incremental.pictures import TaskPictures
from engine.recognition.network import plain_copy
from engine.training.incremental_learner import IncrementalLearner, IncrementalPlan

#: A student's steps are halved between what was known and what is new.
_STUDENT_PHASES = 2


@dataclass(frozen=True, kw_only=True)
class Slimming:
    """How far a recogniser is pruned, and how it is prepared and mended."""

    #: Largest shares of the parameters and of the multiply-accumulates that may be kept.
    parameter_share: float
    work_share: float
    #: Of the penalty on the normalisation's scales, in the training before pruning.
    penalty: float
    #: Optimiser steps after pruning.
    fine_tune_steps: int


class PrePruned(IncrementalLearner):
    """Pruned once, by the first task's pictures; every later task is learned by the small network.

    Sparse training and fine-tuning share the steps that others have for the first task.
    """

    def __init__(self, plan: IncrementalPlan, slimming: Slimming) -> None:
        super().__init__(plan)
        self._slimming = slimming

    @override
    def learn(self, pictures: TaskPictures, context: JobContext) -> None:
        if self.network is not None:
            super().learn(pictures, context)
            return
        chosen, learning = self._slimming, Learning(self.plan.rule)
        sparse: list[Objective] = [learning, ScalePenalty(chosen.penalty)]
        steps = max(1, self.plan.steps - chosen.fine_tune_steps)
        wide = self.fit(self.starting_network(pictures), pictures, sparse, steps, context)
        narrow = slim(
            wide, parameter_share=chosen.parameter_share, work_share=chosen.work_share
        ).network.to(self.plan.device)
        self.network = self.fit(narrow, pictures, [learning], chosen.fine_tune_steps, context)


class PostPruned(IncrementalLearner):
    """After each task a pruned copy of the full network, fine-tuned, for answering alone."""

    def __init__(self, full: IncrementalLearner, slimming: Slimming) -> None:
        super().__init__(full.plan)
        self._full, self._slimming = full, slimming

    @override
    def learn(self, pictures: TaskPictures, context: JobContext) -> None:
        """Follow the full network, which has learned the task."""
        chosen = self._slimming
        narrow = slim(
            plain_copy(self._full.deployed),
            parameter_share=chosen.parameter_share,
            work_share=chosen.work_share,
        ).network.to(self.plan.device)
        objectives = [Learning(self.plan.rule, self._full.previous)]
        self.network = self.fit(narrow, pictures, objectives, chosen.fine_tune_steps, context)


class TaughtStudent(IncrementalLearner):
    """A small network beside a large teacher, which is needed for training alone.

    It first distils what the previous task's teacher knows of the earlier classes, and then learns
    the new ones with today's teacher.
    """

    def __init__(self, teacher: IncrementalLearner, widths: Sequence[int]) -> None:
        super().__init__(teacher.plan, widths)
        self._teacher = teacher

    @override
    def learn(self, pictures: TaskPictures, context: JobContext) -> None:
        """Follow the teacher, which has learned the task."""
        rule, steps = self.plan.rule, self.plan.steps
        network, before = self.starting_network(pictures), self._teacher.previous
        self.previous = self.network
        if before is not None:
            first = steps // _STUDENT_PHASES
            network = self.fit(network, pictures, [Imitation(rule, before)], first, context)
            steps -= first
        learning: list[Objective] = [Learning(rule), Imitation(rule, self._teacher.deployed)]
        self.network = self.fit(network, pictures, learning, steps, context)
