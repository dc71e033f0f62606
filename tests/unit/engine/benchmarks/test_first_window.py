import pytest

from engine.benchmarks import first_window
from engine.benchmarks.watched_process import WatchedRun


def prints(monkeypatch: pytest.MonkeyPatch, *runs: tuple[int, str]) -> None:
    left = list(runs)

    def run(*_arguments: object) -> WatchedRun:
        code, stdout = left.pop(0)
        return WatchedRun(exit_code=code, stdout=stdout, seconds=1.0, peak_memory_mb=1.0)

    monkeypatch.setattr(first_window, "run_watched", run)


def test_the_first_start_only_warms_the_disk(monkeypatch) -> None:
    prints(monkeypatch, (0, "9.00\n"), (0, "1.20\n"), (0, "first paint after 1.40 s\n"), (0, "1.3"))
    assert first_window.measure_first_window() == 1.3


def test_a_window_that_fails_is_not_measured(monkeypatch) -> None:
    prints(monkeypatch, (0, "1.0"), (1, ""), (0, "1.0"), (0, "1.0"))
    assert first_window.measure_first_window() is None
