from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from engine.contract.errors import IntegrityError
from engine.inference import session as session_module
from engine.inference.session import CPU, Session, open_session


def test_session_names_the_runtime_in_use(session: Session) -> None:
    assert session.runtime == f"ONNX Runtime {onnxruntime.__version__}, CPU"
    assert session.provider == CPU
    assert session.is_reproducible


def test_fingerprint_tells_what_decides_the_bits(session: Session) -> None:
    fingerprint = session.fingerprint()
    assert fingerprint["onnxruntime"] == onnxruntime.__version__
    assert fingerprint["provider"] == CPU
    assert fingerprint["processor"]
    assert fingerprint == session.fingerprint()


def test_a_provider_that_is_not_really_in_use_is_refused(deployed: Path) -> None:
    # The library itself warns and silently takes the CPU.
    with (
        pytest.warns(UserWarning, match="CUDAExecutionProvider"),
        pytest.raises(
            IntegrityError, match="took CPUExecutionProvider instead of CUDAExecutionProvider"
        ),
    ):
        Session(deployed / "student_onnx", "CUDAExecutionProvider")


def test_the_probe_passes_over_a_provider_that_does_not_work_here(
    deployed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider", CPU]
    )
    session_module._fastest.cache_clear()
    assert open_session(deployed / "student_onnx").provider == CPU


def test_the_fastest_provider_is_taken(deployed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = {"CUDAExecutionProvider": 0.5, "OpenVINOExecutionProvider": 0.1, CPU: 0.3}
    monkeypatch.setattr(session_module, "_probe", lambda _path, name: seconds[name])
    session_module._fastest.cache_clear()
    fastest = session_module._fastest(deployed / "student_onnx", tuple(seconds))
    assert fastest == "OpenVINOExecutionProvider"


def test_a_file_in_a_folder_with_any_name_opens(deployed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "製品 ä"
    folder.mkdir()
    path = folder / "生徒.onnx"
    path.write_bytes((deployed / "student_onnx").read_bytes())
    assert set(open_session(path).input_names) == {"sample", "timestep", "class_labels"}


def test_a_row_does_not_depend_on_its_neighbours(session: Session) -> None:
    """`Session.is_reproducible` promises this on the CPU; drawing relies on it."""
    generator = np.random.default_rng(0)
    samples = generator.standard_normal((9, 48, 8, 8)).astype(np.float32)

    def run(rows: Any) -> np.ndarray[Any, Any]:
        inputs = {
            "sample": samples[rows],
            "timestep": np.full(len(rows), 300),
            "class_labels": np.asarray(rows) % 6,
        }
        return session.run(inputs)[0]

    together = run(list(range(9)))
    for rows in ([0], [4], [8, 3, 0], [1, 2, 3, 4, 5, 6, 7]):
        assert np.array_equal(run(rows), together[rows])
