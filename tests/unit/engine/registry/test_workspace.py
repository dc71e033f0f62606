import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_states import JobState
from engine.registry import Workspace, WorkspaceSettings
from engine.registry.database import Database
from engine.registry.entities import ActivationKind
from engine.registry.workspace import DATABASE_NAME, SETTINGS_NAME
from tests.support.registry_builders import add_product, new_version, running_job


def test_a_new_workspace_is_empty_and_complete(tmp_path: Path) -> None:
    root = tmp_path / "職場" / "line 3"
    with Workspace.create(root) as workspace:
        facts = workspace.facts()
        assert facts.root == root
        assert (facts.products, facts.versions, facts.jobs) == ((), (), ())
        assert facts.active is None
        assert workspace.settings == WorkspaceSettings()
        assert (root / SETTINGS_NAME).is_file()
        assert workspace.checkpoints_dir(7) == root / "checkpoints" / "job-000007"
        assert workspace.generated_dir.is_dir()
        assert workspace.cache_dir.is_dir()
        assert [entry.action for entry in workspace.activity.list()] == ["workspace.created"]


def test_creating_over_a_workspace_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="already"):
        Workspace.create(workspace.root)


def test_a_folder_with_other_files_does_not_become_a_workspace(room: Path) -> None:
    (room / "photo.png").touch()
    with pytest.raises(UserFixableError, match=r"photo\.png"):
        Workspace.create(room)
    assert [item.name for item in room.iterdir()] == ["photo.png"]


def test_a_file_does_not_become_a_workspace(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(UserFixableError, match="is a file"):
        Workspace.create(file)


def test_opening_where_there_is_nothing_says_so_and_makes_nothing(room: Path) -> None:
    with pytest.raises(UserFixableError, match="There is no workspace"):
        Workspace.open(room / "absent")
    assert list(room.iterdir()) == []


def test_a_creation_that_was_torn_off_can_be_repeated(room: Path) -> None:
    (room / "artifacts").mkdir()
    (room / DATABASE_NAME).touch()
    with pytest.raises(UserFixableError, match="never completed"):
        Workspace.open(room)
    Workspace.create(room).close()
    Workspace.open(room).close()


def test_a_damaged_database_is_reported_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"This is no database. " * 100)
    with pytest.raises(IntegrityError, match="database is damaged"):
        Workspace.open(tmp_path)


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x/y"])
def test_a_database_url_that_cannot_be_used_is_named(workspace: Workspace, url: str) -> None:
    workspace.save_settings(WorkspaceSettings(database_url=url))
    with pytest.raises(UserFixableError, match="database_url"):
        Workspace.open(workspace.root)


def test_the_database_may_stand_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "records.db"
    root = tmp_path / "workspace"
    root.mkdir()
    (root / SETTINGS_NAME).write_text(
        f'{{"database_url": "sqlite:///{elsewhere.as_posix()}"}}', encoding="utf-8"
    )
    with Workspace.create(root) as workspace:
        add_product(workspace, "Gear")
    assert elsewhere.is_file()
    assert not (root / DATABASE_NAME).exists()
    with Workspace.open(root) as workspace:
        assert workspace.products.get("Gear").name == "Gear"


def test_settings_hold_for_every_process_that_opens_it(workspace: Workspace) -> None:
    with Workspace.open(workspace.root) as other:
        workspace.save_settings(WorkspaceSettings(image_size=64))
        assert other.settings.image_size is None
        assert other.reload_settings().image_size == 64


def test_facts_show_everything_at_one_moment(workspace: Workspace) -> None:
    product = add_product(workspace, "Gear")
    job = running_job(workspace)
    workspace.versions.commit(new_version(workspace, "Gear"), job.id)
    activation = workspace.versions.activate(1, ActivationKind.APPROVAL)
    facts = workspace.facts()
    assert [item.name for item in facts.products] == [product.name]
    assert facts.jobs == (workspace.jobs.get(job.id),)
    assert facts.active_number == 1
    assert facts.active == workspace.versions.get(1)
    assert facts.activations == (activation,)


