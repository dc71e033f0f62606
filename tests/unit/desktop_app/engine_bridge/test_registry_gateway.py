import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.engine_bridge.registry_gateway import RegistryGateway
from engine.contract.errors import UserFixableError
from engine.contract.job_states import JobState
from engine.contract.specs import UpdateSpec
from engine.registry import Workspace, current_process


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[RegistryGateway]:
    gateway = RegistryGateway()
    gateway.open(tmp_path / "作業場")
    yield gateway
    gateway.close()


def test_workspace_is_made_where_none_stands_and_opened_where_one_does(tmp_path: Path) -> None:
    gateway = RegistryGateway()
    assert not gateway.is_open
    for _ in range(2):
        gateway.open(tmp_path / "workspace")
        assert gateway.facts().root == tmp_path / "workspace"
    gateway.close()
    assert not gateway.is_open


def test_workspace_that_cannot_be_opened_leaves_the_present_one(
    gateway: RegistryGateway, tmp_path: Path
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "report.docx").touch()
    with pytest.raises(UserFixableError, match="holds other files"):
        gateway.open(tmp_path / "taken")
    assert gateway.root == tmp_path / "作業場"


def test_nothing_works_without_a_workspace() -> None:
    with pytest.raises(UserFixableError, match="Open one first"):
        RegistryGateway().facts()


def test_opening_interrupts_jobs_of_processes_that_are_gone(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "workspace") as workspace:
        job = workspace.jobs.enqueue(UpdateSpec())
        workspace.jobs.start(job.id, 2**22 + 1, 1.0)
    gateway = RegistryGateway()
    gateway.open(tmp_path / "workspace")
    assert gateway.facts().jobs[0].state is JobState.INTERRUPTED
    gateway.close()


def test_interrupt_leaves_an_end_that_was_written(gateway: RegistryGateway) -> None:
    here = current_process()
    with Workspace.open(gateway.root) as workspace:
        job = gateway.enqueue(UpdateSpec())
        workspace.jobs.start(job.id, here.process_id, here.started_at)
        workspace.jobs.finish(job.id, JobState.SUCCEEDED)
    assert not gateway.interrupt(job.id, "killed")
    assert gateway.facts().jobs[0].state is JobState.SUCCEEDED


def test_interrupted_job_keeps_the_reason_and_can_be_queued_again(
    gateway: RegistryGateway,
) -> None:
    here = current_process()
    job = gateway.enqueue(UpdateSpec())
    with Workspace.open(gateway.root) as workspace:
        workspace.jobs.start(job.id, here.process_id, here.started_at)
    assert gateway.interrupt(job.id, "killed")
    assert gateway.facts().jobs[0].error == "killed"
    gateway.requeue(job.id)
    gateway.requeue(job.id)
    assert gateway.facts().jobs[0].state is JobState.QUEUED
    gateway.cancel(job.id)
    assert gateway.facts().jobs[0].state is JobState.CANCELLED


def test_window_can_be_drawn_before_sqlalchemy_is_loaded() -> None:
    script = (
        "import sys; import desktop_app.engine_bridge.engine_client; "
        "print([n for n in ('sqlalchemy', 'numpy', 'torch', 'cv2', 'onnxruntime') "
        "if n in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], check=True, stdout=subprocess.PIPE, text=True
    )
    assert answer.stdout.strip() == "[]"
