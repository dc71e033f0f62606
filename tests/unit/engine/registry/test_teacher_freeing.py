"""Old teachers: which are needed, and that nothing else than the others ever goes."""

from dataclasses import replace

import pytest

from engine.contract.errors import IntegrityError
from engine.contract.job_context import SilentContext
from engine.contract.job_states import JobState
from engine.contract.specs import UpdateSpec
from engine.registry import ActivationKind, ArtifactStore, Version, VersionState, Workspace
from tests.support.registry_builders import new_version, running_job


def commit(workspace: Workspace, content: bytes | None = None, **changes: object) -> Version:
    """A version with a teacher of its own, and a student."""
    number = len(workspace.versions.list()) + 1
    new = new_version(workspace, "Gear", content=content or b"teacher %d" % number)
    student = workspace.artifacts.put_bytes(b"student %d" % number)
    artifacts = {**new.artifacts, "student_onnx": student}
    return workspace.versions.commit(replace(new, **{"artifacts": artifacts, **changes}))


def approve(workspace: Workspace, *numbers: int) -> None:
    for number in numbers:
        workspace.versions.activate(number, ActivationKind.APPROVAL)


def live_through(workspace: Workspace, updates: int) -> None:
    for number in range(1, updates + 1):
        commit(workspace, parent_number=number - 1 or None)
        approve(workspace, number)


def set_keep(workspace: Workspace, keep: int) -> None:
    workspace.save_settings(replace(workspace.settings, keep_teachers=keep))


def with_teacher(workspace: Workspace) -> list[int]:
    return [version.number for version in workspace.versions.list() if version.has_teacher]


def test_the_newest_teachers_stay_and_older_ones_go(workspace: Workspace) -> None:
    live_through(workspace, 6)
    freed = workspace.free_old_teachers()
    assert freed.version_numbers == (1, 2, 3)
    assert freed.size_bytes == 3 * len(b"teacher 1")
    assert with_teacher(workspace) == [4, 5, 6]
    for version in workspace.versions.list():
        assert workspace.artifacts.verify(version.artifacts["student_onnx"])
        assert workspace.artifacts.verify(version.artifacts["teacher"]) == version.has_teacher
    assert workspace.free_old_teachers().version_numbers == ()


def test_the_record_stays_with_the_moment_and_a_line_in_the_log(workspace: Workspace) -> None:
    live_through(workspace, 4)
    before = workspace.versions.get(1)
    workspace.free_old_teachers()
    after = workspace.versions.get(1)
    assert after.artifacts == before.artifacts
    assert set(after.freed) == {"teacher"}
    assert after.freed["teacher"].tzinfo is not None
    assert set(after.kept_artifacts) == {"student_onnx"}
    [line] = [e for e in workspace.activity.list() if e.action == "version.teacher_freed"]
    assert line.subject == "version 1"
    assert line.before == f"{before.artifacts['teacher']}, 9 bytes"
    assert workspace.activity.verify() == []


def test_the_active_version_and_where_a_rollback_goes_keep_theirs(workspace: Workspace) -> None:
    live_through(workspace, 5)
    workspace.versions.activate(2, ActivationKind.ROLLBACK)
    workspace.versions.activate(1, ActivationKind.ROLLBACK)
    set_keep(workspace, 1)
    workspace.free_old_teachers()
    assert with_teacher(workspace) == [1, 2, 5]


def test_candidates_keep_theirs_and_do_not_count_among_the_newest(workspace: Workspace) -> None:
    live_through(workspace, 3)
    for _ in range(3):
        commit(workspace, parent_number=3)
    set_keep(workspace, 1)
    workspace.free_old_teachers()
    assert with_teacher(workspace) == [2, 3, 4, 5, 6]
    workspace.versions.set_state(4, VersionState.REJECTED)
    workspace.versions.set_state(5, VersionState.RETIRED)
    assert workspace.free_old_teachers().version_numbers == (4, 5)


