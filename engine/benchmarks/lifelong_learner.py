"""A VAE on its way through a sequence of tasks, without classes, by one of the compared methods."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.continual.elastic_weights import ElasticWeights
from engine.continual.lifelong import LifelongWeights, teacher_share
from engine.contract.job_context import JobContext
from engine.diffusion.seeded_noise import seeded_noise
from engine.generators.evidence import (
    category_divergence,
    continuous_divergence,
    negative_log_likelihood,
    sample_category,
    sample_continuous,
)
from engine.generators.lifelong_vae import (
    BERNOULLI,
    LifelongVae,
    VaeSettings,
    build_vae,
    copy_vae,
    grow_categories,
)
from engine.training.vae_trainer import VaeBatch, VaeSchedule, VaeTrainer

#: Pictures at a time that are encoded or drawn to be measured.
_BATCH = 250
_FISHER_SEED = 17
#: The encoder's output layer, the decoder's input layer, and what each category is drawn from.
_OF_CATEGORIES = ("to_category.", "drawing.from_category.", "drawing.prior_")


@dataclass(frozen=True, kw_only=True)
class Method:
    """How forgetting is resisted: switches of one trainer."""

    name: str
    #: Whether the previous model draws its share of every batch.
    replays: bool = False
    #: Whether the categorical part grows with every task.
    grows: bool = True
    weights: LifelongWeights = field(default_factory=LifelongWeights)
    #: Of elastic weight consolidation; 0 leaves it out.
    elastic: float = 0.0
    #: Whether the pictures of earlier tasks are kept and learned again: the bound of what can be.
    keeps_pictures: bool = False


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What every method is given alike for a task."""

    schedule: VaeSchedule
    batch: int
    #: Categories at first, and as many more with every task.
    categories: int
    tasks: int
    #: Pictures that elastic weights are measured with.
    fisher_pictures: int