def test_a_reader_is_not_held_up_by_a_long_write(workspace: Workspace) -> None:
    with workspace._database.write(), Workspace.open(workspace.root) as other:
        assert other.facts().products == ()


def test_threads_may_share_one_workspace(workspace: Workspace) -> None:
    def register(number: int) -> None:
        add_product(workspace, f"Product {number}", ("OK",), images=1)
        workspace.facts()

    threads = [threading.Thread(target=register, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(workspace.products.list()) == 8
    assert workspace.activity.verify() == []


def test_many_may_open_a_new_database_at_the_same_moment(tmp_path: Path) -> None:
    def count(url: str, together: threading.Barrier) -> list[int]:
        database = Database(url)
        together.wait(30)
        with database.read() as connection:
            rows = [int(row[0]) for row in connection.exec_driver_sql("SELECT 1")]
        database.close()
        return rows

    with ThreadPoolExecutor(4) as pool:
        for number in range(40):
            url = f"sqlite:///{tmp_path / f'{number}.db'}"
            together = threading.Barrier(4)
            counts = [pool.submit(count, url, together) for _thread in range(4)]
            assert [each.result(60) for each in counts] == [[1]] * 4


def create_and_report(root: Path, outcomes: "multiprocessing.Queue[str]") -> None:
    try:
        Workspace.create(root).close()
        outcomes.put("created")
    except UserFixableError as error:
        outcomes.put(str(error))


def test_two_processes_creating_at_once_leave_one_sound_workspace(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    outcomes = spawn.Queue()
    root = tmp_path / "workspace"
    processes = [
        spawn.Process(target=create_and_report, args=(root, outcomes)) for _number in range(2)
    ]
    for process in processes:
        process.start()
    said = [outcomes.get(timeout=60) for _process in processes]
    for process in processes:
        process.join(60)
    assert "created" in said
    assert all(text == "created" or "already" in text for text in said), said
    with Workspace.open(root) as workspace:
        assert workspace.activity.verify() == []


KILLED_WHILE_COMMITTING = """
import os, signal, sys
from pathlib import Path
import engine.registry.version_store as version_store
from engine.registry import Workspace
from tests.support.registry_builders import new_version, running_job

workspace = Workspace.open(Path(sys.argv[1]))
job = running_job(workspace)
version_store.append_entry = lambda *_a, **_k: os.kill(os.getpid(), signal.SIGKILL)
workspace.versions.commit(new_version(workspace, "Gear"), job.id)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_process_killed_inside_the_commit_leaves_the_job_resumable(workspace: Workspace) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_COMMITTING, str(workspace.root)], check=False
    )
    assert ended.returncode == -signal.SIGKILL
    assert workspace.versions.list() == []
    [job] = workspace.jobs.reconcile()
    assert job.state is JobState.INTERRUPTED
    assert workspace.jobs.requeue(job.id).state is JobState.QUEUED


def test_the_desktop_process_gets_no_heavy_library_from_here(workspace: Workspace) -> None:
    # Alembic, which is slow to import, is not needed for a database that is up to date.
    script = (
        "import sys; from pathlib import Path; import engine.registry as registry; "
        "assert 'sqlalchemy' not in sys.modules; "
        "registry.Workspace.open(Path(sys.argv[1])).facts(); "
        "heavy = {'torch', 'cv2', 'onnxruntime', 'PySide6', 'numpy', 'alembic', 'diffusers'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(workspace.root)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert said.stdout.strip() == "[]"


def test_a_locked_database_is_reported_in_plain_words(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.registry.database._BUSY_SECONDS", 0.05)
    other = sqlite3.connect(workspace.root / DATABASE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        Workspace.open(workspace.root) as impatient,
        pytest.raises(UserFixableError, match="keeps the workspace's database locked"),
    ):
        impatient.activity.append("", "note", "shift")
    other.close()
