"""Counting the tests that ran, and what counts as a failure."""

from pathlib import Path

import pytest

from installer.checks import STATIC_CHECKS, PytestCount, count_tests, run_checks
from installer.environment import Environment

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="20"/></testsuites>
"""


def test_errors_count_as_failures(tmp_path: Path) -> None:
    (tmp_path / "r.xml").write_text(REPORT, encoding="utf-8")
    count = count_tests(tmp_path / "r.xml")
    assert count == PytestCount(passed=14, failed=3, skipped=3)
    assert count.ran == 17


def test_without_a_report_nothing_ran(tmp_path: Path) -> None:
    assert count_tests(tmp_path / "none.xml").ran == 0


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    made: list[list[str]] = []

    def run(self: Environment, arguments: list[str], **_: object) -> int:
        made.append(arguments)
        for argument in arguments:
            if argument.startswith("--junit-xml="):
                passed = '<testsuites><testsuite tests="5"/></testsuites>'
                report = Path(argument.partition("=")[2])
                report.parent.mkdir(exist_ok=True)
                report.write_text(passed, encoding="utf-8")
        return 1 if "mypy" in arguments else 0

    monkeypatch.setattr(Environment, "run", run)
    return made


def test_all_checks_run_even_after_one_has_failed(
    calls: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_checks(Environment(tmp_path), []) == 1
    assert len(calls) == len(STATIC_CHECKS) + 1
    said = capsys.readouterr().out
    assert "Checks that failed: mypy --strict." in said
    assert "5 tests ran." in said
    assert said.endswith("5 passed, 0 failed, 0 skipped\n")


def test_without_arguments_every_core_tests(
    calls: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {1, 5}, raising=False)
    run_checks(Environment(tmp_path), [])
    assert "--numprocesses=2" in calls[-1]
    # Where the system does not say which of its cores a process may run on, all count.
    monkeypatch.delattr("os.sched_getaffinity")
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    run_checks(Environment(tmp_path), [])
    assert "--numprocesses=4" in calls[-1]


def test_arguments_are_for_pytest_alone(calls: list[list[str]], tmp_path: Path) -> None:
    assert run_checks(Environment(tmp_path), ["-k", "gate"]) == 0
    assert len(calls) == 1
    assert calls[0][-2:] == ["-k", "gate"]