@dataclass
class VaeLearner:
    """A model that learns task after task."""

    method: Method
    settings: VaeSettings
    generator: LifelongVae | None = None
    tasks_learned: int = 0
    #: The model before the last task.
    previous: LifelongVae | None = None
    elastic: ElasticWeights | None = None
    #: Gray pictures (N, 1, S, S) that are carried from task to task; only `keeps_pictures` does.
    kept: NDArray[np.uint8] | None = None
    seconds: float = 0.0

    def learn(
        self,
        pictures: NDArray[np.uint8],
        lesson: Lesson,
        seed: int,
        context: JobContext,
        on_step: Callable[[int, float], None],
    ) -> None:
        """Learn the task that these gray pictures (N, 1, S, S) are of, and forget the pictures."""
        started = time.perf_counter()
        schedule = replace(lesson.schedule, seed=1000 * seed + self.tasks_learned)
        student, self.previous = self._student(lesson, schedule.seed), self.generator
        known = pictures
        if self.method.keeps_pictures and self.kept is not None:
            known = np.concatenate([self.kept, pictures])
        trainer = VaeTrainer(
            student,
            schedule,
            partial(self._batch, student, known, lesson.batch),
            self.method.weights,
            previous=self.previous,
            elastic=self.elastic,
        )
        while trainer.step < trainer.steps:
            context.honour_requests()
            on_step(trainer.step + 1, trainer.train_step())
        self.generator = trainer.averaged()
        self.tasks_learned += 1
        if self.method.keeps_pictures:
            self.kept = known
        if self.method.elastic:
            self._consolidate(pictures, lesson, schedule.seed)
        self.seconds += time.perf_counter() - started

    def negative_bound(self, pictures: NDArray[np.uint8]) -> float:
        """Mean -ELBO of gray pictures, in nats, with one sample of the latent, which is one-hot."""
        generator, randomness = self._model(), torch.Generator().manual_seed(0)
        total = 0.0
        with torch.no_grad():
            for clean in _in_parts(generator, pictures):
                total += float(_negative_bound(generator, clean, randomness).sum())
        return total / len(pictures)

    def categories_of(self, pictures: NDArray[np.uint8]) -> Tensor:
        """Logits (N, K) of gray pictures."""
        return _categories(self._model(), pictures)

    def categories_before(self, pictures: NDArray[np.uint8]) -> Tensor:
        """The same by the model before the last task."""
        if self.previous is None:
            raise ValueError("there was no task before")
        return _categories(self.previous, pictures)

    def draw(self, count: int) -> NDArray[np.uint8]:
        """Gray pictures (N, 1, S, S) from the prior, the same noise for every method."""
        generator = self._model()
        categories = np.random.default_rng(0).integers(0, generator.class_count, count)
        noise = seeded_noise(np.arange(count, dtype=np.int64), self.settings.noise_shape)
        device = next(generator.network.parameters()).device
        parts = []
        for start in range(0, count, _BATCH):
            part = slice(start, start + _BATCH)
            labels = torch.from_numpy(categories[part]).to(device)
            drawn = generator.draw(labels, torch.from_numpy(noise[part]).to(device))
            parts.append(generator.to_pixels(drawn))
        return np.concatenate(parts)

    @property
    def parameters(self) -> int:
        """Of the model now."""
        return self._model().parameters

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Of every tensor of the model now."""
        state = self._model().network.state_dict()
        return {name: tuple(value.shape) for name, value in state.items()}

    def grown_elsewhere(self, before: dict[str, tuple[int, ...]]) -> int:
        """Numbers in tensors that changed their shape and do not belong to the categories."""
        state = self._model().network.state_dict()
        return sum(
            value.numel()
            for name, value in state.items()
            if tuple(value.shape) != before[name] and not name.startswith(_OF_CATEGORIES)
        )

    @property
    def pictures_kept(self) -> int:
        """How many pictures are carried to the next task."""
        return 0 if self.kept is None else len(self.kept)

    @property
    def numbers_kept(self) -> int:
        """How many numbers beside the model are carried to the next task."""
        return 0 if self.elastic is None else self.elastic.numbers_kept

    def _model(self) -> LifelongVae:
        if self.generator is None:
            raise ValueError("nothing learned yet")
        return self.generator

    def _student(self, lesson: Lesson, seed: int) -> LifelongVae:
        if self.generator is None:
            torch.manual_seed(seed)
            # What does not grow begins with as many categories as the others end with.
            tasks = 1 if self.method.grows else lesson.tasks
            return build_vae(self.settings, lesson.categories * tasks)
        if not self.method.grows:
            return copy_vae(self.generator)
        grown = lesson.categories * (self.tasks_learned + 1)
        return grow_categories(self.generator, grown, seed)

    def _batch(
        self,
        student: LifelongVae,
        pictures: NDArray[np.uint8],
        count: int,
        randomness: torch.Generator,
    ) -> VaeBatch:
        replayed = round(count * teacher_share(self.tasks_learned)) if self.method.replays else 0
        places = torch.randint(0, len(pictures), (count - replayed,), generator=randomness)
        clean = student.to_haar(pictures[places.numpy()])
        if self.previous is not None and replayed:
            clean = torch.cat([clean, self._redrawn(self.previous, replayed, randomness)])
        is_replay = torch.arange(count) >= count - replayed
        return VaeBatch(clean, is_replay, torch.full((count,), 1.0 / count))

    def _redrawn(self, teacher: LifelongVae, count: int, randomness: torch.Generator) -> Tensor:
        noise = torch.randn((count, self.settings.continuous), generator=randomness)
        labels = torch.randint(0, teacher.class_count, (count,), generator=randomness)
        device = next(teacher.network.parameters()).device
        pixels = teacher.to_pixels(teacher.draw(labels.to(device), noise.to(device)))
        return teacher.to_haar(pixels)

    def _consolidate(self, pictures: NDArray[np.uint8], lesson: Lesson, seed: int) -> None:
        generator = self._model()
        if self.elastic is None:
            self.elastic = ElasticWeights(self.method.elastic)
        chosen = np.random.default_rng([seed, _FISHER_SEED]).choice(
            len(pictures), min(lesson.fisher_pictures, len(pictures)), replace=False
        )
        randomness = torch.Generator().manual_seed(seed)

        def losses() -> Iterator[Callable[[], Tensor]]:
            for place in chosen:
                clean = generator.to_haar(pictures[place : place + 1])
                clean = clean.to(next(generator.network.parameters()).device)
                yield partial(_whole_bound, generator, clean, randomness)

        self.elastic.consolidate(generator.network, losses())


def gray_settings(image_size: int, width: int, continuous: int) -> VaeSettings:
    """Of a model of gray pictures in 0..1."""
    return VaeSettings(
        image_size=image_size, colours=1, continuous=continuous, width=width, likelihood=BERNOULLI
    )


def _negative_bound(generator: LifelongVae, clean: Tensor, randomness: torch.Generator) -> Tensor:
    posterior = generator.network.encode(clean)
    category = sample_category(posterior.logits, 1.0, randomness)
    decoded = generator.network.drawing.decode(sample_continuous(posterior, randomness), category)
    nats = negative_log_likelihood(generator, decoded, clean)
    return nats + continuous_divergence(posterior) + category_divergence(posterior.logits)


def _whole_bound(generator: LifelongVae, clean: Tensor, randomness: torch.Generator) -> Tensor:
    return _negative_bound(generator, clean, randomness).sum()


def _categories(generator: LifelongVae, pictures: NDArray[np.uint8]) -> Tensor:
    with torch.no_grad():
        parts = [generator.network.encode(clean).logits for clean in _in_parts(generator, pictures)]
    return torch.cat(parts)


def _in_parts(generator: LifelongVae, pictures: NDArray[np.uint8]) -> Iterator[Tensor]:
    device = next(generator.network.parameters()).device
    for start in range(0, len(pictures), _BATCH):
        yield generator.to_haar(pictures[start : start + _BATCH]).to(device)
