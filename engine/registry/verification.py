"""Whether everything stored is what was written."""

from sqlalchemy import Connection, select

from engine.contract.job_context import JobContext, Progress
from engine.contract.results import VerifyResult
from engine.registry.activation_ledger import read_activations
from engine.registry.activity_log import read_entries, verify_chain
from engine.registry.artifact_store import ArtifactStore
from engine.registry.base_model import BaseModelStore
from engine.registry.database import Database, damage
from engine.registry.entities import Activation, ActivityEntry
from engine.registry.references import artifact_uses
from engine.registry.tables import freed_artifacts, versions
from engine.registry.triggers import missing_triggers


def verify_workspace(
    database: Database, artifacts: ArtifactStore, base_model: BaseModelStore, context: JobContext
) -> VerifyResult:
    """Re-hash every artifact and the base model, check the database and the log's chain."""
    with database.read() as connection:
        entries = read_entries(connection)
        uses = artifact_uses(connection)
        freed = tuple(connection.execute(select(freed_artifacts.c.version_number)).scalars())
        problems = [
            *damage(connection),
            *(f"Database: the guard {name} is missing." for name in missing_triggers(connection)),
            *verify_chain(entries),
            *_unlogged(connection, entries),
            *_unlogged_freeing(freed, entries),
        ]
    checked, artifact_problems = _verify_artifacts(artifacts, uses, context)
    problems += [*artifact_problems, *base_model.problems()]
    return VerifyResult(
        ok=not problems,
        problems=tuple(problems),
        artifacts_checked=checked,
        log_entries_checked=len(entries),
        teachers_freed=len(freed),
    )


def _verify_artifacts(
    artifacts: ArtifactStore, uses: dict[str, str], context: JobContext
) -> tuple[int, list[str]]:
    problems = []
    stored = set(artifacts.stored())
    hashes = sorted(stored | set(uses))
    for done, sha256 in enumerate(hashes, start=1):
        context.honour_requests()
        owner = uses.get(sha256, "nothing any more")
        if sha256 not in stored:
            problems.append(f"Artifact {sha256}, used by {owner}, is missing.")
        elif not artifacts.verify(sha256):
            problems.append(f"Artifact {sha256}, used by {owner}, is not what was stored.")
        context.report_progress(
            Progress(
                stage="verify",
                step=done,
                step_count=len(hashes),
                fraction=done / len(hashes),
            )
        )
    return len(hashes), problems


def _unlogged(connection: Connection, entries: list[ActivityEntry]) -> list[str]:
    """Versions and activations the log does not tell of: a chain cut short still holds."""
    subjects = [(entry.action, entry.subject) for entry in entries]
    known = set(subjects)
    problems = [
        f"Activity log: the line that says version {number} was committed is missing."
        for number in connection.execute(select(versions.c.number)).scalars()
        if ("version.committed", f"version {number}") not in known
    ]
    return problems + _unlogged_activations(read_activations(connection), subjects)


def _unlogged_freeing(freed: tuple[int, ...], entries: list[ActivityEntry]) -> list[str]:
    """A row that says "freed" excuses a missing file, so that the log has to tell of it too."""
    logged = {entry.subject for entry in entries if entry.action == "version.teacher_freed"}
    return [
        f"Activity log: the line that says the teacher of version {number} was freed is missing."
        for number in freed
        if f"version {number}" not in logged
    ]


def _unlogged_activations(
    ledger: tuple[Activation, ...], subjects: list[tuple[str, str]]
) -> list[str]:
    logged = [item for item in subjects if item[0].startswith("version.activated_by_")]
    expected = [
        (f"version.activated_by_{item.kind.value}", f"version {item.version_number}")
        for item in ledger
    ]
    if logged == expected:
        return []
    return ["Activity log and activation ledger disagree about which versions were active."]
