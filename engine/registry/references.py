"""Which artifacts are in use, and by what."""

from sqlalchemy import Connection, select

from engine.registry.tables import product_images, products, version_artifacts


def artifact_uses(connection: Connection) -> dict[str, str]:
    """For each artifact that a row names, one of its users in words for the operator."""
    images = (
        select(product_images.c.artifact, products.c.name)
        .join(products, products.c.id == product_images.c.product_id)
        .where(product_images.c.artifact.is_not(None))
    )
    uses = {
        row.artifact: f"the acceptance set of {row.name!r}" for row in connection.execute(images)
    }
    for row in connection.execute(select(version_artifacts)):
        uses[row.sha256] = f"version {row.version_number} ({row.role})"
    return uses
