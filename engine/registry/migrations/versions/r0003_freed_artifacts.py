"""Files given up to save space, and the version that a begun update builds on."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables. There is no way down: a backup is opened instead."""
    op.create_table(
        "freed_artifacts",
        sa.Column("version_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=50), nullable=False),
        sa.Column("freed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_number", "role"],
            ["version_artifacts.version_number", "version_artifacts.role"],
            name=op.f("fk_freed_artifacts_version_number_role"),
        ),
        sa.PrimaryKeyConstraint("version_number", "role", name=op.f("pk_freed_artifacts")),
    )
    op.create_table(
        "job_parents",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_parents_job_id")),
        sa.ForeignKeyConstraint(
            ["version_number"], ["versions.number"], name=op.f("fk_job_parents_version_number")
        ),
        sa.PrimaryKeyConstraint("job_id", "version_number", name=op.f("pk_job_parents")),
    )
    _note_possible_parents()


def _note_possible_parents() -> None:
    """Until now only the checkpoints said what a begun update builds on.

    It is one of the versions that were active when the update was queued, or later.
    """
    op.execute(
        """
        INSERT INTO job_parents (job_id, version_number)
        SELECT DISTINCT jobs.id, activations.version_number
        FROM jobs JOIN activations ON activations.at >= jobs.created_at OR activations.id = (
            SELECT MAX(earlier.id) FROM activations AS earlier WHERE earlier.at <= jobs.created_at
        )
        WHERE jobs.started_at IS NOT NULL AND jobs.state NOT IN ('succeeded', 'cancelled')
        """
    )
