"""SQLite triggers that keep written history as it was written."""

from sqlalchemy import Connection, text

from engine.registry.tables import versions

#: Tables whose rows may be added and never changed.
_APPEND_ONLY = (
    "activity_log",
    "activations",
    "version_classes",
    "version_artifacts",
    "freed_artifacts",
)

#: What of a version was measured once and for all: everything but its state.
_FIXED_VERSION_COLUMNS = tuple(column.name for column in versions.c if column.name != "state")


def trigger_statements() -> dict[str, str]:
    """The CREATE statement of each trigger by its name."""
    statements = {}
    for table in _APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{event.lower()}"
            statements[name] = _refuse(name, f"{event} ON {table}", f"{table} is append-only")
    statements["versions_refuses_delete"] = _refuse(
        "versions_refuses_delete", "DELETE ON versions", "versions are never deleted"
    )
    statements["versions_refuses_update"] = _refuse(
        "versions_refuses_update",
        f"UPDATE OF {', '.join(_FIXED_VERSION_COLUMNS)} ON versions",
        "only the state of a version may change",
    )
    return statements


def install_triggers(connection: Connection) -> None:
    """Create the triggers. PostgreSQL needs its own, which nobody has asked for yet."""
    if connection.dialect.name == "sqlite":
        for statement in trigger_statements().values():
            connection.execute(text(statement))


def drop_triggers(connection: Connection) -> None:
    """Make way for a migration, which may have to rebuild the guarded tables."""
    if connection.dialect.name == "sqlite":
        for name in trigger_statements():
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))


def missing_triggers(connection: Connection) -> list[str]:
    """Triggers that are absent or not as they should be."""
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    found: dict[str, str] = dict(rows.all())
    return [name for name, sql in trigger_statements().items() if found.get(name) != sql]


def _refuse(name: str, event: str, sentence: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
