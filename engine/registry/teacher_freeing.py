"""Giving up old teachers: the record stays, the file goes."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from engine.registry.activation_ledger import read_activations
from engine.registry.activity_log import append_entry
from engine.registry.artifact_store import ArtifactStore
from engine.registry.database import Database
from engine.registry.entities import TEACHER, FreedTeachers, TeacherVerdict
from engine.registry.job_store import read_jobs
from engine.registry.references import artifact_uses, freed_hashes
from engine.registry.tables import freed_artifacts, job_parents
from engine.registry.teacher_policy import judge_teachers, needed_by_jobs
from engine.registry.version_store import read_versions


def read_teacher_verdicts(connection: Connection, keep_teachers: int) -> dict[int, TeacherVerdict]:
    """The verdict on each teacher that has not been given up, by version number."""
    versions, ledger = read_versions(connection), read_activations(connection)
    noted: dict[int, set[int]] = defaultdict(set)
    for row in connection.execute(select(job_parents)):
        noted[row.job_id].add(row.version_number)
    return judge_teachers(
        versions,
        ledger,
        needed_by_jobs(read_jobs(connection), versions, noted, ledger),
        set(artifact_uses(connection, other_than=TEACHER)),
        keep_teachers,
    )


def free_old_teachers(
    database: Database, artifacts: ArtifactStore, keep_teachers: int
) -> FreedTeachers:
    """Give up every teacher that no update needs.

    First the record says so, then the files go. What a crash leaves between the two is no loss, and
    the next call deletes it.
    """
    with database.write() as connection:
        numbers = _mark(connection, artifacts, keep_teachers)
    # The write lock is held while files go: no version that takes such a file up again can be
    # committed meanwhile.
    with database.write() as connection:
        size = _delete_files(artifacts, freed_hashes(connection))
    return FreedTeachers(version_numbers=numbers, size_bytes=size)


def _mark(connection: Connection, artifacts: ArtifactStore, keep_teachers: int) -> tuple[int, ...]:
    verdicts = read_teacher_verdicts(connection, keep_teachers)
    numbers = tuple(number for number, verdict in verdicts.items() if not verdict.is_needed)
    hashes = {version.number: version.artifacts for version in read_versions(connection)}
    for number in numbers:
        sha256 = hashes[number][TEACHER]
        row = {"version_number": number, "role": TEACHER, "freed_at": datetime.now(UTC)}
        connection.execute(insert(freed_artifacts).values(row))
        append_entry(
            connection,
            "",
            "version.teacher_freed",
            f"version {number}",
            before=f"{sha256}, {artifacts.size_bytes(sha256)} bytes",
            reason=verdicts[number].why,
        )
    return numbers


def _delete_files(artifacts: ArtifactStore, hashes: Collection[str]) -> int:
    return sum(artifacts.remove(sha256) for sha256 in sorted(hashes))
