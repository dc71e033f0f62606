"""What the workspace holds on disk, and what of it can be deleted without loss."""

import time
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from engine.contract.job_states import JobState
from engine.registry import base_model
from engine.registry.artifact_store import ArtifactStore
from engine.registry.database import Database
from engine.registry.entities import TEACHER, JobRecord, StorageItem
from engine.registry.job_store import read_jobs
from engine.registry.references import artifact_uses, freed_hashes
from engine.registry.teacher_freeing import read_teacher_verdicts
from engine.registry.version_store import read_versions

#: A file that no row names may belong to work that is about to commit; after a day it does not.
_SETTLED_SECONDS = 24 * 3600

#: How many copies of the database stay when the others are freed.
_BACKUPS_KEPT = 3

_Part = tuple[StorageItem, list[Path]]


class StorageReport:
    """One look at a workspace's folder."""

    def __init__(
        self, root: Path, database: Database, artifacts: ArtifactStore, keep_teachers: int
    ) -> None:
        self._root = root
        self._artifacts = artifacts
        with database.read() as connection:
            self._jobs = {job.id: job for job in read_jobs(connection)}
            self._used = set(artifact_uses(connection))
            self._freed = freed_hashes(connection)
            hashes = {v.number: v.artifacts.get(TEACHER, "") for v in read_versions(connection)}
            self._old_teachers = {
                number: hashes[number]
                for number, verdict in read_teacher_verdicts(connection, keep_teachers).items()
                if not verdict.is_needed
            }

    def items(self) -> list[StorageItem]:
        """Everything that takes space, largest first."""
        parts = [*self._parts(), self._old_teacher_part()]
        items = [item for item, _files in parts if item.size_bytes]
        return sorted(items, key=lambda item: -item.size_bytes)

    def free(self) -> tuple[int, list[str]]:
        """Delete what is safe to free; returns the bytes and the names of what went.

        Teachers are not among it: the record has to say first that they go.
        """
        freed, names = 0, []
        for item, files in self._parts():
            if item.safe_to_free and item.size_bytes:
                freed += _delete(files)
                names.append(item.name)
        return freed, names

    def _parts(self) -> list[_Part]:
        return [
            _part("database", self._root, self._root.glob("pilotline.db*"), "All records."),
            *self._artifact_parts(),
            *self._checkpoint_parts(),
            *self._backup_parts(),
            self._folder_part(base_model.FOLDER_NAME, "What the generator was taught on top of."),
            self._folder_part("generated", "Images that were generated here."),
            self._folder_part("logs", "What happened when."),
            self._folder_part("cache", "Made again when needed.", is_safe=True),
        ]

    def _folder_part(self, name: str, why: str, *, is_safe: bool = False) -> _Part:
        folder = self._root / name
        return _part(name, folder, _files(folder), why, is_safe=is_safe)

    def _artifact_parts(self) -> list[_Part]:
        old = set(self._old_teachers.values())
        used = self._stored(self._used - old)
        why_used = "Weights and acceptance images that versions and products use."
        why_unused = "No version and no product uses them; left by work that was given up."
        root = self._artifacts.root
        return [
            _part("artifacts", root, used, why_used),
            _part("unused artifacts", root, self._unused_files(), why_unused, is_safe=True),
        ]

    def _old_teacher_part(self) -> _Part:
        numbers = ", ".join(str(number) for number in self._old_teachers)
        why = "Left over when their teachers were freed."
        if numbers:
            why = f"No update needs the teachers of these versions: {numbers}."
        files = self._stored(set(self._old_teachers.values()) | self._freed)
        return _part("old teachers", self._artifacts.root, files, why, is_safe=True)

    def _stored(self, hashes: Set[str]) -> list[Path]:
        return [self._artifacts.path(sha) for sha in self._artifacts.stored() if sha in hashes]

    def _unused_files(self) -> list[Path]:
        if any(job.state is JobState.RUNNING for job in self._jobs.values()):
            return []
        unused = self._stored(set(self._artifacts.stored()) - self._used - self._freed)
        settled = time.time() - _SETTLED_SECONDS
        files = [*unused, *self._artifacts.leftovers()]
        return [file for file in files if file.stat().st_mtime < settled]

    def _checkpoint_parts(self) -> Iterator[_Part]:
        for folder in sorted((self._root / "checkpoints").glob("job-*")):
            number = folder.name.removeprefix("job-")
            job = self._jobs.get(int(number)) if number.isdecimal() else None
            is_safe = job is not None and job.state.is_final
            yield _part(
                f"checkpoints/{folder.name}", folder, _files(folder), _why(job), is_safe=is_safe
            )

    def _backup_parts(self) -> Iterator[_Part]:
        backups = sorted((self._root / "backups").glob("*.db"), key=lambda f: f.stat().st_mtime)
        for age, file in enumerate(reversed(backups)):
            is_safe = age >= _BACKUPS_KEPT
            why = (
                "Newer backups stay."
                if is_safe
                else "The records as they were before a new release."
            )
            yield _part(f"backups/{file.name}", file, [file], why, is_safe=is_safe)


def _part(
    name: str, path: Path, files: Iterable[Path], why: str, *, is_safe: bool = False
) -> _Part:
    listed = list(files)
    item = StorageItem(
        name=name,
        path=path,
        size_bytes=sum(_size_bytes(file) for file in listed),
        safe_to_free=is_safe,
        why=why,
    )
    return item, listed


def _why(job: JobRecord | None) -> str:
    if job is None:
        return "The job queue does not know this job."
    if job.state.is_final:
        return f"Job {job.id} has ended and needs them no more."
    return f"Job {job.id} is {job.state.value} and goes on from them."


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())


def _size_bytes(file: Path) -> int:
    try:
        return file.lstat().st_size
    except FileNotFoundError:
        return 0  # another process has just deleted it


def _delete(files: list[Path]) -> int:
    freed = 0
    for file in files:
        size = _size_bytes(file)
        try:
            file.unlink()
        except OSError:
            continue  # gone already, or open in another program: a later call frees it
        freed += size
    return freed
