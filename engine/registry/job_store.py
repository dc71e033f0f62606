"""The queue of updates, and where each of them stands."""

import builtins
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from engine.contract.errors import UserFixableError
from engine.contract.job_states import FOLLOWERS, JobState
from engine.contract.specs import UpdateSpec
from engine.registry.activity_log import append_entry
from engine.registry.database import Database
from engine.registry.entities import JobRecord, ProductState
from engine.registry.json_columns import update_spec_from_json, update_spec_to_json
from engine.registry.process_identity import ProcessIdentity, is_alive
from engine.registry.tables import job_parents, jobs, products, versions

_NO_PROCESS: dict[str, None] = {"process_id": None, "process_started_at": None}


class JobStore:
    """Jobs survive every crash: each change of state is on disk before the call returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enqueue(self, spec: UpdateSpec, who: str = "", *, teaches: Sequence[str] = ()) -> JobRecord:
        """Put an update at the end of the queue. Whether it can run is the preflight's question.

        `teaches` names the products that a spec without names has been found to mean.
        """
        with self._database.write() as connection:
            _refuse_equal_update(connection, spec)
            names = spec.product_names or tuple(teaches) or _names_waiting(connection)
            job_id = connection.execute(
                insert(jobs)
                .values(
                    kind="update",
                    state=JobState.QUEUED.value,
                    spec=update_spec_to_json(spec),
                    product_names=list(names),
                    fraction=0.0,
                    stage="",
                    created_at=datetime.now(UTC),
                )
                .returning(jobs.c.id)
            ).scalar_one()
            _place(connection, job_id, job_id)
            append_entry(
                connection, who, "job.queued", f"job {job_id}", after=", ".join(names) or "update"
            )
            return read_job(connection, job_id)

    def list(self) -> builtins.list[JobRecord]:
        """Every job, oldest first."""
        with self._database.read() as connection:
            return list(read_jobs(connection))

    def get(self, job_id: int) -> JobRecord:
        """The job of that number."""
        with self._database.read() as connection:
            return read_job(connection, job_id)

    def next_queued(self) -> JobRecord | None:
        """The job that is to start next."""
        with self._database.read() as connection:
            queued = _queued(connection)
        return queued[0] if queued else None

    def move(self, job_id: int, places: int, who: str = "") -> JobRecord:
        """Let a queued job start so many places earlier (below 0) or later than it would."""
        with self._database.write() as connection:
            waiting = _queued(connection)
            order = [job.id for job in waiting]
            if job_id not in order:
                state = read_job(connection, job_id).state.value
                raise UserFixableError(f"Job {job_id} is {state}, so it does not wait in a queue.")
            before = order.index(job_id)
            order.insert(min(max(before + places, 0), len(order) - 1), order.pop(before))
            after = order.index(job_id)
            if after != before:
                # Jobs exchange places among themselves; what is queued later still comes last.
                for moved, job in zip(order, waiting, strict=True):
                    _place(connection, moved, job.position)
                append_entry(
                    connection,
                    who,
                    "job.moved",
                    f"job {job_id}",
                    before=f"place {before + 1}",
                    after=f"place {after + 1}",
                )
            return read_job(connection, job_id)

    def start(self, job_id: int, process_id: int, process_started_at: float) -> JobRecord:
        """Take a queued job for a process; refuses if another was first, or is at another job."""
        with self._database.write() as connection:
            _refuse_while_another_runs(connection, job_id)
            return change_job_state(
                connection,
                job_id,
                JobState.RUNNING,
                started_at=datetime.now(UTC),
                finished_at=None,
                error=None,
                process_id=process_id,
                process_started_at=process_started_at,
            )

    def set_parent(self, job_id: int, version_number: int | None) -> None:
        """Note the version that a begun update builds on: its teacher has to stay until the end."""
        with self._database.write() as connection:
            connection.execute(delete(job_parents).where(job_parents.c.job_id == job_id))
            if version_number is not None:
                row = {"job_id": job_id, "version_number": version_number}
                connection.execute(insert(job_parents).values(row))

    def set_progress(self, job_id: int, stage: str, fraction: float) -> None:
        """Note how far a running job is; about once a second is often enough."""
        statement = (
            update(jobs)
            .where(jobs.c.id == job_id, jobs.c.state == JobState.RUNNING.value)
            .values(stage=stage, fraction=min(max(fraction, 0.0), 1.0))
        )
        with self._database.write(is_durable=False) as connection:
            connection.execute(statement)

    def finish(self, job_id: int, state: JobState, error: str | None = None) -> JobRecord:
        """End a running job's work: paused, succeeded, failed, cancelled or interrupted."""
        with self._database.write() as connection:
            job = end_job(connection, job_id, state, error)
            append_entry(connection, "", f"job.{state.value}", f"job {job_id}", reason=error or "")
            return job

    def requeue(self, job_id: int, who: str = "") -> JobRecord:
        """Resume: put a paused, failed or interrupted job into the queue again."""
        with self._database.write() as connection:
            before = read_job(connection, job_id)
            job = change_job_state(
                connection, job_id, JobState.QUEUED, finished_at=None, error=None, **_NO_PROCESS
            )
            append_entry(
                connection,
                who,
                "job.resumed",
                f"job {job_id}",
                before=before.state.value,
                after=job.state.value,
            )
            return job

    def cancel(self, job_id: int, who: str = "") -> JobRecord:
        """Give a job up. One that is running is cancelled by its worker, not by this."""
        with self._database.write() as connection:
            before = read_job(connection, job_id)
            if before.state is JobState.RUNNING and _is_worked_at(before):
                raise UserFixableError(
                    f"Job {job_id} is running in process {before.process_id}. Cancel it there."
                )
            job = end_job(connection, job_id, JobState.CANCELLED, None)
            append_entry(
                connection,
                who,
                "job.cancelled",
                f"job {job_id}",
                before=before.state.value,
                after=job.state.value,
            )
            return job

    def reconcile(self) -> builtins.list[JobRecord]:
        """Turn running jobs whose process is gone into interrupted ones; returns those."""
        with self._database.read() as connection:
            if not any(job.state is JobState.RUNNING for job in read_jobs(connection)):
                return []
        interrupted = []
        with self._database.write() as connection:
            for job in read_jobs(connection):
                if job.state is JobState.RUNNING and not _is_worked_at(job):
                    reason = "Its worker process ended without a word."
                    interrupted.append(end_job(connection, job.id, JobState.INTERRUPTED, job.error))
                    append_entry(connection, "", "job.interrupted", f"job {job.id}", reason=reason)
        return interrupted


