"""The record of a version's replay, complete enough to draw the very same pictures again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.registry import VersionClass


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplerRecord:
    """How a teacher turned noise into pictures: DPM-Solver++, of which the first order is DDIM."""

    order: int
    #: Classifier-free guidance weight.
    guidance: float
    #: Where the network was called, falling.
    timesteps: tuple[int, ...]

    @property
    def steps(self) -> int:
        """Calls of the network per picture."""
        return len(self.timesteps)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedClass:
    """The pictures of one earlier class, in the order in which they were drawn."""

    product_name: str
    class_name: str
    #: Row of the class embedding.
    label: int
    seeds: tuple[int, ...]
    #: Places in `seeds` of the pictures that screening kept, rising.
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshReplayRecord:
    """Pictures that the teacher's training had drawn anew for every step, and which nobody kept.

    Classes, equally likely, and noise of a step come from `step_randomness` of seed, stage and
    step, after the step's choice of photographs.
    """

    sampler: SamplerRecord
    labels: tuple[int, ...]
    seed: int
    stage: int
    steps: int
    pictures_per_step: int
    #: Whether the states on the way were learned from (`StateReplay`, which shifts the timesteps),
    #: not the pictures at its end.
    learns_from_states: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayRecord:
    """Which pictures of earlier classes an update learned from, and what drew them."""

    #: The version whose teacher drew, and the hash of the teacher's file.
    teacher_version: int
    teacher_sha256: str
    sampler: SamplerRecord
    #: Pictures of one pass through the network; their last bits may depend on it.
    batch: int
    #: In the order of drawing, whole classes one after another.
    classes: tuple[ReplayedClass, ...]
    #: SHA-256 of the kept pictures' pixels, uint8 (N, 3, S, S) in the order of drawing.
    images_sha256: str
    #: `torch_fingerprint` of where they were drawn.
    runtime: Mapping[str, str]
    #: What the teacher learned from in place of these, by strategies that draw replay anew.
    fresh: FreshReplayRecord | None = None

    @property
    def labels(self) -> NDArray[np.int64]:
        """Of every picture that was drawn, (N,)."""
        return np.repeat([c.label for c in self.classes], [len(c.seeds) for c in self.classes])

    @property
    def seeds(self) -> NDArray[np.int64]:
        """Of every picture that was drawn, (N,)."""
        return np.asarray([seed for item in self.classes for seed in item.seeds], np.int64)

    @property
    def kept(self) -> NDArray[np.int64]:
        """Places of the kept pictures among those drawn."""
        places: list[int] = []
        first = 0
        for item in self.classes:
            places.extend(first + place for place in item.kept)
            first += len(item.seeds)
        return np.asarray(places, np.int64)

    def to_json(self) -> dict[str, Any]:
        """As stored in a version's manifest."""
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "ReplayRecord":
        """Undo `to_json`.

        Raises:
            KeyError or TypeError: If something is missing or is there too much.
        """
        fresh = document["fresh"]
        return cls(
            **{
                **document,
                "sampler": _sampler(document["sampler"]),
                "classes": tuple(
                    ReplayedClass(**_with_tuples(item, "seeds", "kept"))
                    for item in document["classes"]
                ),
                "fresh": None
                if fresh is None
                else FreshReplayRecord(
                    **{**_with_tuples(fresh, "labels"), "sampler": _sampler(fresh["sampler"])}
                ),
            }
        )


def replayed_classes(
    classes: Sequence[VersionClass], seeds: NDArray[np.int64], is_kept: NDArray[np.bool_]
) -> tuple[ReplayedClass, ...]:
    """For as many pictures (N,) of each class, one class after another."""
    count = len(classes)
    return tuple(
        ReplayedClass(
            product_name=item.product_name,
            class_name=item.class_name,
            label=item.label,
            seeds=tuple(own.tolist()),
            kept=tuple(np.flatnonzero(mask).tolist()),
        )
        for item, own, mask in zip(
            classes, np.split(seeds, count), np.split(is_kept, count), strict=True
        )
    )


def pictures_digest(images: NDArray[np.uint8]) -> str:
    """SHA-256 of pixels, in the order of their axes."""
    return hashlib.sha256(np.ascontiguousarray(images).tobytes()).hexdigest()


def _sampler(document: Mapping[str, Any]) -> SamplerRecord:
    return SamplerRecord(**_with_tuples(document, "timesteps"))


def _with_tuples(document: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**document, **{name: tuple(document[name]) for name in names}}
