"""One strategy on its way through a sequence of tasks, by the parts of the product's own update."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from engine.benchmarks.fashion_mnist import LabelledPictures
from engine.continual.balance import balance
from engine.continual.replay import draw_pictures, screen
from engine.continual.strategy import EarlierData, Strategy
from engine.contract.job_context import JobContext
from engine.generators.pixel_diffusion import PixelDiffusion, copy_generator
from engine.recognition.network import Recogniser
from engine.recognition.training import RecogniserTrainer, RecognitionSet
from engine.training.fresh_replay import FreshReplay
from engine.training.generator_trainer import TeacherTrainer
from engine.training.learning_set import PictureSet, PictureSource
from engine.training.plan import UpdatePlan

Labels = tuple[int, ...]
#: Rows of the class embedding: all classes of the sequence and "no class".
CLASS_ROWS = 11


@dataclass
class Learner:
    """A generator and a recogniser that learn task after task by one strategy."""

    strategy: Strategy
    generator: PixelDiffusion
    recogniser: Recogniser | None = None
    known: list[Labels] = field(default_factory=list)
    #: Seconds of the generator's updates after the first, with their replay.
    seconds: list[float] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

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
        started = time.perf_counter()
        previous = copy_generator(self.generator) if self.known else None
        if previous is not None:
            previous.network.to(plan.device)
        pool = self._pool(previous, photographs, plan, context)
        source = self._source(previous, pool)
        trainer = TeacherTrainer(
            copy_generator(self.generator),
            plan,
            new,
            source,
            balance(self.strategy, 1, len(self.known) if source is not None else 0, plan.batch),
            previous if self.strategy.distils else None,
        )
        while trainer.step < trainer.steps:
            context.honour_requests()
            on_step(trainer.step + 1, trainer.train_step())
        self.generator = trainer.averaged()
        self.seconds.append(time.perf_counter() - started)
        self.steps.append(plan.teacher_steps)
        if self.strategy.earlier in {EarlierData.POOL, EarlierData.PHOTOGRAPHS}:
            self._teach_recogniser(new, pool, plan, context)
        self.known.append(task)

    @property
    def earlier_labels(self) -> Labels:
        """Every class of the tasks behind."""
        return tuple(label for task in self.known for label in task)

    def _pool(
        self,
        previous: PixelDiffusion | None,
        photographs: LabelledPictures,
        plan: UpdatePlan,
        context: JobContext,
    ) -> PictureSet | None:
        if previous is None:
            return None
        if self.strategy.earlier is EarlierData.PHOTOGRAPHS:
            return _pictures(photographs.of(self.earlier_labels))
        if self.strategy.earlier is not EarlierData.POOL:
            return None
        labels = np.repeat(np.asarray(self.earlier_labels, np.int64), plan.replay_per_class)
        seeds = np.random.default_rng([plan.seed, len(self.known)]).integers(0, 2**62, len(labels))
        images = draw_pictures(previous, labels, seeds, plan.replay_sampler_steps, context)
        if self.recogniser is None:
            return PictureSet(images, labels)
        kept = screen(images, labels, self.recogniser)
        return PictureSet(images[kept], labels[kept])

    def _source(
        self, previous: PixelDiffusion | None, pool: PictureSet | None
    ) -> PictureSource | None:
        if previous is not None and self.strategy.earlier is EarlierData.FRESH:
            return FreshReplay(previous, self.earlier_labels, self.strategy.fresh_sampler_steps)
        return pool

    def _teach_recogniser(
        self, new: PictureSet, pool: PictureSet | None, plan: UpdatePlan, context: JobContext
    ) -> None:
        pictures = new if pool is None else new.joined(pool)
        is_replay = np.arange(len(pictures)) >= len(new)
        trainer = RecogniserTrainer(
            RecognitionSet(pictures.images, pictures.labels, is_replay),
            CLASS_ROWS,
            plan.recogniser_steps,
            plan.seed,
            self.recogniser,
        )
        while trainer.step < trainer.steps:
            context.honour_requests()
            trainer.train_step()
        self.recogniser = trainer.network.eval()


def _pictures(photographs: LabelledPictures) -> PictureSet:
    return PictureSet(photographs.images, photographs.labels)
