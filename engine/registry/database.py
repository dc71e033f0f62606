"""The workspace's database: connections, short transactions, and errors in plain words."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from engine.contract.errors import IntegrityError, UserFixableError

#: How long to wait for another transaction. Ours last milliseconds; a backup program's may not.
_BUSY_SECONDS = 30
_RETRY_SECONDS = 0.02

_WRITES = "pilotline_writes"
_IS_DURABLE = "pilotline_is_durable"
_IS_MIGRATION = "pilotline_is_migration"

#: Any number will do as long as every station uses the same.
_POSTGRESQL_LOCK = 7_456_683

#: What SQLite says, and what the operator can do about it.
_MENDABLE = {
    "database is locked": (
        "Another program keeps the workspace's database locked. Close it and try again."
    ),
    "disk is full": "The disk that holds the workspace is full. Free some space and try again.",
    "readonly database": "The workspace cannot be written to. Check the permissions of its folder.",
    "unable to open database": (
        "The workspace's database cannot be opened. Check that its folder exists and is yours."
    ),
    "disk i/o error": "The disk that holds the workspace reports errors. Check the disk.",
}
_DAMAGED = ("malformed", "is not a database")


class Database:
    """Transactions on the tables; many processes and threads may use one database at once."""

    def __init__(self, url: str) -> None:
        self._engine = _create_engine(url)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view that waits for nobody and blocks nobody."""
        with _in_plain_words(), self._engine.connect() as connection:
            if connection.dialect.name != "sqlite":
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def write(self, *, is_durable: bool = True) -> Iterator[Connection]:
        """A transaction that holds the write lock from the start; it commits or leaves no trace.

        What is written with `is_durable` off may be lost when the power fails, and only then.
        """
        options = {_WRITES: True, _IS_DURABLE: is_durable}
        with (
            _in_plain_words(),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            _lock_postgresql(connection)
            yield connection

    @contextmanager
    def migration(self) -> Iterator[Connection]:
        """A write transaction in which tables may be rebuilt, since references are not enforced."""
        options = {_WRITES: True, _IS_DURABLE: True, _IS_MIGRATION: True}
        with (
            _in_plain_words(),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            _lock_postgresql(connection)
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


def _create_engine(url: str) -> Engine:
    try:
        is_sqlite = make_url(url).get_backend_name() == "sqlite"
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS} if is_sqlite else {})
    except (ArgumentError, ModuleNotFoundError) as error:
        raise UserFixableError(
            f"The workspace's settings name a database that cannot be used: {error}. Correct "
            "`database_url` in settings.json, or install the driver."
        ) from error
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # Python's sqlite3 would begin transactions by itself, and too late: `_begin_sqlite` does it.
    connection.isolation_level = None
    _log_ahead(connection)


def _log_ahead(connection: SqliteConnection) -> None:
    # SQLite waits for others before a transaction, but not here: of two that change a new file's
    # mode at once it turns one away at once, because each has what the other would wait for.
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    # These two cannot be changed inside a transaction, and a pooled connection keeps them.
    enforced = "OFF" if options.get(_IS_MIGRATION) else "ON"
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {enforced}")
    durability = "FULL" if options.get(_IS_DURABLE, True) else "NORMAL"
    connection.exec_driver_sql(f"PRAGMA synchronous = {durability}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")


def _lock_postgresql(connection: Connection) -> None:
    # SQLite has one writer at a time; the activity log's chain needs the same elsewhere.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRESQL_LOCK})


@contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        said = str(error.orig).lower()
        for cause, sentence in _MENDABLE.items():
            if cause in said:
                raise UserFixableError(sentence) from error
        raise
    except DatabaseError as error:
        if any(cause in str(error.orig).lower() for cause in _DAMAGED):
            raise IntegrityError(
                "The workspace's database is damaged. Copies of it are in the folder `backups`."
            ) from error
        raise


def damage(connection: Connection) -> list[str]:
    """What SQLite finds wrong with its own file."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    problems = [f"Database: {line}" for line in found if line != "ok"]
    broken = {str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    return problems + [f"Database: rows of {table} refer to nothing." for table in sorted(broken)]
