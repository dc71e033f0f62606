"""Chooses the small sealed part of a product's photographs that is only measured with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.imaging.duplicates import DuplicateReport
from engine.imaging.folder_scan import ImageRecord

_SHARE = 0.2
_FEWEST, _MOST = 4, 64  # per class


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceSplit:
    """The acceptance set, and the classes whose near duplicates could not be kept apart."""

    files: frozenset[str]
    leaking_classes: tuple[str, ...]


def split_acceptance(
    records: Sequence[ImageRecord],
    duplicates: DuplicateReport,
    *,
    learned_groups: frozenset[int] = frozenset(),
    sealed_groups: frozenset[int] = frozenset(),
) -> AcceptanceSplit:
    """Take about a fifth of each class, whole groups of near duplicates at a time.

    The choice hangs on the files' hashes alone, so that the same photographs give the same set
    wherever they lie. Groups too large for a class's share stay in training. Where this leaves less
    than half of the share, the photographs are too alike to be kept apart: single ones are taken
    then, and the class is named, since its figures will flatter.

    Photographs that are added to a product go where those they resemble went: to training with the
    `learned_groups`, first of all into the acceptance set with the `sealed_groups`. A class of
    which not all of these fit into its share is named too.
    """
    usable = [record for record in records if record.file not in duplicates.left_out]
    members: dict[int, list[ImageRecord]] = defaultdict(list)
    for record in usable:
        members[duplicates.groups[record.file]].append(record)
    wanted = {
        name: _share(sum(record.class_name == name for record in usable))
        for name in sorted({record.class_name for record in usable})
    }
    taken: dict[str, set[str]] = {name: set() for name in wanted}
    free = {number: group for number, group in members.items() if number not in learned_groups}
    leaking = dict.fromkeys(_take_groups(free, sealed_groups, taken, wanted))
    for name, files in taken.items():
        if len(files) * 2 < wanted[name]:
            leaking[name] = None
            _fill_up(
                files, [record for record in usable if record.class_name == name], wanted[name]
            )
    return AcceptanceSplit(files=frozenset().union(*taken.values()), leaking_classes=tuple(leaking))


def _take_groups(
    groups: Mapping[int, Sequence[ImageRecord]],
    preferred: frozenset[int],
    taken: dict[str, set[str]],
    wanted: dict[str, int],
) -> list[str]:
    """Take what fits, the preferred first; returns the classes of those of them that do not fit."""

    def order(number: int) -> tuple[bool, str]:
        return number not in preferred, min(record.sha256 for record in groups[number])

    too_large: list[str] = []
    for number in sorted(groups, key=order):
        if _fits(groups[number], taken, wanted):
            for record in groups[number]:
                taken[record.class_name].add(record.file)
        elif number in preferred:
            too_large.extend(record.class_name for record in groups[number])
    return too_large


def _share(images: int) -> int:
    """About a fifth, at least four, at most 64, and never more than a third."""
    return min(max(round(images * _SHARE), _FEWEST), images // 3, _MOST)


def _fits(group: Sequence[ImageRecord], taken: dict[str, set[str]], wanted: dict[str, int]) -> bool:
    return all(
        len(taken[name]) + sum(record.class_name == name for record in group) <= wanted[name]
        for name in {record.class_name for record in group}
    )


def _fill_up(files: set[str], records: Sequence[ImageRecord], wanted: int) -> None:
    for record in sorted(records, key=lambda record: record.sha256):
        if len(files) >= wanted:
            return
        files.add(record.file)
