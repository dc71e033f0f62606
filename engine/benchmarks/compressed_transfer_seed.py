"""One seed of the comparison: every method through the tasks, by every kind of network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.benchmarks.drawn_memory import draw_memory
from engine.benchmarks.seed_files import Row
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.compression.recogniser_cost import recogniser_cost
from engine.contract.job_context import JobContext
from engine.recognition.experts import with_experts
from engine.recognition.incremental import RULES
from engine.recognition.incremental.exemplars import choose_exemplars
from engine.recognition.incremental.nearest_mean import answer, class_means, nearest
from engine.recognition.incremental.pictures import LabelledImages, TaskPictures
from engine.recognition.incremental.rule import IncrementalRule
from engine.recognition.moments import Moments, moments_after
from engine.recognition.network import Recogniser
from engine.training.compressed_learners import PostPruned, PrePruned, Slimming, TaughtStudent
from engine.training.incremental_learner import IncrementalLearner, IncrementalPlan
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan

FULL, PRE, POST = "full", "pre-pruned", "post-pruned"
SMALL, TAUGHT = "small", "small, taught"
JOINT = "joint"


class Memory(StrEnum):
    """What stands for the earlier classes."""

    NOTHING = "nothing"
    EXEMPLARS = "exemplars"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A rule and the memory that it learns from."""

    rule: IncrementalRule
    memory: Memory
    #: Whether a linear classifier that is solved from sums over all photographs answers with the
    #: network, as in every update.
    keeps_moments: bool = False

    def is_taught_as(self, other: "Method") -> bool:
        """Whether the two differ in how they answer alone."""
        return (self.rule, self.memory) == (other.rule, other.memory)


