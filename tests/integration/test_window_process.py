"""Worker and window as two programs: what is left when one dies, and what each loads."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from engine.contract.job_states import JobState
from engine.registry import Workspace

pytestmark = pytest.mark.integration

#: Like the window's own entry point it imports nothing heavy, since a worker reads it too.
PARENT = """
import sys
from pathlib import Path

def main():
    from PySide6.QtCore import QCoreApplication
    from desktop_app.engine_bridge.bridge_settings import BridgeSettings
    from desktop_app.engine_bridge.engine_client import EngineClient
    from tests.support.stub_runner import RUNNER, count, request

    app = QCoreApplication([])
    client = EngineClient(settings=BridgeSettings(runner=RUNNER))
    client.worker_started.connect(lambda e: print("pid", e.process_id, flush=True))
    client.job_progressed.connect(lambda e: print("progress", flush=True))
    client.job_succeeded.connect(lambda e: print("child", e.result.runtime or "-", flush=True))
    client.job_succeeded.connect(lambda e: client.shutdown())
    client.closed.connect(app.quit)
    client.open_workspace(Path(sys.argv[1]))
    if sys.argv[2] == "update":
        client.submit_update(count(60))
    else:
        client.run(request("echo"))
    app.exec()
    heavy = [n for n in ("torch", "cv2", "onnxruntime", "diffusers") if n in sys.modules]
    print("parent", ",".join(heavy) or "-", flush=True)

if __name__ == "__main__":
    main()
"""


def _start_parent(root: Path, folder: Path, what: str) -> "subprocess.Popen[str]":
    script = folder / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    repository = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, str(script), str(root), what],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": repository},
    )


def test_worker_of_a_killed_window_checkpoints_and_exits(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    with _start_parent(root, tmp_path, "update") as parent:
        worker = psutil.Process(int(parent.stdout.readline().split()[1]))
        assert parent.stdout.readline() == "progress\n"
        parent.kill()
        parent.wait()
        worker.wait(20)
    with Workspace.open(root) as workspace:
        [job] = workspace.jobs.list()
        assert job.state is JobState.PAUSED
        assert (workspace.checkpoints_dir(job.id) / "step.txt").exists()


def test_neither_process_loads_what_belongs_to_the_other(tmp_path: Path) -> None:
    with _start_parent(tmp_path / "workspace", tmp_path, "request") as parent:
        said = dict(line.split() for line in parent.stdout)
    assert said["child"] == "-"
    assert said["parent"] == "-"
    assert parent.returncode == 0
