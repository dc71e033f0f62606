"""What `bootstrap.py test` runs: style, types, import contracts, tests."""

import os
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from installer.console import say
from installer.environment import Environment

#: Each check's name and the arguments after the environment's Python.
STATIC_CHECKS: dict[str, list[str]] = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy --strict": ["-m", "mypy"],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
}


#: More would help little, and each loads torch.
_MOST_PROCESSES = 4


@dataclass(frozen=True, kw_only=True)
class PytestCount:
    """How many tests came out how."""

    passed: int
    failed: int
    skipped: int

    @property
    def ran(self) -> int:
        """Tests that were really executed."""
        return self.passed + self.failed


def run_checks(environment: Environment, pytest_arguments: list[str]) -> int:
    """Run all checks, or pytest alone when it was given arguments; 0 when everything holds."""
    failed: list[str] = []
    for name, arguments in {} if pytest_arguments else STATIC_CHECKS.items():
        say(f"== {name}")
        started = time.monotonic()
        if environment.run(["-P", *arguments], cwd=environment.root):
            failed.append(name)
        say(f"   {time.monotonic() - started:.0f} s")
    say("== pytest")
    status, count = _run_pytest(environment, pytest_arguments)
    if status or not count.ran:
        failed.append("pytest")
    say(f"Checks that failed: {', '.join(failed)}." if failed else "Every check holds.")
    say(f"{count.ran} tests ran.")
    say(f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    return 1 if failed else 0


def _run_pytest(environment: Environment, arguments: list[str]) -> tuple[int, PytestCount]:
    report = environment.folder / "test-report.xml"
    report.unlink(missing_ok=True)
    variables = {} if sys.platform == "win32" else {"QT_QPA_PLATFORM": "offscreen"}
    if not arguments:
        cores = _usable_cores()
        processes = min(cores, _MOST_PROCESSES)
        # By file, since tests of one file share what was dear to make. Processes that each took
        # every core would wait for one another.
        arguments = [f"--numprocesses={processes}", "--dist=loadfile"]
        variables["OMP_NUM_THREADS"] = str(cores // processes)
    status = environment.run(
        ["-m", "pytest", f"--junit-xml={report}", *arguments], cwd=environment.root, **variables
    )
    return status, count_tests(report)


def _usable_cores() -> int:
    """Those that this process may run on, where the system tells."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def count_tests(report: Path) -> PytestCount:
    """Read pytest's report; without one (it did not get that far) nothing ran."""
    if not report.exists():
        return PytestCount(passed=0, failed=0, skipped=0)
    # Our own pytest has just written it, so it needs no defence against hostile XML.
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314

    def total(*names: str) -> int:
        return sum(int(suite.get(name, "0")) for suite in suites for name in names)

    failed, skipped = total("failures", "errors"), total("skipped")
    return PytestCount(passed=total("tests") - failed - skipped, failed=failed, skipped=skipped)
