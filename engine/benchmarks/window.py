"""The window's figures: first sight, imports, language switch, memory, stalls during an update."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.benchmarks.claims import Claim, at_most
from engine.benchmarks.first_window import measure_first_window, window_environment
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.watched_process import run_watched
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset, RegisterSpec
from engine.imaging.sample_line import draw_sample_line
from engine.operations.register import run_register
from engine.registry import Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings

#: Of the import profile, the packages that cost most.
_PACKAGES_NAMED = 12
#: What a window that is on its way to be seen has no use for: the workspace is read after that.
LATE_PACKAGES = (
    "alembic",
    "asyncio",
    "email",
    "mako",
    "multiprocessing.connection",
    "numpy",
    "PIL",
    "pygments",
    "rich",
    "sqlalchemy",
    "torch",
)
_IMPORT_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| ( *)(\S+)")


def run(
    *, seeds: Sequence[int], part: str, preset: Preset, out: Path, context: JobContext
) -> dict[str, object]:
    """Measure a window with a real worker; there are no parts, and seeds change nothing."""
    del part
    started = time.monotonic()
    context.note("Starting the window several times")
    first_seconds = measure_first_window()
    profile = _import_profile(out / "imports")
    imports, early = _dearest(profile), early_packages(profile)
    context.note("Running an update in the window")
    figures = _measure_inside(out, preset, context)
    switches = [float(value) for value in figures.pop("language_switch_seconds")]
    heavy = figures.pop("heavy_modules")
    rows: list[dict[str, object]] = [
        {"what": name, "value": value} for name, value in figures.items()
    ]
    rows += [
        {"what": "language_switch_median_seconds", "value": statistics.median(switches)},
        {"what": "language_switch_longest_seconds", "value": max(switches)},
        {"what": "heavy modules in the desktop process", "value": ", ".join(heavy) or "none"},
    ]
    rows += [{"what": "loaded before the first sight", "value": ", ".join(early) or "nothing late"}]
    rows += [{"import": name, "seconds": seconds} for name, seconds in imports]
    claims: list[Claim] = [
        at_most("first window warm, seconds", 1.0, [first_seconds]),
        at_most("packages loaded too early for the first sight", 0, [float(len(early))]),
        at_most("heavy modules in the desktop process", 0, [float(len(heavy))]),
        at_most("language switch, longest of all, seconds", 0.3, [max(switches)]),
        at_most("memory of the desktop process, MB", 300, [figures["memory_after_update_mb"]]),
        at_most("stalls during an update, 99.9th percentile, ms", 50, [figures["stall_99_9_ms"]]),
        at_most("longest stall during an update, ms", 100, [figures["stall_longest_ms"]]),
    ]
    return benchmark_report("window", seeds=seeds, started=started, rows=rows, claims=claims)


def _measure_inside(out: Path, preset: Preset, context: JobContext) -> dict[str, Any]:
    root, file = out / "workspace", out / "inside.json"
    if root.exists():
        raise UserFixableError(f"{root} is there already. Choose another folder with --out.")
    _prepare(root, out / "line", context)
    arguments = ["desktop_app", "--workspace", str(root)]
    measuring = ["--measure", str(file), "--measure-preset", preset.value]
    run_watched([*arguments, *measuring], window_environment(out))
    if not file.is_file():
        raise UserFixableError("The window was closed before it had measured anything.")
    figures: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if figures["update_outcome"] != "JobSucceeded":
        raise UserFixableError(
            f"The update did not end well ({figures['update_outcome']}), so nothing was measured."
        )
    return figures


def _prepare(root: Path, line: Path, context: JobContext) -> None:
    """A workspace in which one product of the sample line waits to be learned."""
    draw_sample_line(line, images_per_class=40)
    folder = min(path for path in line.iterdir() if path.is_dir())
    with Workspace.create(root) as workspace:
        anything = UpdatePolicy.that_passes_everything()
        workspace.save_settings(WorkspaceSettings(policy=anything))
        run_register(workspace, RegisterSpec(name="Sample", images_dir=str(folder)), context)


def _import_profile(folder: Path) -> list[tuple[str, float]]:
    """Every module that is loaded up to the first sight, and the seconds that it took itself."""
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["-X", "importtime", "-m", "desktop_app", "--exit-after-first-paint"]
    run = subprocess.run(
        [sys.executable, *arguments, "--workspace", str(folder / "workspace")],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **window_environment(folder)},
    )
    (folder / "importtime.txt").write_text(run.stderr, encoding="utf-8")
    return read_profile(run.stderr)


def read_profile(text: str) -> list[tuple[str, float]]:
    """Modules and their own seconds from what Python writes with `-X importtime`."""
    return [(name, int(own) / 1e6) for own, _, _, name in _IMPORT_LINE.findall(text)]


def early_packages(profile: Sequence[tuple[str, float]]) -> list[str]:
    """Those of `LATE_PACKAGES` that were loaded all the same."""
    loaded = {name for name, _ in profile}
    return [name for name in LATE_PACKAGES if name in loaded]


def _dearest(profile: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Top-level packages by the seconds that their own modules took, the dearest first."""
    seconds: dict[str, float] = {}
    for name, own in profile:
        package = name.partition(".")[0]
        seconds[package] = seconds.get(package, 0.0) + own
    dearest = sorted(seconds.items(), key=lambda item: -item[1])
    return [*dearest[:_PACKAGES_NAMED], ("all imports", sum(seconds.values()))]