METHODS: Mapping[str, Method] = {
    "lwf-all": Method(rule=RULES["lwf-all"], memory=Memory.NOTHING),
    "lwf": Method(rule=RULES["lwf"], memory=Memory.NOTHING),
    "icarl": Method(rule=RULES["icarl"], memory=Memory.EXEMPLARS),
    "ss-il": Method(rule=RULES["ss-il"], memory=Memory.EXEMPLARS),
    "icarl-replay": Method(rule=RULES["icarl"], memory=Memory.REPLAY),
    "ss-il-replay": Method(rule=RULES["ss-il"], memory=Memory.REPLAY),
    "soft-replay": Method(rule=RULES["soft-replay"], memory=Memory.REPLAY),
    "moments": Method(rule=RULES["soft-replay"], memory=Memory.REPLAY, keeps_moments=True),
}


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What is the same for every seed."""

    sequence: TaskSequence
    #: Of the generator that draws the replay; the seed is put in.
    plan: UpdatePlan
    #: Names of `METHODS`.
    methods: tuple[str, ...]
    steps_per_task: int
    slimming: Slimming
    small_widths: tuple[int, ...]
    exemplars_per_class: int
    tested_per_class: int
    context: JobContext


@dataclass
class _Arm:
    """A network on its way through the tasks."""

    network: str
    learner: IncrementalLearner
    #: What the learner learns from; the arms that hang on the full network share its.
    source: "_Arm | None" = None
    #: What answers since the last task.
    deployed: Recogniser = field(init=False)
    exemplars: LabelledImages | None = None
    means: NDArray[np.float32] | None = None
    #: Accuracy of each task when it was learned.
    learned: list[float] = field(default_factory=list)
    #: The same after the last task.
    accuracy: list[float] = field(default_factory=list)


def measure_seed(comparison: Comparison, seed: int) -> list[Row]:
    """A row for each method and network, and one for a network that sees all classes at once."""
    tasks, plan = comparison.sequence.tasks(seed), replace(comparison.plan, seed=seed)
    replay: list[PictureSet | None] = [None] * len(tasks)
    if any(METHODS[name].memory is Memory.REPLAY for name in comparison.methods):
        replay = draw_memory(comparison.sequence, tasks, plan, comparison.context)
    run = _SeedRun(comparison, seed, plan, tasks, replay)
    rows = [row for names in _taught_alike(comparison.methods) for row in run.measure(names)]
    return [*rows, run.joint()]


def _taught_alike(names: Sequence[str]) -> list[list[str]]:
    groups: list[list[str]] = []
    for name in names:
        for group in groups:
            if METHODS[name].is_taught_as(METHODS[group[0]]):
                group.append(name)
                break
        else:
            groups.append([name])
    return groups


class _SeedRun:
    def __init__(
        self,
        comparison: Comparison,
        seed: int,
        plan: UpdatePlan,
        tasks: Sequence[Task],
        replay: Sequence[PictureSet | None],
    ) -> None:
        self._all, self._seed, self._plan, self._tasks = comparison, seed, plan, tasks
        order = [label for task in tasks for label in task.labels]
        #: Columns stand in the order of learning.
        self._column_of = {label: column for column, label in enumerate(order)}
        sequence = comparison.sequence
        self._train = [self._in_columns(sequence.train.of(task.labels)) for task in tasks]
        most = comparison.tested_per_class
        self._test = [
            _first_of_each(self._in_columns(sequence.test.of(task.labels)), most) for task in tasks
        ]
        self._replay = [None if pool is None else self._in_columns(pool) for pool in replay]
        self._moments = _moments(self._train) if _keep_moments(comparison.methods) else []

    def measure(self, names: Sequence[str]) -> list[Row]:
        """Methods that are taught alike, by every network."""
        taught = self._arms(METHODS[names[0]])
        answering = {
            name: [_Arm(arm.network, arm.learner, arm.source) for arm in taught] for name in names
        }
        for place in range(len(self._tasks)):
            for number, arm in enumerate(taught):
                self._teach(arm, METHODS[names[0]], place)
                for name in names:
                    self._examine(answering[name][number], METHODS[name], arm, place)
        return [row for name in names for row in self._rows(name, answering[name])]

    def _rows(self, name: str, arms: Sequence[_Arm]) -> list[Row]:
        for arm in arms:
            arm.accuracy = [self._accuracy(arm, place) for place in range(len(self._tasks))]
        rows = [_row(self._seed, name, METHODS[name], arm, arms[0]) for arm in arms]
        texts = [
            f"{arm.network} {row['accuracy']:.3f}" for arm, row in zip(arms, rows, strict=True)
        ]
        self._all.context.note(f"Seed {self._seed}, {name}: {', '.join(texts)}")
        return rows

    def _examine(self, arm: _Arm, method: Method, taught: _Arm, place: int) -> None:
        """The accuracy of a task when it was learned."""
        arm.means, arm.deployed = taught.means, taught.learner.deployed
        if method.keeps_moments:
            # The network tells the newest columns apart; earlier ones the classifier does.
            newest = tuple(np.unique(self._train[place].labels).tolist())
            arm.deployed = with_experts(arm.deployed, (), self._moments[place], newest)
        arm.learned.append(self._accuracy(arm, place))

    def joint(self) -> Row:
        """The full network, with all photographs at once and as many steps: the upper bound."""
        every = self._train[0]
        for part in self._train[1:]:
            every = every.joined(part)
        tasks = len(self._tasks)
        plan = self._learning(METHODS["lwf"].rule, self._all.steps_per_task * tasks)
        arm = _Arm(FULL, IncrementalLearner(plan))
        arm.learner.learn(TaskPictures(every, None, (len(self._column_of),)), self._all.context)
        arm.deployed = arm.learner.deployed
        arm.learned = arm.accuracy = [self._accuracy(arm, place) for place in range(tasks)]
        method = Method(rule=plan.rule, memory=Memory.NOTHING)
        return _row(self._seed, JOINT, method, arm, arm)

    def _arms(self, method: Method) -> list[_Arm]:
        comparison = self._all
        plan = self._learning(method.rule, comparison.steps_per_task)
        full = _Arm(FULL, IncrementalLearner(plan))
        return [
            full,
            _Arm(PRE, PrePruned(plan, comparison.slimming)),
            _Arm(POST, PostPruned(full.learner, comparison.slimming), source=full),
            _Arm(SMALL, IncrementalLearner(plan, comparison.small_widths)),
            _Arm(TAUGHT, TaughtStudent(full.learner, comparison.small_widths), source=full),
        ]

    def _learning(self, rule: IncrementalRule, steps: int) -> IncrementalPlan:
        return IncrementalPlan(
            rule=rule,
            image_size=self._all.sequence.image_size,
            steps=steps,
            seed=self._seed,
            device=self._plan.device,
        )

    def _teach(self, arm: _Arm, method: Method, place: int) -> None:
        sizes = tuple(len(task.labels) for task in self._tasks[: place + 1])
        new, memory = self._train[place], self._memory(arm, method, place)
        arm.learner.learn(TaskPictures(new, memory, sizes), self._all.context)
        self._remember(arm, method, new, memory)

    def _memory(self, arm: _Arm, method: Method, place: int) -> LabelledImages | None:
        """What stands for the earlier classes while this task is learned."""
        if method.memory is Memory.REPLAY:
            return self._replay[place]
        return _before(arm.source or arm, sum(len(task.labels) for task in self._tasks[:place]))

    def _remember(
        self, arm: _Arm, method: Method, new: LabelledImages, memory: LabelledImages | None
    ) -> None:
        """Choose exemplars of the new classes, and renew the class means where they answer."""
        keeps = method.memory is Memory.EXEMPLARS
        if method.memory is Memory.NOTHING or not (keeps or method.rule.answers_by_means):
            return
        if keeps and arm.source is not None:
            known = arm.source.exemplars
        else:
            known = choose_exemplars(arm.learner.deployed, new, self._all.exemplars_per_class)
            known = known if memory is None else memory.joined(known)
        if keeps:
            arm.exemplars = known
        if method.rule.answers_by_means and known is not None:
            arm.means = class_means(arm.learner.deployed, known)

    def _accuracy(self, arm: _Arm, place: int) -> float:
        """On one task's test pictures among all classes known, every class weighing the same."""
        test = self._test[place]
        named, embeddings = answer(arm.deployed, test.images)
        if arm.means is not None:
            named = nearest(embeddings, arm.means)
        return float(np.mean([(named[p] == test.labels[p]).mean() for p in test.by_class()]))

    def _in_columns(self, pictures: LabelledPictures | PictureSet) -> LabelledImages:
        columns = [self._column_of[label] for label in pictures.labels.tolist()]
        return LabelledImages(pictures.images, np.asarray(columns, np.int64))


