"""The generated pictures by which versions were measured: which seeds they have, where they are."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from engine.registry import Version, VersionClass, Workspace

#: The first seed of a measured set, apart from the seeds that operators choose.
MEASURING_SEED = 900_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredClass:
    """The stored pictures of one class and where they come from."""

    item: VersionClass
    #: The version that drew them when it was measured: the first that knew the class.
    drawn_by: Version
    #: uint8 (N, 3, S, S).
    images: NDArray[np.uint8]
    #: As many.
    seeds: tuple[int, ...]


def stored_pictures(workspace: Workspace, version: Version) -> Iterator[MeasuredClass]:
    """What is stored of each class that a version knows, by itself or by an ancestor."""
    wanted = {item.label: item for item in version.classes}
    ancestor: Version | None = version
    while ancestor is not None and wanted:
        if "samples" in ancestor.kept_artifacts:
            found = load_file(workspace.artifacts.path(ancestor.artifacts["samples"]))
            for label in sorted(set(found["labels"].tolist()) & wanted.keys()):
                images = found["images"][found["labels"] == label]
                yield MeasuredClass(
                    item=wanted.pop(label),
                    drawn_by=ancestor,
                    images=images,
                    seeds=_seeds(ancestor, label, len(images)),
                )
        parent = ancestor.parent_number
        ancestor = None if parent is None else workspace.versions.get(parent)


def _seeds(version: Version, label: int, count: int) -> tuple[int, ...]:
    """Every class of a version is measured with as many pictures, one class after the other."""
    place = [item.label for item in version.classes].index(label)
    first = MEASURING_SEED + place * count
    return tuple(range(first, first + count))
