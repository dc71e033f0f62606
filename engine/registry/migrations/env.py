"""Runs migrations on the connection, and inside the transaction, that the caller has opened."""

from alembic import context

from engine.registry.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes few things in place: Alembic rebuilds the table instead.
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
