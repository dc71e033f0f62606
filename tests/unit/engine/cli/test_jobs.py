import os
import subprocess
import sys

import pytest

from engine.contract.job_states import JobState
from engine.contract.specs import UpdateSpec
from engine.registry import Workspace
from tests.support.registry_builders import add_product, running_job


@pytest.fixture
def ended_process() -> tuple[int, float]:
    """A process id and start time of nobody."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid, 0.0


def queue(root) -> int:
    with Workspace.open(root) as workspace:
        add_product(workspace, "Bracket")
        return workspace.jobs.enqueue(UpdateSpec()).id


def test_jobs_are_listed(run, root) -> None:
    assert run("jobs", "list", "--workspace", root, "--json").answer == {"jobs": []}
    number = queue(root)
    (job,) = run("jobs", "list", "--workspace", root, "--json").answer["jobs"]
    assert job["id"] == number
    assert (job["kind"], job["state"], job["progress"]) == ("update", "queued", 0.0)
    assert job["product_names"] == ["Bracket"]


def test_a_job_whose_process_is_gone_is_listed_as_interrupted(run, root, ended_process) -> None:
    number = queue(root)
    with Workspace.open(root) as workspace:
        workspace.jobs.start(number, *ended_process)
    (job,) = run("jobs", "list", "--workspace", root, "--json").answer["jobs"]
    assert job["state"] == "interrupted"


def test_a_queued_job_is_cancelled_once(run, root) -> None:
    number = queue(root)
    assert run("jobs", "cancel", number, "--workspace", root, "--json").answer["state"] == (
        "cancelled"
    )
    outcome = run("jobs", "cancel", number, "--workspace", root)
    assert outcome.code == 1
    assert "cancelled" in outcome.stderr


def test_a_job_of_a_living_process_is_neither_resumed_nor_cancelled(run, root) -> None:
    with Workspace.open(root) as workspace:
        add_product(workspace, "Bracket")
        job = running_job(workspace)
    for word in ("resume", "cancel"):
        outcome = run("jobs", word, job.id, "--workspace", root, "--json")
        assert outcome.code == 1
        assert str(os.getpid()) in outcome.answer["error"]
    with Workspace.open(root) as workspace:
        assert workspace.jobs.get(job.id).state is JobState.RUNNING


def test_no_second_update_starts_beside_a_living_one(run, root) -> None:
    with Workspace.open(root) as workspace:
        add_product(workspace, "Bracket")
        running_job(workspace, UpdateSpec(seed=1))
    outcome = run("update", "--workspace", root, "--json")
    assert outcome.code == 1
    assert "running" in outcome.answer["error"]


def test_an_unknown_job_is_refused(run, root) -> None:
    for word in ("resume", "cancel"):
        outcome = run("jobs", word, "9", "--workspace", root, "--json")
        assert outcome.code == 1
        assert "no job 9" in outcome.answer["error"]
