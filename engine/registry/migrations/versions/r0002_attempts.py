"""A job may yield one version for each attempt: rejected ones, and the last."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every version so far came of a first attempt."""
    with op.batch_alter_table("versions") as versions:
        versions.add_column(
            sa.Column("attempt", sa.Integer(), server_default=sa.text("1"), nullable=False)
        )
        versions.drop_constraint(op.f("uq_versions_job_id"), type_="unique")
        versions.create_unique_constraint(op.f("uq_versions_job_id_attempt"), ["job_id", "attempt"])
