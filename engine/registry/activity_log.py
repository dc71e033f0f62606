"""The activity log: who did what, when and why, each line chained to the line before it."""

import builtins
import dataclasses
import getpass
import hashlib
import itertools
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from engine.registry.database import Database
from engine.registry.entities import ActivityEntry
from engine.registry.json_columns import canonical_json
from engine.registry.tables import activity_log

#: What the first line is chained to.
_NO_HASH = "0" * 64


class ActivityLog:
    """Append-only: triggers refuse changes, and the chain shows those made around the triggers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self,
        who: str,
        action: str,
        subject: str,
        before: str = "",
        after: str = "",
        reason: str = "",
    ) -> ActivityEntry:
        """Add a line of its own; a change that has one appends it in its own transaction."""
        with self._database.write() as connection:
            return append_entry(
                connection, who, action, subject, before=before, after=after, reason=reason
            )

    def list(self, limit: int | None = None) -> builtins.list[ActivityEntry]:
        """The newest `limit` lines, newest first."""
        statement = select(activity_log).order_by(activity_log.c.sequence.desc()).limit(limit)
        with self._database.read() as connection:
            return [ActivityEntry(**row) for row in connection.execute(statement).mappings()]

    def after(self, sequence: int) -> builtins.list[ActivityEntry]:
        """The lines that follow this one, newest first; those after 0 are all of them."""
        statement = (
            select(activity_log)
            .where(activity_log.c.sequence > sequence)
            .order_by(activity_log.c.sequence.desc())
        )
        with self._database.read() as connection:
            return [ActivityEntry(**row) for row in connection.execute(statement).mappings()]

    def verify(self) -> builtins.list[str]:
        """What is wrong with the chain, in plain sentences; empty when nothing is."""
        with self._database.read() as connection:
            return verify_chain(read_entries(connection))


def append_entry(
    connection: Connection,
    who: str,
    action: str,
    subject: str,
    *,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> ActivityEntry:
    """Append within the caller's write transaction, whose lock keeps the chain from forking."""
    newest = select(activity_log).order_by(activity_log.c.sequence.desc()).limit(1)
    last = connection.execute(newest).first()
    entry = ActivityEntry(
        sequence=1 if last is None else last.sequence + 1,
        at=datetime.now(UTC),
        who=who or current_user(),
        action=action,
        subject=subject,
        before=before,
        after=after,
        reason=reason,
        previous_hash=_NO_HASH if last is None else last.hash,
        hash="",
    )
    chained = dataclasses.replace(entry, hash=_hash(entry))
    connection.execute(insert(activity_log).values(dataclasses.asdict(chained)))
    return chained


def read_entries(connection: Connection) -> list[ActivityEntry]:
    """Every line, oldest first."""
    statement = select(activity_log).order_by(activity_log.c.sequence)
    return [ActivityEntry(**row) for row in connection.execute(statement).mappings()]


def last_sequence(connection: Connection) -> int:
    """The number of the newest line; 0 while there is none."""
    return connection.execute(select(func.max(activity_log.c.sequence))).scalar() or 0


def verify_chain(entries: list[ActivityEntry]) -> list[str]:
    """What is wrong with lines given oldest first."""
    problems = []
    previous_hash = _NO_HASH
    for entry, expected in zip(entries, itertools.count(1), strict=False):
        if entry.sequence != expected:
            problems.append(
                f"Activity log: line {expected} is missing; "
                f"line {entry.sequence} stands in its place."
            )
            return problems
        if entry.previous_hash != previous_hash:
            problems.append(f"Activity log: line {expected} does not follow the line before it.")
        if _hash(entry) != entry.hash:
            problems.append(f"Activity log: line {expected} has been changed after it was written.")
        previous_hash = entry.hash
    return problems


def current_user() -> str:
    """The name under which the operator is logged in to this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _hash(entry: ActivityEntry) -> str:
    content = {name: value for name, value in dataclasses.asdict(entry).items() if name != "hash"}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
