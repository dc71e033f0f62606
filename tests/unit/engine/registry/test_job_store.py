import os
from dataclasses import replace

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_states import JobState
from engine.contract.specs import Preset, UpdateSpec
from engine.registry import Workspace, current_process
from tests.support.registry_builders import add_product, new_version, running_job

QUICK = UpdateSpec(preset=Preset.QUICK)


def test_an_update_is_queued_with_the_products_that_wait(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    add_product(workspace, "Old")
    workspace.products.retire("Old")
    job = workspace.jobs.enqueue(QUICK)
    assert job.state is JobState.QUEUED
    assert job.spec == QUICK
    assert job.product_names == ("Gear",)
    assert (job.kind, job.fraction, job.version_number) == ("update", 0.0, None)
    assert workspace.jobs.get(job.id) == job


def test_the_queue_is_first_in_first_out(workspace: Workspace) -> None:
    assert workspace.jobs.next_queued() is None
    first = workspace.jobs.enqueue(QUICK)
    second = workspace.jobs.enqueue(replace(QUICK, seed=1))
    assert workspace.jobs.next_queued() == first
    workspace.jobs.cancel(first.id)
    assert workspace.jobs.next_queued() == second


@pytest.mark.parametrize("is_running", [False, True])
def test_an_equal_update_is_refused_while_one_is_on_its_way(
    workspace: Workspace, is_running: bool
) -> None:
    job = running_job(workspace, QUICK) if is_running else workspace.jobs.enqueue(QUICK)
    with pytest.raises(UserFixableError, match=f"as job {job.id}"):
        workspace.jobs.enqueue(QUICK)
    workspace.jobs.enqueue(replace(QUICK, seed=1))


def test_only_one_process_gets_a_job(workspace: Workspace) -> None:
    job = running_job(workspace)
    assert job.process_id == os.getpid()
    assert job.started_at is not None
    with pytest.raises(UserFixableError, match="is running; it cannot become running"):
        workspace.jobs.start(job.id, 1, 1.0)


def test_a_second_job_starts_only_when_nobody_is_at_the_first(workspace: Workspace) -> None:
    first = running_job(workspace)
    second = workspace.jobs.enqueue(replace(QUICK, seed=1))
    identity = current_process()
    with pytest.raises(UserFixableError, match=f"Job {first.id} is running in process"):
        workspace.jobs.start(second.id, identity.process_id, identity.started_at)
    workspace.jobs.finish(first.id, JobState.PAUSED)
    workspace.jobs.start(second.id, identity.process_id, identity.started_at)


def test_progress_is_kept_only_while_the_job_runs(workspace: Workspace) -> None:
    job = running_job(workspace)
    workspace.jobs.set_progress(job.id, "teacher", 1.7)
    assert workspace.jobs.get(job.id).fraction == 1.0
    workspace.jobs.set_progress(job.id, "teacher", 0.25)
    workspace.jobs.finish(job.id, JobState.PAUSED)
    workspace.jobs.set_progress(job.id, "student", 0.5)
    paused = workspace.jobs.get(job.id)
    assert (paused.stage, paused.fraction) == ("teacher", 0.25)


def test_a_paused_job_is_nobodys_and_resumes_through_the_queue(workspace: Workspace) -> None:
    job = running_job(workspace)
    paused = workspace.jobs.finish(job.id, JobState.PAUSED)
    assert (paused.process_id, paused.finished_at) == (None, None)
    resumed = workspace.jobs.requeue(job.id)
    assert resumed.state is JobState.QUEUED
    assert workspace.jobs.next_queued() == resumed


def test_a_failure_is_kept_with_its_reason_until_the_job_resumes(workspace: Workspace) -> None:
    job = running_job(workspace)
    failed = workspace.jobs.finish(job.id, JobState.FAILED, "The disk is full.")
    assert failed.error == "The disk is full."
    assert failed.finished_at is not None
    again = workspace.jobs.requeue(job.id)
    assert (again.error, again.finished_at) == (None, None)


@pytest.mark.parametrize("end", [JobState.SUCCEEDED, JobState.CANCELLED])
def test_a_final_state_stays(workspace: Workspace, end: JobState) -> None:
    job = running_job(workspace)
    workspace.jobs.finish(job.id, end)
    for change in (workspace.jobs.requeue, workspace.jobs.cancel):
        with pytest.raises(UserFixableError, match=f"Job {job.id} is {end.value}"):
            change(job.id)
    with pytest.raises(UserFixableError, match="cannot become failed"):
        workspace.jobs.finish(job.id, JobState.FAILED)


def test_a_refused_change_of_state_leaves_no_line_in_the_log(workspace: Workspace) -> None:
    job = workspace.jobs.enqueue(QUICK)
    before = workspace.activity.list()
    with pytest.raises(UserFixableError):
        workspace.jobs.finish(job.id, JobState.SUCCEEDED)
    assert workspace.activity.list() == before


def test_a_job_that_a_living_process_is_at_is_cancelled_by_that_process(
    workspace: Workspace,
) -> None:
    job = running_job(workspace)
    with pytest.raises(UserFixableError, match="is running in process"):
        workspace.jobs.cancel(job.id)


def test_a_committed_version_is_named_by_its_job(workspace: Workspace) -> None:
    job = running_job(workspace)
    version = workspace.versions.commit(new_version(workspace, "Gear"), job.id)
    done = workspace.jobs.get(job.id)
    assert (done.state, done.version_number) == (JobState.SUCCEEDED, version.number)
    assert done.fraction == 1.0


def test_reconciling_interrupts_orphans_and_spares_living_jobs(workspace: Workspace) -> None:
    here = current_process()
    reused = workspace.jobs.enqueue(replace(QUICK, seed=1))
    workspace.jobs.start(reused.id, here.process_id, here.started_at - 3600)
    gone = workspace.jobs.enqueue(replace(QUICK, seed=2))
    workspace.jobs.start(gone.id, 2**22 + 1, here.started_at)
    living = running_job(workspace)
    queued = workspace.jobs.enqueue(replace(QUICK, seed=3))

    interrupted = workspace.jobs.reconcile()

    assert [job.id for job in interrupted] == [reused.id, gone.id]
    assert all(job.state is JobState.INTERRUPTED for job in interrupted)
    assert workspace.jobs.get(living.id).state is JobState.RUNNING
    assert workspace.jobs.get(queued.id).state is JobState.QUEUED
    assert workspace.jobs.reconcile() == []
    assert workspace.jobs.requeue(gone.id).state is JobState.QUEUED


def test_an_orphan_can_be_cancelled(workspace: Workspace) -> None:
    job = workspace.jobs.enqueue(QUICK)
    workspace.jobs.start(job.id, 2**22 + 1, 1.0)
    assert workspace.jobs.cancel(job.id).state is JobState.CANCELLED


def test_an_unknown_job_is_a_plain_mistake(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="There is no job 9"):
        workspace.jobs.get(9)


def _seeds_in_turn(workspace: Workspace) -> list[int]:
    waiting = [job for job in workspace.jobs.list() if job.state is JobState.QUEUED]
    return [job.spec.seed for job in sorted(waiting, key=lambda job: job.turn)]


def test_queued_jobs_change_places(workspace: Workspace) -> None:
    first, _, third = (workspace.jobs.enqueue(replace(QUICK, seed=n)) for n in (1, 2, 3))
    workspace.jobs.move(third.id, -2)
    assert _seeds_in_turn(workspace) == [3, 1, 2]
    assert workspace.jobs.next_queued() == workspace.jobs.get(third.id)
    workspace.jobs.move(third.id, 1)
    assert _seeds_in_turn(workspace) == [1, 3, 2]
    assert workspace.activity.after(0)[0].after == "place 2"
    workspace.jobs.enqueue(replace(QUICK, seed=4))
    assert _seeds_in_turn(workspace) == [1, 3, 2, 4]
    before = len(workspace.activity.after(0))
    workspace.jobs.move(first.id, -5)
    assert len(workspace.activity.after(0)) == before


def test_only_a_job_that_waits_has_a_place(workspace: Workspace) -> None:
    job = running_job(workspace)
    with pytest.raises(UserFixableError, match="is running, so it does not wait"):
        workspace.jobs.move(job.id, 1)