def test_a_rejected_versions_teacher_goes_at_once_and_its_student_stays(
    workspace: Workspace,
) -> None:
    live_through(workspace, 1)
    rejected = commit(workspace, state=VersionState.REJECTED)
    assert workspace.free_old_teachers().version_numbers == (rejected.number,)
    assert workspace.artifacts.verify(rejected.artifacts["student_onnx"])


def test_the_active_version_is_not_lost_to_many_later_ones(workspace: Workspace) -> None:
    """Back at version 1, and every later candidate turned down: one can still be updated from."""
    live_through(workspace, 3)
    set_keep(workspace, 1)
    workspace.free_old_teachers()
    workspace.versions.activate(1, ActivationKind.ROLLBACK)  # freed
    workspace.versions.activate(2, ActivationKind.ROLLBACK)
    commit(workspace)
    workspace.free_old_teachers()
    workspace.versions.set_state(4, VersionState.REJECTED)
    workspace.free_old_teachers()
    assert 3 in with_teacher(workspace)


@pytest.mark.parametrize(
    "state", [JobState.PAUSED, JobState.INTERRUPTED, JobState.FAILED, JobState.RUNNING]
)
def test_what_a_begun_update_builds_on_stays_until_it_has_ended(
    workspace: Workspace, state: JobState
) -> None:
    live_through(workspace, 1)
    job = running_job(workspace)
    workspace.jobs.set_parent(job.id, 1)
    for number in (2, 3, 4):
        commit(workspace)
        approve(workspace, number)
    set_keep(workspace, 1)
    if state is not JobState.RUNNING:
        workspace.jobs.finish(job.id, state)
        workspace.jobs.requeue(job.id)
        assert 1 not in workspace.free_old_teachers().version_numbers
        workspace.jobs.cancel(job.id)
    else:
        assert 1 not in workspace.free_old_teachers().version_numbers
        workspace.jobs.finish(job.id, JobState.CANCELLED)
    assert workspace.free_old_teachers().version_numbers == (1,)


def test_an_update_that_has_just_begun_is_safe_before_it_has_noted_its_parent(
    workspace: Workspace,
) -> None:
    live_through(workspace, 2)
    running_job(workspace)
    for number in (3, 4, 5):
        commit(workspace)
        approve(workspace, number)
    set_keep(workspace, 1)
    workspace.free_old_teachers()
    assert with_teacher(workspace) == [2, 3, 4, 5]


def test_an_earlier_attempt_of_an_update_at_work_keeps_its_teacher(workspace: Workspace) -> None:
    """The next attempt may end with the same teacher, and be about to store it."""
    live_through(workspace, 1)
    job = running_job(workspace)
    workspace.jobs.set_parent(job.id, 1)
    failed = replace(
        new_version(workspace, "Gear", state=VersionState.REJECTED, content=b"the same"),
        job_id=job.id,
    )
    workspace.versions.commit(failed, ends_job=False)
    assert workspace.free_old_teachers().version_numbers == ()
    workspace.versions.commit(replace(failed, attempt=2))
    assert workspace.free_old_teachers().version_numbers == (2, 3)


def test_an_update_that_never_began_builds_on_whatever_is_active_then(
    workspace: Workspace,
) -> None:
    live_through(workspace, 1)
    workspace.jobs.enqueue(UpdateSpec())
    for number in (2, 3):
        commit(workspace)
        approve(workspace, number)
    set_keep(workspace, 1)
    assert workspace.free_old_teachers().version_numbers == (1,)


def test_a_file_that_another_version_shares_is_never_deleted(workspace: Workspace) -> None:
    shared = b"the same weights"
    commit(workspace, shared)
    approve(workspace, 1)
    commit(workspace)
    approve(workspace, 2)
    commit(workspace)
    approve(workspace, 3)
    commit(workspace, shared)
    approve(workspace, 4)
    set_keep(workspace, 1)
    assert workspace.free_old_teachers().version_numbers == (2,)
    assert with_teacher(workspace) == [1, 3, 4]
    assert workspace.artifacts.verify(workspace.versions.get(4).artifacts["teacher"])