def read_jobs(connection: Connection) -> tuple[JobRecord, ...]:
    """Every job, oldest first."""
    # an update that needed a second attempt has committed its first one's version too, as rejected
    last = (
        select(versions.c.job_id, func.max(versions.c.number).label("version_number"))
        .group_by(versions.c.job_id)
        .subquery()
    )
    statement = (
        select(jobs, last.c.version_number)
        .outerjoin(last, last.c.job_id == jobs.c.id)
        .order_by(jobs.c.id)
    )
    return tuple(_to_record(row) for row in connection.execute(statement))


def read_job(connection: Connection, job_id: int) -> JobRecord:
    """The job of that number, or a sentence that there is none."""
    for job in read_jobs(connection):
        if job.id == job_id:
            return job
    raise UserFixableError(
        f"There is no job {job_id}. `pilotline jobs list` shows those there are."
    )


def end_job(connection: Connection, job_id: int, state: JobState, error: str | None) -> JobRecord:
    """Change to a state in which no process is at the job, within the caller's transaction."""
    values: dict[str, object] = {"error": error, **_NO_PROCESS}
    if state is not JobState.PAUSED:
        values["finished_at"] = datetime.now(UTC)
    if state is JobState.SUCCEEDED:
        values["fraction"] = 1.0
    return change_job_state(connection, job_id, state, **values)


def change_job_state(
    connection: Connection, job_id: int, state: JobState, **values: object
) -> JobRecord:
    """Change where a job stands, within the caller's transaction, if that may follow."""
    job = read_job(connection, job_id)
    if state not in FOLLOWERS[job.state]:
        raise UserFixableError(
            f"Job {job_id} is {job.state.value}; it cannot become {state.value}."
        )
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(state=state.value, **values))
    return read_job(connection, job_id)


def _to_record(row: Row[Any]) -> JobRecord:
    return JobRecord(
        id=row.id,
        kind=row.kind,
        state=JobState(row.state),
        spec=update_spec_from_json(row.spec),
        product_names=tuple(row.product_names),
        fraction=row.fraction,
        stage=row.stage,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        process_id=row.process_id,
        process_started_at=row.process_started_at,
        error=row.error,
        version_number=row.version_number,
        position=row.position,
    )


def _queued(connection: Connection) -> list[JobRecord]:
    """What waits, in the order in which it starts."""
    waiting = [job for job in read_jobs(connection) if job.state is JobState.QUEUED]
    return sorted(waiting, key=lambda job: job.turn)


def _place(connection: Connection, job_id: int, position: int) -> None:
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(position=position))


def _refuse_equal_update(connection: Connection, spec: UpdateSpec) -> None:
    for job in read_jobs(connection):
        if job.spec == spec and job.state in (JobState.QUEUED, JobState.RUNNING):
            raise UserFixableError(
                f"The same update is {job.state.value} already, as job {job.id}."
            )


def _refuse_while_another_runs(connection: Connection, job_id: int) -> None:
    for job in read_jobs(connection):
        if job.id != job_id and job.state is JobState.RUNNING and _is_worked_at(job):
            raise UserFixableError(
                f"Job {job.id} is running in process {job.process_id}, and one update at a time "
                "uses the whole machine. Wait until it has ended, or pause it first."
            )


def _names_waiting(connection: Connection) -> tuple[str, ...]:
    registered = (
        select(products.c.name)
        .where(products.c.state == ProductState.REGISTERED.value, products.c.trashed_at.is_(None))
        .order_by(products.c.id)
    )
    return tuple(connection.execute(registered).scalars())


def _is_worked_at(job: JobRecord) -> bool:
    if job.process_id is None or job.process_started_at is None:
        return False
    return is_alive(ProcessIdentity(process_id=job.process_id, started_at=job.process_started_at))
