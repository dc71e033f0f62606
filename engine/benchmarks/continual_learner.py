"""One strategy on its way through a sequence of tasks, by the parts of the product's own update."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from typing_extensions import override

from engine.benchmarks.stage_watch import StageWatch
from engine.benchmarks.task_sequence import LabelledPictures, Labels
from engine.continual.anchor import Anchor, choose
from engine.continual.balance import balance
from engine.continual.replay import draw_pictures, drawing_replay, screen
from engine.continual.strategy import EarlierData, Strategy
from engine.contract.job_context import JobContext
from engine.generators.pixel_diffusion import PixelDiffusion, copy_generator
from engine.recognition.class_statistics import class_statistics
from engine.recognition.experts import experts_after
from engine.recognition.network import Recogniser, plain_copy
from engine.recognition.training import RecogniserTrainer, classify
from engine.training.fresh_replay import FreshReplay
from engine.training.learning_set import PictureSet, PictureSource
from engine.training.plan import UpdatePlan
from engine.training.recogniser_composition import composed_recogniser
from engine.training.recogniser_run import recognition_set
from engine.training.replay_source import replay_while_training
from engine.training.state_replay import StateReplay, States
from engine.training.teacher_trainer import TeacherTrainer

#: Photographs of a class that its statistics are taken of.
_MOST_ANCHORING = 500


@dataclass
class Learner:
    """A generator and a recogniser that learn task after task by one strategy."""

    strategy: Strategy
    generator: PixelDiffusion
    #: None after a task of a strategy that keeps nothing a recogniser could learn from.
    recogniser: Recogniser | None = None
    known: list[Labels] = field(default_factory=list)
    #: Seconds of the generator's updates with their replay, task by task.
    seconds: list[float] = field(default_factory=list)
    #: The same in seconds of the processor, which other programs do not stretch; with a GPU, of the
    #: clock.
    costs: list[float] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    #: Of the classes learned from photographs, by label, where the strategy anchors.
    anchors: dict[int, Anchor] = field(default_factory=dict)
    #: Of the stages replay, teacher and recogniser after the first task.
    watch: StageWatch = field(default_factory=StageWatch)
    #: What the last task was learned from, with its pool of replay.
    pictures: PictureSet | None = None

    def learn(
        self,
        task: Labels,
        photographs: LabelledPictures,
        plan: UpdatePlan,
        context: JobContext,
        on_step: Callable[[int, float], None],
    ) -> None:
        """Update with one task's photographs.

        Args:
            task: The new classes.
            photographs: Of all classes; only the strategy `joint` looks at those of earlier tasks.
            plan: Steps, rates and sizes of this update.
            context: Asked between steps whether to stop.
            on_step: Hears the step and its loss.
        """
        new = _pictures(photographs.of(task))
        watch = self.watch if self.known else StageWatch()
        clock = time.process_time if plan.device == "cpu" else time.perf_counter
        started, before = clock(), sum(watch.seconds.values())
        with watch.stage("replay"):
            previous = self._previous(plan)
            pool = self._pool(previous, photographs, plan, context)
        self.pictures = new if pool is None else new.joined(pool)
        with watch.stage("teacher"):
            source = self._source(previous, pool, plan.seed)
            self._teach_generator(new, previous, source, plan, context, on_step)
        if isinstance(source, (_TimedReplay, _TimedStates)):
            watch.move(source.seconds, "teacher", "replay")
        self.seconds.append(sum(watch.seconds.values()) - before)
        self.costs.append(clock() - started)
        self.steps.append(plan.teacher_steps)
        with watch.stage("recogniser"):
            self._teach_recogniser(new, pool, plan, context)
        self.known.append(task)

    def redraw(
        self, photographs: LabelledPictures, plan: UpdatePlan, context: JobContext
    ) -> PictureSet | None:
        """The pool that the next update would learn from."""
        return self._pool(self._previous(plan), photographs, plan, context)

    @property
    def earlier_labels(self) -> Labels:
        """Every class of the tasks behind."""
        return tuple(label for task in self.known for label in task)

    def going_on(self, strategy: Strategy) -> "Learner":
        """Another strategy's learner behind the same tasks."""
        return Learner(
            strategy,
            self.generator,
            self.recogniser,
            list(self.known),
            list(self.seconds),
            list(self.costs),
            list(self.steps),
            dict(self.anchors),
        )

    def _previous(self, plan: UpdatePlan) -> PixelDiffusion | None:
        """The frozen teacher of the task before, where the strategy asks for one."""
        if not self.known or not (self.strategy.distils or self.strategy.uses_replay):
            return None
        previous = copy_generator(self.generator)
        previous.network.to(plan.device)
        return previous

    def _pool(
        self,
        previous: PixelDiffusion | None,
        photographs: LabelledPictures,
        plan: UpdatePlan,
        context: JobContext,
    ) -> PictureSet | None:
        if self.known and self.strategy.earlier is EarlierData.PHOTOGRAPHS:
            pictures = _pictures(photographs.of(self.earlier_labels))
            return pictures.at_most(self.strategy.buffer_per_class)
        if previous is None or self.strategy.earlier is not EarlierData.POOL:
            return None
        candidates = math.ceil(plan.replay_per_class * self.strategy.oversampling)
        labels = np.repeat(np.asarray(self.earlier_labels, np.int64), candidates)
        seeds = np.random.default_rng([plan.seed, len(self.known)]).integers(0, 2**62, len(labels))
        images = self._drawn(previous, labels, seeds, plan, context)
        if self.recogniser is None:
            return PictureSet(images, labels)
        passed = screen(images, labels, self.recogniser)
        anchors = self.anchors if self.strategy.anchors else {}
        kept = choose(images, labels, passed, anchors, plan.replay_per_class)
        return PictureSet(images[kept], labels[kept])

    def _source(
        self, previous: PixelDiffusion | None, pool: PictureSet | None, seed: int
    ) -> PictureSource | StateReplay | None:
        if previous is None or not self.strategy.draws_while_training:
            return pool
        source = replay_while_training(self.strategy, previous, self.earlier_labels, seed)
        return _TimedStates(source) if isinstance(source, StateReplay) else _TimedReplay(source)

    def _teach_generator(
        self,
        new: PictureSet,
        previous: PixelDiffusion | None,
        source: PictureSource | StateReplay | None,
        plan: UpdatePlan,
        context: JobContext,
        on_step: Callable[[int, float], None],
    ) -> None:
        trainer = TeacherTrainer(
            copy_generator(self.generator),
            plan,
            new,
            source,
            balance(self.strategy, 1, len(self.known) if source is not None else 0, plan.batch),
            previous,
            strategy=self.strategy,
        )
        while trainer.step < trainer.steps:
            context.honour_requests()
            on_step(trainer.step + 1, trainer.train_step())
        self.generator = trainer.averaged()

    def _teach_recogniser(
        self, new: PictureSet, pool: PictureSet | None, plan: UpdatePlan, context: JobContext
    ) -> None:
        if self.known and self.strategy.draws_while_training:
            self.recogniser = None  # nothing of what was drawn for single steps is left
            return
        trainer = RecogniserTrainer(
            recognition_set(new, pool),
            self.generator.class_count,
            plan.recogniser_steps,
            plan.seed,
            None if self.recogniser is None else plain_copy(self.recogniser),
        )
        while trainer.step < trainer.steps:
            context.honour_requests()
            trainer.train_step()
        experts = (
            experts_after(self.recogniser, self.known[-1], self.earlier_labels)
            if self.recogniser is not None and self.strategy.keeps_experts
            else ()
        )
        self.recogniser = composed_recogniser(
            trainer.network.eval(),
            experts,
            self.strategy,
            previous=self.recogniser,
            new=new,
            replay=pool,
        )
        self._anchor(new)

    def _drawn(
        self,
        generator: PixelDiffusion,
        labels: NDArray[np.int64],
        seeds: NDArray[np.int64],
        plan: UpdatePlan,
        context: JobContext,
    ) -> NDArray[np.uint8]:
        drawing = drawing_replay(generator, self.strategy)
        return draw_pictures(drawing, labels, seeds, plan.replay_sampler_steps, context)

    def _anchor(self, new: PictureSet) -> None:
        """Store the statistics of the photographs just learned, as the product does."""
        if self.recogniser is None:
            return
        for label in np.unique(new.labels):
            images = new.images[new.labels == label][:_MOST_ANCHORING]
            _, embeddings = classify(self.recogniser, images)
            self.anchors[int(label)] = Anchor(class_statistics(embeddings), self.recogniser)


@dataclass
class _TimedReplay:
    """Fresh replay that adds up what its drawing costs."""

    replay: FreshReplay
    seconds: float = 0.0

    def draw(self, count: int, randomness: torch.Generator) -> PictureSet:
        """`count` new pictures."""
        started = time.perf_counter()
        pictures = self.replay.draw(count, randomness)
        self.seconds += time.perf_counter() - started
        return pictures


class _TimedStates(StateReplay):
    """Replay of states that adds up what its drawing costs."""

    def __init__(self, replay: StateReplay) -> None:
        super().__init__(
            replay.teacher, replay.labels, replay.sampler_steps, replay.seed, replay.stage
        )
        self.seconds = 0.0

    @override
    def states(self, step: int, count: int) -> States:
        """A state of each of `count` ways."""
        started = time.perf_counter()
        states = super().states(step, count)
        self.seconds += time.perf_counter() - started
        return states


def _pictures(photographs: LabelledPictures) -> PictureSet:
    return PictureSet(photographs.images, photographs.labels)
