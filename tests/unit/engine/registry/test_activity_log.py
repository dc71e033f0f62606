import multiprocessing
import sqlite3
import time
from pathlib import Path

import pytest

from engine.registry import Workspace, current_user
from engine.registry.workspace import DATABASE_NAME


def tamper(workspace: Workspace, *statements: str) -> None:
    """Change the file as somebody with a database program could, guards removed."""
    connection = sqlite3.connect(workspace.root / DATABASE_NAME)
    for event in ("update", "delete"):
        connection.execute(f"DROP TRIGGER activity_log_refuses_{event}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_lines_come_newest_first_and_are_chained(workspace: Workspace) -> None:
    first = workspace.activity.append("", "note", "shift", after="早番")
    second = workspace.activity.append("Sato", "note", "shift", "a", "b", "handover")
    assert workspace.activity.list(1) == [second]
    assert workspace.activity.list()[:2] == [second, first]
    assert second.previous_hash == first.hash
    assert (second.sequence, second.who) == (first.sequence + 1, "Sato")
    assert (second.before, second.after, second.reason) == ("a", "b", "handover")
    assert first.who == current_user()
    assert workspace.activity.verify() == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE activity_log SET reason = 'x'", "DELETE FROM activity_log WHERE sequence = 1"],
)
def test_the_database_refuses_to_change_a_line(workspace: Workspace, statement: str) -> None:
    connection = sqlite3.connect(workspace.root / DATABASE_NAME)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


def test_a_changed_line_is_found(workspace: Workspace) -> None:
    for number in range(3):
        workspace.activity.append("", "note", f"line {number}")
    tamper(workspace, "UPDATE activity_log SET who = 'nobody' WHERE sequence = 3")
    assert workspace.activity.verify() == [
        "Activity log: line 3 has been changed after it was written."
    ]


def test_a_line_written_anew_with_a_fitting_hash_breaks_the_chain(workspace: Workspace) -> None:
    workspace.activity.append("", "note", "one")
    workspace.activity.append("", "note", "two")
    tamper(workspace, f"UPDATE activity_log SET hash = '{'a' * 64}' WHERE sequence = 2")
    assert workspace.activity.verify() == [
        "Activity log: line 2 has been changed after it was written.",
        "Activity log: line 3 does not follow the line before it.",
    ]


def test_a_removed_line_is_found(workspace: Workspace) -> None:
    workspace.activity.append("", "note", "one")
    workspace.activity.append("", "note", "two")
    tamper(workspace, "DELETE FROM activity_log WHERE sequence = 2")
    assert workspace.activity.verify() == [
        "Activity log: line 2 is missing; line 3 stands in its place."
    ]


def append_many(root: Path, name: str, count: int) -> None:
    with Workspace.open(root) as workspace:
        for number in range(count):
            workspace.activity.append(name, "note", str(number))
            time.sleep(0.001)


def test_two_processes_appending_at_once_keep_one_chain(workspace: Workspace) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [
        spawn.Process(target=append_many, args=(workspace.root, name, 40)) for name in ("a", "b")
    ]
    for process in processes:
        process.start()
    append_many(workspace.root, "c", 40)
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    entries = workspace.activity.list()
    assert len(entries) == 1 + 3 * 40
    assert [entry.sequence for entry in entries] == list(range(len(entries), 0, -1))
    assert workspace.activity.verify() == []
