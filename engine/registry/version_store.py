"""Versions, and the ledger of which one was active when."""

import builtins
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from engine.contract.errors import UserFixableError
from engine.contract.job_states import JobState
from engine.registry.activation_ledger import activate_version, active_number, read_activations
from engine.registry.activity_log import append_entry
from engine.registry.artifact_store import ArtifactStore
from engine.registry.database import Database
from engine.registry.entities import (
    VERSION_FOLLOWERS,
    Activation,
    ActivationKind,
    NewVersion,
    Version,
    VersionClass,
    VersionState,
)
from engine.registry.job_store import end_job
from engine.registry.json_columns import plain_json
from engine.registry.tables import (
    freed_artifacts,
    version_artifacts,
    version_classes,
    versions,
)


class VersionStore:
    """Immutable versions: committed once, and from then on only their state changes."""

    def __init__(self, database: Database, artifacts: ArtifactStore) -> None:
        self._database = database
        self._artifacts = artifacts

    def commit(
        self,
        new: NewVersion,
        job_id: int | None = None,
        who: str = "",
        *,
        ends_job: bool = True,
    ) -> Version:
        """Store the version and, unless a further attempt is due, end its job; both or neither."""
        job_id = new.job_id if job_id is None else job_id
        with self._database.write() as connection:
            # Looked for under the write lock, under which files that were freed are deleted.
            for sha256 in new.artifacts.values():
                self._artifacts.path(sha256)
            number = _insert_version(connection, new, job_id)
            if job_id is not None and ends_job:
                end_job(connection, job_id, JobState.SUCCEEDED, None)
            append_entry(
                connection,
                who,
                "version.committed",
                f"version {number}",
                before="" if new.parent_number is None else f"version {new.parent_number}",
                after=new.state.value,
                reason=" ".join(new.verdict),
            )
            return read_version(connection, number)

    def list(self) -> builtins.list[Version]:
        """Every version, oldest first."""
        with self._database.read() as connection:
            return list(read_versions(connection))

    def get(self, number: int) -> Version:
        """The version of that number."""
        with self._database.read() as connection:
            return read_version(connection, number)

    def active(self) -> Version | None:
        """The version that generates and recognises now."""
        with self._database.read() as connection:
            number = active_number(connection)
            return None if number is None else read_version(connection, number)

    def set_state(
        self, number: int, state: VersionState, who: str = "", reason: str = ""
    ) -> Version:
        """Approve, reject or retire a version."""
        with self._database.write() as connection:
            version = read_version(connection, number)
            if version.is_active:
                raise UserFixableError(
                    f"Version {number} is active. Make another version active first."
                )
            change_version_state(connection, version, state)
            append_entry(
                connection,
                who,
                f"version.{state.value}",
                f"version {number}",
                before=version.state.value,
                after=state.value,
                reason=reason,
            )
            return read_version(connection, number)

    def activate(
        self,
        number: int,
        kind: ActivationKind,
        who: str = "",
        reason: str = "",
        *,
        is_verified: bool = False,
    ) -> Activation:
        """Make a version the active one: ledger, states and log line, all or none."""
        with self._database.write() as connection:
            version = read_version(connection, number)
            _refuse_activation(version, ActivationKind(kind))
            if version.state is VersionState.CANDIDATE:
                change_version_state(connection, version, VersionState.APPROVED)
            return activate_version(
                connection,
                version,
                ActivationKind(kind),
                who=who,
                reason=reason,
                is_verified=is_verified,
            )

    def activations(self) -> builtins.list[Activation]:
        """The activation ledger, oldest first."""
        with self._database.read() as connection:
            return list(read_activations(connection))

    def previously_active(self) -> int | None:
        """The version that was active before the present one."""
        ledger = self.activations()
        return ledger[-1].previous_number if ledger else None


