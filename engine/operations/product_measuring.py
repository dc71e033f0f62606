"""Measures every product of a coming version against its own fixed reference."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.contract.job_context import JobContext
from engine.contract.results import Interval, ProductQuality
from engine.contract.specs import KeepPolicy
from engine.evaluation.intervals import ratio_interval, share_interval
from engine.evaluation.memorisation import copied_share, nearest_photographs
from engine.evaluation.product_quality import (
    Overall,
    Reference,
    less_varied,
    measure_accuracy,
    measure_generation,
    measure_variety,
    overall_quality,
    retention,
)
from engine.evaluation.samples import Samples
from engine.evaluation.usefulness import train_on_generated
from engine.operations.product_reference import learned_in, stored_statistics
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_pictures import learned_images, load_acceptance_pictures
from engine.recognition.class_statistics import (
    ClassStatistics,
    class_statistics,
    pooled,
)
from engine.recognition.network import Recogniser
from engine.recognition.snapshot import load_recogniser
from engine.recognition.training import classify
from engine.registry import Version, Workspace
from engine.training.learning_set import PictureSet

#: Below this share of its first variety a class is called less varied.
_LEAST_VARIETY = 0.6
_NEAREST_KEPT = 6

Statistics = Mapping[int, ClassStatistics]


@dataclass
class ProductMeasuring:
    """The products of one update, as its recogniser and its generated sets have them."""

    workspace: Workspace
    brief: UpdateBrief
    recogniser: Recogniser
    #: The student's generated pictures, of all classes.
    drawn: Samples
    #: Their seeds, in the same order.
    seeds: Sequence[int]
    #: The training photographs of what this update learns.
    photographs: PictureSet
    context: JobContext

    @cached_property
    def acceptance(self) -> Samples:
        """The sealed acceptance pictures of all products that keep some."""
        pictures = load_acceptance_pictures(self.workspace, self.brief, self.context)
        return Samples(pictures.images, pictures.labels)

    @cached_property
    def new_statistics(self) -> dict[int, ClassStatistics]:
        """Statistics of the classes taught now, of products whose keep-policy allows them."""
        found: dict[int, ClassStatistics] = {}
        for name in self.brief.new_product_names:
            if self.workspace.products.get(name).keep is KeepPolicy.NOTHING:
                continue
            for label in self.brief.labels_of(name):
                images = self.photographs.images[self.photographs.labels == label]
                if len(images) >= 2:
                    found[label] = class_statistics(classify(self.recogniser, images)[1])
        return found

    @cached_property
    def _taught_by_generated(self) -> Recogniser | None:
        if not len(self.acceptance.labels):
            return None
        steps = self.brief.plan.usefulness_steps
        return train_on_generated(self.drawn, self.brief.class_count, steps, self.context)

    def measure(self, name: str) -> tuple[ProductQuality, dict[str, Any]]:
        """One product's row, and the same with what later versions are held against."""
        labels = self.brief.labels_of(name)
        is_taught = name in self.brief.new_product_names
        learned = learned_in(self.workspace, self.brief.parent_number, name)
        reference = self._reference_now(name)
        drawn = self.drawn.of(labels)
        generation = measure_generation(reference, drawn)
        accuracy, accuracy_interval = self._accuracy(self.recogniser, labels)
        useful, useful_interval = (
            self._accuracy(self._taught_by_generated, labels)
            if self._taught_by_generated is not None
            else (None, None)
        )
        overall = overall_quality(generation, accuracy, accuracy_interval)
        variety = measure_variety(reference.recogniser, drawn)
        # Only what is taught further is also held against the version that taught it before.
        before = self._quality_before(name, learned) if is_taught else (overall, variety)
        kept, kept_interval, poorer = self._kept(name, learned, overall, *before)
        near = nearest_photographs(drawn, Samples(self.photographs.images, self.photographs.labels))
        quality = ProductQuality(
            product_name=name,
            retention=kept,
            accuracy=accuracy,
            assigned_share=generation.assigned_share,
            fidelity=generation.fidelity,
            precision=generation.coverage.precision if generation.coverage else None,
            recall=generation.coverage.recall if generation.coverage else None,
            usefulness=useful,
            copied_share=copied_share(near) if is_taught else None,
            less_varied=self._class_names(poorer),
            is_new=learned is None,
            retention_interval=kept_interval,
            accuracy_interval=accuracy_interval,
            assigned_share_interval=generation.assigned_interval,
            fidelity_interval=generation.fidelity_interval,
            usefulness_interval=useful_interval,
        )
        record: dict[str, Any] = {
            **asdict(quality),
            "quality": overall.value if overall else None,
            "quality_interval": overall.interval if overall else None,
            "variety": {str(label): value for label, value in variety.items()},
        }
        if is_taught:
            hashes = [image.sha256 for image in learned_images(self.workspace, self.brief)]
            places = np.flatnonzero(np.isin(self.drawn.labels, labels))
            nearest = sorted(near, key=lambda item: item.spacings)[:_NEAREST_KEPT]
            record["nearest"] = [
                {
                    "seed": int(self.seeds[places[item.generated]]),
                    "label": int(drawn.labels[item.generated]),
                    "photograph": hashes[item.photograph],
                    "spacings": item.spacings,
                    "is_copy": item.is_copy,
                }
                for item in nearest
            ]
        return quality, record

    def distance(self, name: str, drawn: Samples) -> float | None:
        """Fréchet distance of another set of generated pictures of this product."""
        reference = self._reference_now(name)
        return measure_generation(reference, drawn.of(self.brief.labels_of(name))).fidelity

    def _quality_before(
        self, name: str, learned: Version | None
    ) -> tuple[Overall | None, dict[int, float]]:
        """Quality and variety now, as the reference of the version that taught it before has them.

        Of the classes that were taught then.
        """
        if learned is None:
            return None, {}
        reference = self._reference_of(learned, name)
        labels = _labels_in(learned, name)
        drawn = self.drawn.of(labels)
        accuracy, interval = self._accuracy(self.recogniser, labels)
        now = overall_quality(measure_generation(reference, drawn), accuracy, interval)
        return now, measure_variety(reference.recogniser, drawn)

    def _kept(
        self,
        name: str,
        learned: Version | None,
        overall: Overall | None,
        now: Overall | None,
        variety: dict[int, float],
    ) -> tuple[float | None, Interval | None, list[int]]:
        """Retention with its interval, and the classes that have become less varied."""
        if learned is None:
            return (None, None, []) if overall is None else (1.0, None, [])
        record = learned.metrics["products"][name]
        then = {int(label): float(value) for label, value in record["variety"].items()}
        poorer = less_varied(variety, then, _LEAST_VARIETY, _labels_in(learned, name))
        if now is None or record["quality"] is None:
            return None, None, poorer
        low, high = record["quality_interval"]
        span = ratio_interval(now.value, now.interval, record["quality"], (low, high))
        return retention(now.value, record["quality"]), span, poorer

    def _accuracy(
        self, recogniser: Recogniser, labels: Sequence[int]
    ) -> tuple[float | None, Interval | None]:
        real = self.acceptance.of(labels)
        if not len(real.labels):
            return None, None
        share = measure_accuracy(recogniser, real)
        return share, share_interval(share, len(real.labels))

    def _new_reference(self, name: str) -> Reference:
        return self._reference(
            name, self.recogniser, self.new_statistics, self.brief.labels_of(name)
        )

    def _reference_now(self, name: str) -> Reference:
        learned = learned_in(self.workspace, self.brief.parent_number, name)
        if learned is None or name in self.brief.new_product_names:
            return self._new_reference(name)
        return self._reference_of(learned, name)

    def _reference_of(self, learned: Version, name: str) -> Reference:
        path = self.workspace.artifacts.path(learned.artifacts["recogniser"])
        return self._reference(
            name,
            load_recogniser(path),
            stored_statistics(self.workspace, learned),
            _labels_in(learned, name),
        )

    def _reference(
        self, name: str, recogniser: Recogniser, statistics: Statistics, labels: Sequence[int]
    ) -> Reference:
        keep = self.workspace.products.get(name).keep
        real = self.acceptance.of(labels)
        # A product taught further has none of the classes whose photographs it learned before.
        is_whole = all(label in statistics for label in labels) and keep is not KeepPolicy.NOTHING
        return Reference(
            recogniser=recogniser,
            acceptance=real if len(real.labels) else None,
            statistics=pooled([statistics[label] for label in labels]) if is_whole else None,
        )

    def _class_names(self, labels: Sequence[int]) -> tuple[str, ...]:
        return tuple(c.class_name for c in self.brief.classes if c.label in labels)


def _labels_in(version: Version, product_name: str) -> list[int]:
    return [c.label for c in version.classes if c.product_name == product_name]
