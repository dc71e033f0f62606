import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.worker.engine_log import EngineLog
from engine.worker.launch import WorkerRole


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[EngineLog]:
    # Faults of this process are pytest's to catch.
    monkeypatch.setattr("faulthandler.enable", lambda file: None)
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    log = EngineLog(WorkerRole.TRAINING)
    yield log
    logging.captureWarnings(capture=False)
    root.setLevel(level)
    for handler in [h for h in root.handlers if h not in handlers]:
        root.removeHandler(handler)
        handler.close()
    if log.faults is not None:
        log.faults.close()


def test_log_goes_to_the_workspace_at_hand(log: EngineLog, tmp_path: Path) -> None:
    for name in ("一号", "二号"):
        (tmp_path / name).mkdir()
        log.follow(tmp_path / name)
        log.follow(tmp_path / name)
        logging.getLogger("engine").info("作業 %s", name)
    for name in ("一号", "二号"):
        text = (tmp_path / name / "logs" / "engine.log").read_text(encoding="utf-8")
        assert text.count("作業") == 1
        assert name in text


def test_folder_that_is_not_there_is_not_made(log: EngineLog, tmp_path: Path) -> None:
    log.follow(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
