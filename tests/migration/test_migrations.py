"""Databases of other releases: brought up to date after a backup, or refused when newer."""

import multiprocessing
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.job_states import JobState
from engine.contract.specs import UpdateSpec
from engine.registry import ActivationKind, Workspace, WorkspaceSettings, schema
from engine.registry.tables import metadata
from engine.registry.triggers import install_triggers
from engine.registry.workspace import DATABASE_NAME
from tests.support.registry_builders import add_product, new_version, running_job

pytestmark = pytest.mark.migration

#: A later release that rebuilds a guarded table, the hardest thing a migration does on SQLite.
LATER = '''"""Give versions a note."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rebuild the table."""
    with op.batch_alter_table("versions", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.Text(), server_default="none", nullable=False))
    op.execute("UPDATE versions SET note = 'migrated'")
    {last}
'''


@pytest.fixture
def workspace_root(tmp_path: Path) -> Path:
    """A workspace of this release with a product and an active version in it."""
    root = tmp_path / "工場"
    with Workspace.create(root) as workspace:
        add_product(workspace, "Gear")
        workspace.versions.commit(new_version(workspace, "Gear"))
        workspace.versions.activate(1, "approval")  # type: ignore[arg-type]
    return root


def become_later_release(folder: Path, patch: pytest.MonkeyPatch, last: str = "pass") -> None:
    migrations = folder / "migrations"
    if not migrations.exists():
        shutil.copytree(schema.MIGRATIONS_DIR, migrations)
    text = LATER.format(before=schema.REVISIONS[-1], last=last)
    (migrations / "versions" / "r9999_note.py").write_text(text, encoding="utf-8")
    patch.setattr(schema, "MIGRATIONS_DIR", migrations)
    patch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))


@pytest.fixture
def later_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become_later_release(tmp_path, monkeypatch)


def select_one(database: Path, statement: str) -> object:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(statement).fetchone()[0]
    finally:
        connection.close()


def definitions(database: Path) -> dict[str, list[str]]:
    """What SQLite keeps of every table, index and trigger, constraints in one order.

    A table that a migration had to rebuild keeps its name in quotes, which means the same.
    """
    connection = sqlite3.connect(database)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    ).fetchall()
    connection.close()
    return {name: sorted(re.split(r", (?=CONSTRAINT)", _plain(sql))) for name, sql in rows}


def _plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).removesuffix(" )").replace('"', "")


def test_a_migrated_database_equals_one_made_from_the_tables(
    tmp_path: Path, workspace_root: Path
) -> None:
    fresh = tmp_path / "fresh.db"
    engine = create_engine(f"sqlite:///{fresh}")
    with engine.begin() as connection:
        metadata.create_all(connection)
        install_triggers(connection)
    engine.dispose()
    assert definitions(workspace_root / DATABASE_NAME) == definitions(fresh)


def test_alembic_finds_nothing_left_to_change(workspace_root: Path) -> None:
    engine = create_engine(f"sqlite:///{workspace_root / DATABASE_NAME}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_known_revisions_are_those_that_are_shipped() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS_DIR))
    scripts = ScriptDirectory.from_config(config)
    shipped = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(shipped)) == schema.REVISIONS


def test_opening_an_up_to_date_workspace_makes_no_backup(workspace_root: Path) -> None:
    Workspace.open(workspace_root).close()
    assert list((workspace_root / "backups").iterdir()) == []


def test_a_newer_database_is_refused_and_left_alone(workspace_root: Path) -> None:
    database = workspace_root / DATABASE_NAME
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = database.read_bytes()
    with pytest.raises(UserFixableError, match="newer Pilotline: its database has revision 9999"):
        Workspace.open(workspace_root)
    assert database.read_bytes() == before
    assert list((workspace_root / "backups").iterdir()) == []


def test_an_older_database_is_migrated_after_a_backup(
    workspace_root: Path, later_release: None
) -> None:
    with Workspace.open(workspace_root) as workspace:
        assert workspace.versions.get(1).product_names == ("Gear",)
        assert workspace.verify(SilentContext()).ok
    database = workspace_root / DATABASE_NAME
    assert select_one(database, "SELECT note FROM versions") == "migrated"

    [backup] = (workspace_root / "backups").iterdir()
    before = schema.REVISIONS[-2]
    assert backup.name.startswith(f"pilotline-{before}-")
    assert select_one(backup, "SELECT version_num FROM alembic_version") == before
    assert select_one(backup, "SELECT count(*) FROM versions") == 1
    assert select_one(backup, "PRAGMA integrity_check") == "ok"


