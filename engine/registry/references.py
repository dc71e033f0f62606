"""Which artifacts are in use, and by what."""

from sqlalchemy import Connection, select

from engine.registry.tables import (
    freed_artifacts,
    product_images,
    products,
    version_artifacts,
)


def artifact_uses(connection: Connection, other_than: str | None = None) -> dict[str, str]:
    """For each artifact that has to be there, one of its users in words for the operator.

    Args:
        connection: A transaction.
        other_than: A role in which versions use files that are not asked for.
    """
    images = (
        select(product_images.c.artifact, products.c.name)
        .join(products, products.c.id == product_images.c.product_id)
        .where(product_images.c.artifact.is_not(None))
    )
    uses = {
        row.artifact: f"the acceptance set of {row.name!r}" for row in connection.execute(images)
    }
    freed = _freed_rows(connection)
    for row in connection.execute(select(version_artifacts)):
        if row.role != other_than and (row.version_number, row.role) not in freed:
            uses[row.sha256] = f"version {row.version_number} ({row.role})"
    return uses


def freed_hashes(connection: Connection) -> set[str]:
    """Artifacts that were given up to save space and that nothing else uses."""
    freed = _freed_rows(connection)
    hashes = {
        row.sha256
        for row in connection.execute(select(version_artifacts))
        if (row.version_number, row.role) in freed
    }
    return hashes - set(artifact_uses(connection))


def _freed_rows(connection: Connection) -> set[tuple[int, str]]:
    rows = connection.execute(select(freed_artifacts))
    return {(row.version_number, row.role) for row in rows}
