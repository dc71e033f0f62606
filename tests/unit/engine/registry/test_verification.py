import sqlite3

import pytest

from engine.contract.errors import CancelRequested
from engine.contract.job_context import SilentContext
from engine.contract.specs import VerifySpec
from engine.operations.verify import run_verify
from engine.registry import Workspace
from engine.registry.entities import ActivationKind, VersionState
from engine.registry.workspace import DATABASE_NAME
from tests.support.registry_builders import add_product, new_image, new_version


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """One product with a sealed image, one active version."""
    add_product(workspace, "Gear")
    sealed = workspace.artifacts.put_bytes(b"png")
    workspace.products.add_images(
        "Gear", [new_image("/s.png", is_acceptance=True, artifact=sealed)]
    )
    workspace.versions.commit(new_version(workspace, "Gear"))
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    return workspace


def problems(workspace: Workspace) -> tuple[str, ...]:
    result = run_verify(workspace, VerifySpec(), SilentContext())
    assert result.ok == (not result.problems)
    return result.problems


def tamper(workspace: Workspace, *statements: str) -> None:
    connection = sqlite3.connect(workspace.root / DATABASE_NAME)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = guards.fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _name, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()


def test_an_untouched_workspace_is_sound(filled: Workspace) -> None:
    result = filled.verify(SilentContext())
    assert result.ok
    assert result.problems == ()
    assert result.artifacts_checked == 2
    assert result.log_entries_checked == len(filled.activity.list())


def test_a_tampered_artifact_is_named_with_its_user(filled: Workspace) -> None:
    sha256 = filled.versions.get(1).artifacts["teacher"]
    filled.artifacts.path(sha256).write_bytes(b"other weights")
    assert problems(filled) == (
        f"Artifact {sha256}, used by version 1 (teacher), is not what was stored.",
    )


def test_a_missing_acceptance_image_is_named_with_its_product(filled: Workspace) -> None:
    [image] = filled.products.images("Gear", acceptance=True)
    assert image.artifact is not None
    filled.artifacts.path(image.artifact).unlink()
    assert problems(filled) == (
        f"Artifact {image.artifact}, used by the acceptance set of 'Gear', is missing.",
    )


def test_a_tampered_line_of_the_log_is_found(filled: Workspace) -> None:
    tamper(filled, "UPDATE activity_log SET who = 'nobody' WHERE sequence = 2")
    assert problems(filled) == ("Activity log: line 2 has been changed after it was written.",)


def test_lines_cut_off_the_end_are_missed_by_what_they_told_of(filled: Workspace) -> None:
    tamper(filled, "DELETE FROM activity_log WHERE action LIKE 'version%'")
    assert problems(filled) == (
        "Activity log: the line that says version 1 was committed is missing.",
        "Activity log and activation ledger disagree about which versions were active.",
    )


def test_a_forged_row_of_the_ledger_is_found(filled: Workspace) -> None:
    tamper(
        filled,
        "INSERT INTO activations SELECT 2, 1, 1, at, who, '', 'rollback', 1 FROM activations",
    )
    assert problems(filled) == (
        "Activity log and activation ledger disagree about which versions were active.",
    )


def test_a_removed_guard_is_found(filled: Workspace) -> None:
    connection = sqlite3.connect(filled.root / DATABASE_NAME)
    connection.execute("DROP TRIGGER activity_log_refuses_delete")
    connection.close()
    assert problems(filled) == ("Database: the guard activity_log_refuses_delete is missing.",)


def test_rows_that_refer_to_nothing_are_found(filled: Workspace) -> None:
    tamper(filled, "DELETE FROM product_classes")
    assert problems(filled) == ("Database: rows of product_images refer to nothing.",)


def test_verifying_can_be_cancelled(filled: Workspace) -> None:
    class Impatient(SilentContext):
        def honour_requests(self) -> None:
            raise CancelRequested

    with pytest.raises(CancelRequested):
        filled.verify(Impatient())


def free_the_first_of_two(workspace: Workspace) -> None:
    workspace.versions.commit(new_version(workspace, "Gear", content=b"rejected"))
    workspace.versions.set_state(2, VersionState.REJECTED)
    workspace.free_old_teachers()


def test_a_freed_teacher_counts_as_freed_and_not_as_missing(filled: Workspace) -> None:
    free_the_first_of_two(filled)
    result = filled.verify(SilentContext())
    assert (result.ok, result.problems) == (True, ())
    assert (result.teachers_freed, result.artifacts_checked) == (1, 2)


def test_a_file_that_was_deleted_by_hand_cannot_be_passed_off_as_freed(filled: Workspace) -> None:
    sha256 = filled.versions.get(1).artifacts["teacher"]
    filled.artifacts.path(sha256).unlink()
    tamper(
        filled, "INSERT INTO freed_artifacts VALUES (1, 'teacher', '2026-01-01 00:00:00.000000')"
    )
    assert problems(filled) == (
        "Activity log: the line that says the teacher of version 1 was freed is missing.",
    )


def test_what_was_freed_cannot_be_written_otherwise(filled: Workspace) -> None:
    free_the_first_of_two(filled)
    connection = sqlite3.connect(filled.root / DATABASE_NAME)
    for statement in (
        "DELETE FROM freed_artifacts",
        "UPDATE freed_artifacts SET version_number = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="freed_artifacts is append-only"):
            connection.execute(statement)
    connection.close()