def become_revision_0002(database: Path) -> None:
    """Take away what revisions 0003 and 0004 have added."""
    connection = sqlite3.connect(database)
    connection.executescript(
        "DROP TABLE freed_artifacts; DROP TABLE job_parents;"
        "ALTER TABLE jobs DROP COLUMN position; ALTER TABLE products DROP COLUMN trashed_at;"
        "UPDATE alembic_version SET version_num = '0002';"
    )
    connection.close()


def test_a_workspace_of_revision_0002_keeps_what_its_begun_updates_may_build_on(
    workspace_root: Path,
) -> None:
    with Workspace.open(workspace_root) as workspace:
        paused, waiting = running_job(workspace), UpdateSpec(seed=2)
        workspace.jobs.finish(paused.id, JobState.PAUSED)
        workspace.jobs.enqueue(waiting)
        for number in (2, 3):
            workspace.versions.commit(new_version(workspace, "Gear", content=b"%d" % number))
            workspace.versions.activate(number, ActivationKind.APPROVAL)
        cancelled = running_job(workspace, UpdateSpec(seed=3))
        workspace.jobs.finish(cancelled.id, JobState.CANCELLED)
        versions, fresh = workspace.versions.list(), definitions(workspace_root / DATABASE_NAME)
    become_revision_0002(workspace_root / DATABASE_NAME)

    with Workspace.open(workspace_root) as workspace:
        assert workspace.versions.list() == versions
        assert [job.position for job in workspace.jobs.list()] == [1, 2, 3]
        assert workspace.verify(SilentContext()).ok
        workspace.save_settings(WorkspaceSettings(keep_teachers=1))
        assert workspace.free_old_teachers().version_numbers == ()
        workspace.jobs.cancel(paused.id)
        assert workspace.free_old_teachers().version_numbers == (1,)
        assert workspace.verify(SilentContext()).ok
    assert definitions(workspace_root / DATABASE_NAME) == fresh
    [backup] = (workspace_root / "backups").iterdir()
    assert backup.name.startswith("pilotline-0002-")


def test_a_backup_can_be_put_back(
    workspace_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        become_later_release(tmp_path, patch)
        Workspace.open(workspace_root).close()
    with pytest.raises(UserFixableError, match="newer Pilotline"):
        Workspace.open(workspace_root)
    [backup] = (workspace_root / "backups").iterdir()
    shutil.copy(backup, workspace_root / DATABASE_NAME)
    with Workspace.open(workspace_root) as workspace:
        assert workspace.verify(SilentContext()).ok


@pytest.mark.parametrize(
    ("last", "error"),
    [
        ("raise RuntimeError('power cut')", RuntimeError),
        ("op.execute('DELETE FROM product_classes')", IntegrityError),
    ],
)
def test_a_migration_that_fails_changes_nothing(
    workspace_root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    last: str,
    error: type[Exception],
) -> None:
    before = definitions(workspace_root / DATABASE_NAME)
    with monkeypatch.context() as patch:
        become_later_release(tmp_path, patch, last)
        with pytest.raises(error):
            Workspace.open(workspace_root)
    assert definitions(workspace_root / DATABASE_NAME) == before
    with Workspace.open(workspace_root) as workspace:
        assert workspace.verify(SilentContext()).ok
        assert workspace.products.get("Gear").images == 6


def open_as_later_release(root: Path, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        become_later_release(folder, patch)
        with Workspace.open(root) as workspace:
            assert workspace.versions.get(1).number == 1


@pytest.fixture
def spawned(workspace_root: Path, tmp_path: Path) -> list[int | None]:
    """Exit codes of processes of a later release that open the workspace at once."""
    spawn = multiprocessing.get_context("spawn")
    processes = []
    for number in range(2):
        folder = tmp_path / f"release-{number}"
        folder.mkdir()
        processes.append(spawn.Process(target=open_as_later_release, args=(workspace_root, folder)))
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    return [process.exitcode for process in processes]


def test_processes_that_open_an_older_database_at_once_migrate_it_once(
    workspace_root: Path, spawned: list[int | None]
) -> None:
    assert spawned == [0, 0]
    assert len(list((workspace_root / "backups").iterdir())) == 1
    database = workspace_root / DATABASE_NAME
    assert select_one(database, "SELECT version_num FROM alembic_version") == "9999"
