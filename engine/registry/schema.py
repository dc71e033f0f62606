"""Which form the tables have, and bringing them to the form this program knows."""

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect as connect_sqlite

from sqlalchemy import Connection, inspect, text

from engine.contract.errors import IntegrityError, UserFixableError
from engine.registry.atomic_file import sync_folder
from engine.registry.database import Database, damage
from engine.registry.triggers import drop_triggers, install_triggers

MIGRATIONS_DIR = Path(__file__).parent / "migrations"

#: Every revision this program knows, oldest first. Written out: opening then needs no Alembic.
REVISIONS: tuple[str, ...] = ("0001", "0002", "0003", "0004", "0005")


def current_revision(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar()
    return revision


def is_current(connection: Connection) -> bool:
    """Whether the tables have the form this program knows; refuses those of a newer program."""
    revision = current_revision(connection)
    if revision is not None and revision not in REVISIONS:
        raise UserFixableError(
            "This workspace was last used by a newer Pilotline: its database has revision "
            f"{revision}, this program knows {REVISIONS[-1]}. Install the newer Pilotline, or "
            "open a backup from the workspace's folder `backups`. Nothing has been changed."
        )
    return revision == REVISIONS[-1]


def migrate(database: Database, backups_dir: Path) -> Path | None:
    """Bring the tables to the newest revision in one transaction; returns the backup made before.

    Processes that open the same old workspace at once wait for the first, then find nothing to do.
    """
    with database.migration() as connection:
        if is_current(connection):
            return None
        backup = _back_up(connection, backups_dir)
        drop_triggers(connection)
        _run_migrations(connection)
        install_triggers(connection)
        _refuse_damage(connection)
    return backup


def _back_up(connection: Connection, backups_dir: Path) -> Path | None:
    revision = current_revision(connection)
    if revision is None or connection.dialect.name != "sqlite":
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = backups_dir / f"pilotline-{revision}-{stamp}.db"
    backups_dir.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(".tmp")
    try:
        _copy_sqlite(connection, temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(backups_dir)
    return target


def _copy_sqlite(connection: Connection, path: Path) -> None:
    file = connection.exec_driver_sql("PRAGMA database_list").first()
    # A connection of its own: SQLite copies nothing through one that holds the write lock. What it
    # reads is what was committed before, and nobody else can write meanwhile.
    with (
        closing(connect_sqlite(file[2] if file else "")) as source,
        closing(connect_sqlite(path)) as copy,
    ):
        source.backup(copy)
        # The copy says "WAL" like its source; one plain file is easier to keep and hand on.
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise IntegrityError("The database is damaged, and so is a backup of it.")


def _run_migrations(connection: Connection) -> None:
    # Alembic takes half a second to import and is needed once in many releases.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_DIR).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, REVISIONS[-1])


def _refuse_damage(connection: Connection) -> None:
    if problems := damage(connection):
        raise IntegrityError(f"{' '.join(problems)} The workspace was not changed.")
