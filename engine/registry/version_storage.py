"""What each version takes on disk, and whether its teacher has to stay."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, select

from engine.registry.artifact_store import ArtifactStore
from engine.registry.entities import TEACHER, VersionStorage
from engine.registry.tables import product_images
from engine.registry.teacher_freeing import read_teacher_verdicts
from engine.registry.version_store import read_versions


def read_version_storage(
    connection: Connection, artifacts: ArtifactStore, keep_teachers: int
) -> list[VersionStorage]:
    """Every version, oldest first."""
    versions = read_versions(connection)
    verdicts = read_teacher_verdicts(connection, keep_teachers)
    kept = {version.number: set(version.kept_artifacts.values()) for version in versions}
    users = Counter(sha256 for hashes in kept.values() for sha256 in hashes)
    images = connection.execute(select(product_images.c.artifact)).scalars()
    users.update({sha256 for sha256 in images if sha256 is not None})

    def size(hashes: Iterable[str]) -> int:
        return sum(artifacts.size_bytes(sha256) for sha256 in hashes)

    return [
        VersionStorage(
            number=version.number,
            state=version.state,
            is_active=version.is_active,
            own_bytes=size(sha for sha in kept[version.number] if users[sha] == 1),
            size_bytes=size(kept[version.number]),
            teacher_bytes=size([version.artifacts[TEACHER]]) if version.has_teacher else 0,
            teacher_freed_at=version.freed.get(TEACHER),
            teacher=verdicts.get(version.number),
        )
        for version in versions
    ]
