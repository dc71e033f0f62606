"""Finds equal and nearly equal photographs, and equal ones that stand under two class names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.job_context import JobContext
from engine.imaging.folder_scan import ImageRecord

#: Hashes of one picture saved twice, or of frames of a still scene, differ by a few bits.
_HASH_DISTANCE = 6
# Hashes of plain pictures agree by chance, and those of one scene whatever part lies in it, so the
# small colour pictures must agree as well: as a whole and, once equally bright, in every spot.
_CORRELATION = 0.99
_BRIGHTNESS_DIFFERENCE = 12.0  # gray levels
_SPOT_DIFFERENCE = 20.0  # gray levels
#: Among thousands of frames of one still scene the nearest are enough to tie them all together.
_CANDIDATES = 256

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateReport:
    """Files are named as in the scan. Of equal pictures the first by name is kept."""

    #: (kept, repeated) within one class.
    duplicates: tuple[Pair, ...]
    #: Each picture that resembles an earlier one, with the one that it resembles most.
    near_duplicates: tuple[Pair, ...]
    #: (first, other) of equal pictures in different classes.
    label_conflicts: tuple[Pair, ...]
    #: Files that no registration takes: repetitions, and all files of a label conflict.
    left_out: frozenset[str]
    #: File to the number of its group; near duplicates share one.
    groups: dict[str, int]


def find_duplicates(records: Sequence[ImageRecord], context: JobContext) -> DuplicateReport:
    """Compare all photographs of a scan with each other."""
    duplicates: list[Pair] = []
    conflicts: list[Pair] = []
    left_out: set[str] = set()
    by_pixels: dict[str, list[ImageRecord]] = defaultdict(list)
    for record in records:
        by_pixels[record.pixels_sha256].append(record)
    for equal in by_pixels.values():
        first_of_class: dict[str, ImageRecord] = {}
        for record in equal:
            kept = first_of_class.setdefault(record.class_name, record)
            if kept is not record:
                duplicates.append((kept.file, record.file))
                left_out.add(record.file)
        if len(first_of_class) > 1:
            first, *others = first_of_class.values()
            conflicts.extend((first.file, other.file) for other in others)
            left_out.update(record.file for record in equal)
    kept_records = [record for record in records if record.file not in left_out]
    near_pairs, groups = _near_duplicates(kept_records, context)
    return DuplicateReport(
        duplicates=tuple(duplicates),
        near_duplicates=near_pairs,
        label_conflicts=tuple(conflicts),
        left_out=frozenset(left_out),
        groups=groups,
    )


def _near_duplicates(
    records: Sequence[ImageRecord], context: JobContext
) -> tuple[tuple[Pair, ...], dict[str, int]]:
    if not records:
        return (), {}
    hashes = np.asarray([record.difference_hash for record in records], dtype=np.uint64)
    looks = _Looks(records)
    group = list(range(len(records)))
    pairs: list[Pair] = []
    for index in range(1, len(records)):
        if index % 256 == 0:
            context.honour_requests()
        distance = np.bitwise_count(hashes[:index] ^ hashes[index])
        candidates = np.flatnonzero(distance <= _HASH_DISTANCE)
        if candidates.size > _CANDIDATES:
            candidates = candidates[np.argsort(distance[candidates], kind="stable")[:_CANDIDATES]]
        alike, closest = looks.alike(candidates, index)
        if closest is not None:
            pairs.append((records[closest].file, records[index].file))
        for other in alike:
            _merge(group, other, index)
    return tuple(pairs), {
        record.file: _leader(group, index) for index, record in enumerate(records)
    }


class _Looks:
    """The small pictures of a scan, ready to be compared."""

    def __init__(self, records: Sequence[ImageRecord]) -> None:
        looks = np.stack([np.frombuffer(record.look, dtype=np.uint8) for record in records])
        values = looks.astype(np.float32)  # (N, LOOK_SIZE * LOOK_SIZE * 3)
        self._brightness = values.mean(axis=1)
        self._values = values - self._brightness[:, None]
        self._lengths = np.maximum(np.linalg.norm(self._values, axis=1), 1e-6)

    def alike(self, candidates: NDArray[np.intp], index: int) -> tuple[list[int], int | None]:
        """Which of the candidates resemble picture `index`, and the one that does most."""
        values = self._values[candidates]
        correlation = values @ self._values[index] / self._lengths[candidates]
        correlation /= self._lengths[index]
        brighter = np.abs(self._brightness[candidates] - self._brightness[index])
        spot = np.abs(values - self._values[index]).max(axis=1, initial=0.0)
        is_alike = (
            (correlation >= _CORRELATION)
            & (brighter <= _BRIGHTNESS_DIFFERENCE)
            & (spot <= _SPOT_DIFFERENCE)
        )
        if not is_alike.any():
            return [], None
        closest = candidates[np.argmax(np.where(is_alike, correlation, -2.0))]
        return [int(candidate) for candidate in candidates[is_alike]], int(closest)


def _leader(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _merge(group: list[int], first: int, second: int) -> None:
    a, b = _leader(group, first), _leader(group, second)
    group[max(a, b)] = min(a, b)
