"""The order of queued jobs can be changed, and products can wait in the trash."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Rebuilt tables would else give numbers of deleted rows away again.
_KEPT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Until now jobs started in the order of their numbers."""
    with op.batch_alter_table("jobs", table_kwargs=_KEPT) as jobs:
        jobs.add_column(
            sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
    op.execute("UPDATE jobs SET position = id")
    with op.batch_alter_table("products", table_kwargs=_KEPT) as products:
        products.add_column(sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True))