def test_a_teacher_that_is_stored_as_something_else_too_stays(workspace: Workspace) -> None:
    student_of_the_second = b"student 2"
    commit(workspace, student_of_the_second)
    commit(workspace)
    for number in (3, 4):
        commit(workspace)
        approve(workspace, number)
    workspace.versions.set_state(1, VersionState.REJECTED)
    workspace.free_old_teachers()
    assert 1 in with_teacher(workspace)


def test_equal_content_of_two_versions_takes_space_once(workspace: Workspace) -> None:
    commit(workspace, b"w" * 5000)
    before = sum(item.size_bytes for item in workspace.storage() if item.name == "artifacts")
    commit(workspace, b"w" * 5000)
    after = sum(item.size_bytes for item in workspace.storage() if item.name == "artifacts")
    assert after - before == len(b"student 2")
    first, second = workspace.storage_by_version()
    assert (first.own_bytes, first.size_bytes) == (9, 5009)
    assert (second.own_bytes, second.size_bytes) == (9, 5009)


def test_a_crash_between_record_and_file_leaves_nothing_for_long(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_through(workspace, 4)

    def power_cut(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ArtifactStore, "remove", power_cut)
        with pytest.raises(KeyboardInterrupt):
            workspace.free_old_teachers()
    left = workspace.versions.get(1)
    assert not left.has_teacher
    assert workspace.artifacts.verify(left.artifacts["teacher"])
    assert workspace.verify(SilentContext()).ok
    [item] = [item for item in workspace.storage() if item.safe_to_free]
    assert (item.name, item.size_bytes) == ("old teachers", 9)
    assert workspace.free_storage() == 9
    assert not workspace.artifacts.verify(left.artifacts["teacher"])
    assert workspace.verify(SilentContext()).ok


def test_content_that_was_freed_can_be_stored_again(workspace: Workspace) -> None:
    live_through(workspace, 4)
    workspace.free_old_teachers()
    again = commit(workspace, b"teacher 1")
    assert again.has_teacher
    workspace.free_old_teachers()
    assert workspace.artifacts.verify(again.artifacts["teacher"])
    assert not workspace.versions.get(1).has_teacher


def test_a_version_whose_file_went_before_its_commit_is_not_committed(
    workspace: Workspace,
) -> None:
    live_through(workspace, 4)
    late = new_version(workspace, "Gear", content=b"teacher 1")
    workspace.free_old_teachers()
    with pytest.raises(IntegrityError, match="is missing"):
        workspace.versions.commit(late)
    assert len(workspace.versions.list()) == 4


def test_versions_say_what_they_take_and_why_their_teacher_stays(workspace: Workspace) -> None:
    live_through(workspace, 4)
    commit(workspace, state=VersionState.REJECTED)
    set_keep(workspace, 1)
    whys = {
        item.number: (item.teacher.is_needed, item.teacher.why)
        for item in workspace.storage_by_version()
        if item.teacher is not None
    }
    assert whys == {
        1: (False, "not among the newest 1, and nothing waits for it"),
        2: (False, "not among the newest 1, and nothing waits for it"),
        3: (True, "a rollback would go to it"),
        4: (True, "the next update builds on it"),
        5: (False, "rejected: no update will ever build on it"),
    }
    [part] = [item for item in workspace.storage() if item.name == "old teachers"]
    assert part.safe_to_free
    assert part.size_bytes == 27
    assert part.why == "No update needs the teachers of these versions: 1, 2, 5."
    assert workspace.free_storage() == 27
    freed = workspace.storage_by_version()[0]
    assert (freed.teacher, freed.teacher_bytes, freed.own_bytes) == (None, 0, 9)
    assert freed.teacher_freed_at is not None
