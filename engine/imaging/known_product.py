"""Compares a folder's photographs with those of the product that they are to be added to."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from engine.contract.job_context import JobContext
from engine.imaging.decode import UnreadableImageError
from engine.imaging.duplicates import DuplicateReport, Pair, find_duplicates
from engine.imaging.folder_scan import FolderScan, ImageRecord, read_record

_READERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPhotograph:
    """A photograph that a product has, by the hash of its file."""

    path: Path
    class_name: str
    sha256: str
    is_acceptance: bool
    #: A stored copy, for when the photograph itself is gone.
    copy: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownProduct:
    """What a product has before more is added to it."""

    name: str
    is_gray: bool
    photographs: tuple[KnownPhotograph, ...]

    def images_of(self, class_name: str) -> int:
        """How many photographs of a class it has."""
        return sum(item.class_name == class_name for item in self.photographs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is new of a folder, and what it resembles."""

    #: Of the added photographs, with the product's own where those are repeated or resembled. Files
    #: of the product are named by their whole path.
    duplicates: DuplicateReport
    #: Files that the product has already, under the same class.
    known: tuple[str, ...] = ()
    #: Groups of near duplicates in which there are photographs that the product learns from.
    learned_groups: frozenset[int] = frozenset()
    #: Groups in which there are photographs of its acceptance set.
    sealed_groups: frozenset[int] = frozenset()


def compare_photographs(
    scan: FolderScan, product: KnownProduct | None, context: JobContext
) -> Comparison:
    """Compare a scan's photographs with each other and with the product's.

    Photographs of the product that can no longer be read are compared by the hash of their file
    alone.
    """
    if product is None:
        return Comparison(duplicates=find_duplicates(scan.records, context))
    known: list[str] = []
    conflicts: list[Pair] = []
    unlike: list[ImageRecord] = []
    by_hash = {item.sha256: item for item in product.photographs}
    for record in scan.records:
        held = by_hash.get(record.sha256)
        if held is None:
            unlike.append(record)
        elif held.class_name == record.class_name:
            known.append(record.file)
        else:
            conflicts.append((str(held.path), record.file))
    earlier = list(_readable(product.photographs, context))
    found = find_duplicates([*(record for _, record in earlier), *unlike], context)
    own = {record.file for _, record in earlier}
    known += [
        repeated for kept, repeated in found.duplicates if kept in own and repeated not in own
    ]
    conflicts += [pair for pair in found.label_conflicts if pair[1] not in own]
    report = replace(
        found,
        duplicates=tuple(pair for pair in found.duplicates if pair[0] not in own),
        near_duplicates=tuple(pair for pair in found.near_duplicates if pair[1] not in own),
        label_conflicts=tuple(conflicts),
        left_out=found.left_out | set(known) | {file for _, file in conflicts},
    )
    return Comparison(
        duplicates=report,
        known=tuple(sorted(known)),
        learned_groups=_groups(earlier, found, is_acceptance=False),
        sealed_groups=_groups(earlier, found, is_acceptance=True),
    )


def _readable(
    photographs: Sequence[KnownPhotograph], context: JobContext
) -> Iterator[tuple[KnownPhotograph, ImageRecord]]:
    with ThreadPoolExecutor(_READERS, thread_name_prefix="reader") as pool:
        try:
            for photograph, record in zip(photographs, pool.map(_record, photographs), strict=True):
                context.honour_requests()
                if record is not None:
                    yield photograph, record
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _record(photograph: KnownPhotograph) -> ImageRecord | None:
    """The photograph as it was registered, else its copy; None if neither is left."""
    name = str(photograph.path)
    try:
        record = read_record(photograph.path, name, photograph.class_name)
        if record.sha256 == photograph.sha256:
            return record
    except UnreadableImageError:
        pass
    if photograph.copy is None:
        return None
    try:
        return read_record(photograph.copy, name, photograph.class_name)
    except UnreadableImageError:
        return None


def _groups(
    earlier: Sequence[tuple[KnownPhotograph, ImageRecord]],
    found: DuplicateReport,
    *,
    is_acceptance: bool,
) -> frozenset[int]:
    return frozenset(
        found.groups[record.file]
        for photograph, record in earlier
        if photograph.is_acceptance is is_acceptance and record.file in found.groups
    )
