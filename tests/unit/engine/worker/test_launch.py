import os
import subprocess
import sys

import pytest

from engine.worker import launch


def test_importing_launch_loads_nothing_heavy() -> None:
    script = (
        "import sys; import engine.worker.launch; "
        "print([n for n in ('torch', 'cv2', 'onnxruntime', 'numpy', 'sqlalchemy', 'PySide6') "
        "if n in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], check=True, stdout=subprocess.PIPE, text=True
    )
    assert answer.stdout.strip() == "[]"


def test_environment_is_as_before_once_the_worker_has_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    before = dict(os.environ)
    with launch._environment(launch._worker_environment()):
        assert int(os.environ["OMP_NUM_THREADS"]) >= 1
        if sys.platform.startswith("linux"):
            assert "MALLOC_TRIM_THRESHOLD_" in os.environ
    assert dict(os.environ) == before


def test_what_the_user_has_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.setenv("MALLOC_ARENA_MAX", "2")
    wanted = launch._worker_environment()
    assert "OMP_NUM_THREADS" not in wanted
    assert "MALLOC_ARENA_MAX" not in wanted
