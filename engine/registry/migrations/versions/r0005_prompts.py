"""Classes have prompts, for generators that are asked with sentences."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Rebuilt tables would else give numbers of deleted rows away again.
_KEPT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Until now no generator took any; an empty one stands for the sentence of the names."""
    with op.batch_alter_table("product_classes", table_kwargs=_KEPT) as classes:
        classes.add_column(
            sa.Column("prompt", sa.Text(), server_default=sa.text("''"), nullable=False)
        )
