"""Retrieval by a compressed embedding: which photographs show the same package."""

import copy
import time
from dataclasses import dataclass, field, replace
from functools import cached_property

import torch

from engine.benchmarks.capacity_arms import CDD, CDD_RESETTING, FIXED, PRUNED, TEACHER
from engine.benchmarks.grocery_packages import TEST, TRAIN, load_groceries
from engine.benchmarks.seed_files import Row
from engine.benchmarks.step_reports import step_reporter
from engine.benchmarks.task_sequence import LabelledPictures
from engine.compression.channel_gates import channels_to_keep
from engine.compression.forward_work import parameter_count
from engine.compression.recogniser_gates import fold_recogniser, gate_recogniser, magnitudes
from engine.contract.job_context import JobContext
from engine.evaluation.retrieval import measure_retrieval
from engine.recognition.network import WIDTHS, Recogniser
from engine.recognition.training import classify
from engine.training.device import choose_device
from engine.training.embedding_trainer import EmbeddingPlan, EmbeddingTrainer, recogniser_macs
from engine.training.learning_set import PictureSet
from engine.training.shrinking import Cut, ShrinkPlan

_ARMS = (TEACHER, FIXED, PRUNED, CDD, CDD_RESETTING)


@dataclass(frozen=True, kw_only=True)
class RetrievalEffort:
    """What every arm is given."""

    steps: int
    image_size: int
    widths: tuple[int, ...] = WIDTHS
    shrink: ShrinkPlan = field(default_factory=ShrinkPlan)

    def with_steps(self, steps: int | None) -> "RetrievalEffort":
        """The same with other steps, where some are named."""
        return self if steps is None else replace(self, steps=steps)


class RetrievalPart:
    """Learns the training photographs; gallery: these, queries: the test photographs."""

    def __init__(self, effort: RetrievalEffort, context: JobContext) -> None:
        self.effort, self._context = effort, context

    def measure_seed(self, seed: int) -> list[Row]:
        """A row for each arm."""
        return _SeedRun(self, seed, self._context).run()

    @cached_property
    def gallery(self) -> LabelledPictures:
        """What is learned, and searched."""
        return load_groceries(TRAIN, self.effort.image_size)

    @cached_property
    def queries(self) -> LabelledPictures:
        """What is looked for."""
        return load_groceries(TEST, self.effort.image_size)


class _SeedRun:
    def __init__(self, part: RetrievalPart, seed: int, context: JobContext) -> None:
        self._part, self._seed, self._context = part, seed, context
        self._effort = part.effort
        self._plan = EmbeddingPlan(steps=part.effort.steps, seed=seed, device=choose_device().kind)
        gallery = part.gallery
        self._pictures = PictureSet(gallery.images, gallery.labels)
        self._class_count = int(gallery.labels.max()) + 1

    def run(self) -> list[Row]:
        teacher = self._learn(TEACHER, self._fresh(self._effort.widths), None, None)
        whole = teacher.network
        shrink = self._effort.shrink
        arms = [
            teacher,
            self._learn(FIXED, self._fixed(whole), whole, None),
            self._learn(PRUNED, self._pruned(whole), whole, None),
            self._learn(CDD, copy.deepcopy(whole), whole, replace(shrink, resets=False)),
            self._learn(CDD_RESETTING, copy.deepcopy(whole), whole, replace(shrink, resets=True)),
        ]
        return [self._row(arm, whole) for arm in arms]

    def _learn(
        self, name: str, network: Recogniser, teacher: Recogniser | None, shrink: ShrinkPlan | None
    ) -> "_Arm":
        clock = time.process_time if self._plan.device == "cpu" else time.perf_counter
        started = clock()
        trainer = EmbeddingTrainer(network, self._pictures, self._plan, teacher, shrink)
        report = step_reporter(
            self._context,
            f"{name}, seed {self._seed}",
            self._plan.steps,
            index=_ARMS.index(name),
            count=len(_ARMS),
        )
        while trainer.step < trainer.steps:
            self._context.honour_requests()
            loss = trainer.train_step()
            report(trainer.step, loss)
        return _Arm(name, trainer.network.cpu().eval(), clock() - started, trainer.cut)

    def _fresh(self, widths: tuple[int, ...], inner: tuple[int, ...] | None = None) -> Recogniser:
        torch.manual_seed(self._seed)
        return Recogniser(self._class_count, self._effort.image_size, widths, inner)

    def _fixed(self, whole: Recogniser) -> Recogniser:
        """An untrained network as wide between its blocks, evenly narrower inside them."""
        parameters, macs = parameter_count(whole), recogniser_macs(whole)
        share, network = 100, whole
        while (
            parameter_count(network) > self._effort.shrink.parameters * parameters
            or recogniser_macs(network) > self._effort.shrink.macs * macs
        ) and share > 1:
            share -= 1
            inner = tuple(max(1, width * share // 100) for width in whole.widths)
            network = self._fresh(whole.widths, inner)
        return network

    def _pruned(self, whole: Recogniser) -> Recogniser:
        gated, blocks = gate_recogniser(whole)
        kept = channels_to_keep(
            blocks,
            magnitudes(whole),
            spare_parameters=(1 - self._effort.shrink.parameters) * parameter_count(whole),
            spare_macs=(1 - self._effort.shrink.macs) * recogniser_macs(whole),
        )
        for block, places in zip(blocks, kept, strict=True):
            block.gate.cut(places)
        return fold_recogniser(gated.eval(), blocks)

    def _row(self, arm: "_Arm", whole: Recogniser) -> Row:
        gallery, queries = self._part.gallery, self._part.queries
        found = measure_retrieval(
            classify(arm.network, gallery.images)[1],
            gallery.labels,
            classify(arm.network, queries.images)[1],
            queries.labels,
        )
        self._context.note(
            f"Seed {self._seed}, {arm.name}: mAP {found.mean_average_precision:.3f}, "
            f"recall@1 {found.recall_at_1:.3f}, inner widths {arm.network.inner_widths}"
        )
        return {
            "seed": self._seed,
            "part": "retrieval",
            "arm": arm.name,
            "map": found.mean_average_precision,
            "recall_at_1": found.recall_at_1,
            "parameters": parameter_count(arm.network),
            "parameter_share": parameter_count(arm.network) / parameter_count(whole),
            "flops_share": recogniser_macs(arm.network) / recogniser_macs(whole),
            "vanished": arm.cut.vanished if arm.cut else None,
            "reset": arm.cut.reset if arm.cut else None,
            "lost_by_cut": arm.cut.lost if arm.cut else None,
            "folding_difference": arm.cut.difference if arm.cut else None,
            "processor_seconds": round(arm.seconds, 2),
        }


@dataclass(frozen=True)
class _Arm:
    name: str
    network: Recogniser
    seconds: float
    cut: Cut | None