def _keep_moments(names: Sequence[str]) -> bool:
    return any(METHODS[name].keeps_moments for name in names)


def _moments(tasks: Sequence[LabelledImages]) -> list[Moments]:
    """The sums over all photographs after each task: they do not depend on a network."""
    after: list[Moments] = []
    for new in tasks:
        after.append(moments_after(after[-1] if after else Moments.none(), new, None))
    return after


def _before(arm: _Arm, columns: int) -> LabelledImages | None:
    """Those of the classes before: the full network may have chosen of the new ones already."""
    if arm.exemplars is None or columns == 0:
        return None
    return arm.exemplars.at(np.flatnonzero(arm.exemplars.labels < columns))


def _first_of_each(pictures: LabelledImages, most: int) -> LabelledImages:
    return pictures.at(np.concatenate([places[:most] for places in pictures.by_class()]))


def _row(seed: int, name: str, method: Method, arm: _Arm, full: _Arm) -> Row:
    cost, whole = recogniser_cost(arm.deployed), recogniser_cost(full.learner.deployed)
    accuracy = float(np.mean(arm.accuracy))
    #: Of what was learned before the last task. Lopez-Paz & Ranzato 2017, equation 3.
    change = [now - then for now, then in zip(arm.accuracy, arm.learned, strict=True)][:-1]
    trained = arm.learner.trained_macs + (full.learner.trained_macs if arm.source else 0)
    return {
        "seed": seed,
        "method": name,
        "memory": str(method.memory),
        "network": arm.network,
        "accuracy": accuracy,
        "accuracy_over_full": accuracy / max(float(np.mean(full.accuracy)), 1e-9),
        "backward_transfer": float(np.mean(change)),
        "accuracy_when_learned": float(np.mean(arm.learned)),
        "parameters": cost.parameters,
        "parameters_over_full": cost.parameters / whole.parameters,
        "megaflops": 2e-6 * cost.macs,
        "work_over_full": cost.macs / whole.macs,
        "training_over_full": trained / full.learner.trained_macs,
    }