def read_versions(connection: Connection) -> tuple[Version, ...]:
    """Every version, oldest first."""
    classes: dict[int, list[VersionClass]] = defaultdict(list)
    by_label = select(version_classes).order_by(version_classes.c.label)
    for row in connection.execute(by_label):
        classes[row.version_number].append(
            VersionClass(product_name=row.product_name, class_name=row.class_name, label=row.label)
        )
    artifacts: dict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(select(version_artifacts).order_by(version_artifacts.c.role)):
        artifacts[row.version_number][row.role] = row.sha256
    freed: dict[int, dict[str, datetime]] = defaultdict(dict)
    for row in connection.execute(select(freed_artifacts)):
        freed[row.version_number][row.role] = row.freed_at
    active = active_number(connection)
    return tuple(
        _to_version(
            row, tuple(classes[row.number]), artifacts[row.number], freed[row.number], active
        )
        for row in connection.execute(select(versions).order_by(versions.c.number))
    )


def read_version(connection: Connection, number: int) -> Version:
    """The version of that number, or a sentence that names those there are."""
    known = read_versions(connection)
    for version in known:
        if version.number == number:
            return version
    numbers = ", ".join(str(version.number) for version in known)
    raise UserFixableError(
        f"There is no version {number}. "
        + (f"Versions: {numbers}." if numbers else "No update has finished yet.")
    )


def change_version_state(connection: Connection, version: Version, state: VersionState) -> None:
    """Change where a version stands, within the caller's transaction, if that may follow."""
    if state not in VERSION_FOLLOWERS[version.state]:
        raise UserFixableError(
            f"Version {version.number} is {version.state.value}; it cannot become {state.value}."
        )
    connection.execute(
        update(versions).where(versions.c.number == version.number).values(state=state.value)
    )


def _refuse_activation(version: Version, kind: ActivationKind) -> None:
    number, state = version.number, version.state
    if version.is_active:
        raise UserFixableError(f"Version {number} is active already.")
    if kind is ActivationKind.ROLLBACK and state is not VersionState.APPROVED:
        raise UserFixableError(
            f"Version {number} is {state.value}. Only an approved version can be gone back to."
        )
    if state not in (VersionState.CANDIDATE, VersionState.APPROVED):
        raise UserFixableError(f"Version {number} is {state.value} and cannot become active.")


def _insert_version(connection: Connection, new: NewVersion, job_id: int | None) -> int:
    newest: int | None = connection.execute(select(func.max(versions.c.number))).scalar()
    number = 1 if newest is None else newest + 1
    connection.execute(
        insert(versions).values(
            number=number,
            parent_number=new.parent_number,
            state=new.state.value,
            created_at=datetime.now(UTC),
            job_id=job_id,
            strategy=new.strategy,
            preset=new.preset,
            seed=new.seed,
            image_size=new.image_size,
            new_product_names=plain_json(new.new_product_names),
            metrics=plain_json(new.metrics),
            verdict=plain_json(new.verdict),
            lineage=plain_json(new.lineage),
            attempt=new.attempt,
        )
    )
    classes = [
        {
            "version_number": number,
            "label": item.label,
            "product_name": item.product_name,
            "class_name": item.class_name,
        }
        for item in new.classes
    ]
    artifacts = [
        {"version_number": number, "role": role, "sha256": sha256}
        for role, sha256 in new.artifacts.items()
    ]
    for table, rows in ((version_classes, classes), (version_artifacts, artifacts)):
        if rows:
            connection.execute(insert(table), rows)
    return number


def _to_version(
    row: Row[Any],
    classes: tuple[VersionClass, ...],
    artifacts: dict[str, str],
    freed: dict[str, datetime],
    active: int | None,
) -> Version:
    return Version(
        number=row.number,
        parent_number=row.parent_number,
        state=VersionState(row.state),
        created_at=row.created_at,
        job_id=row.job_id,
        strategy=row.strategy,
        preset=row.preset,
        seed=row.seed,
        image_size=row.image_size,
        classes=classes,
        new_product_names=tuple(row.new_product_names),
        artifacts=artifacts,
        metrics=row.metrics,
        verdict=tuple(row.verdict),
        lineage=row.lineage,
        is_active=row.number == active,
        attempt=row.attempt,
        freed=freed,
    )
