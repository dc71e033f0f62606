"""TerminalContext: progress bars, notes and Ctrl+C for work that runs in this process."""

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from rich import progress as rich_progress
from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn
from rich.text import Text
from typing_extensions import override

from engine.cli.answer import format_seconds
from engine.cli.interruption import Interruption
from engine.contract.errors import PauseRequested
from engine.contract.job_context import Progress

#: Seconds between two lines of progress where stderr is a file or a pipe.
LINE_INTERVAL_SECONDS = 15.0

STAGE_TITLES = {
    "preflight": "Checking",
    "prepare": "Preparing",
    "replay": "Drawing replay of earlier products",
    "teacher": "Teaching the generator",
    "student": "Compressing the student",
    "recogniser": "Teaching the recogniser",
    "measure": "Measuring",
    "export": "Exporting",
    "reading": "Reading",
    "verify": "Checking what is stored",
    "drawing": "Drawing",
    "generate": "Drawing",
    "compare": "Drawing with both versions",
    "recognise": "Recognising",
    "find": "Looking through the pictures",
    "confusion": "Asking the recogniser",
    "copies": "Drawing the nearest pictures",
    "latency": "Timing",
    "judge": "Training a judge",
}


def stage_title(stage: str) -> str:
    """What a person reads for a stage's key."""
    return STAGE_TITLES.get(stage, stage.replace("_", " ").capitalize())


class _RemainingColumn(ProgressColumn):
    """Seconds that remain as a range, or that the work is about to stop."""

    def __init__(self, interruption: Interruption) -> None:
        super().__init__()
        self._interruption = interruption

    @override
    def render(self, task: Task) -> Text:
        if self._interruption.is_requested:
            return Text("stopping at the next step", style="yellow")
        return Text(str(task.fields.get("remaining", "")), style="cyan")


class TerminalContext:
    """Shows work on stderr and stops it when the user asks.

    On a terminal it is one live bar for the whole job; in a file or a pipe, a line now and then.
    """

    def __init__(
        self, interruption: Interruption | None = None, stream: TextIO | None = None
    ) -> None:
        self._interruption = interruption or Interruption()
        self._console = Console(file=stream or sys.stderr)
        self._is_live = self._console.is_terminal
        self._bar = rich_progress.Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=None),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[detail]}"),
            _RemainingColumn(self._interruption),
            console=self._console,
            transient=True,
            expand=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._bar.add_task("", total=1.0, detail="", visible=False)
        self._stage = ""
        self._last_line_at = time.monotonic()

    def __enter__(self) -> Self:
        if self._is_live:
            self._bar.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._is_live:
            self._bar.stop()

    def honour_requests(self) -> None:
        """Raise `PauseRequested` once the user has pressed Ctrl+C."""
        if self._interruption.is_requested:
            raise PauseRequested

    def report_progress(self, progress: Progress) -> None:
        """Move the bar, or write a line if it is time for one."""
        title = f"[{progress.stage_index + 1}/{progress.stage_count}] {stage_title(progress.stage)}"
        detail = f"step {progress.step}/{progress.step_count}" if progress.step_count > 1 else ""
        if progress.loss is not None:
            detail = f"{detail} loss {progress.loss:.4f}".strip()
        remaining = _remaining(progress.eta_low_seconds, progress.eta_high_seconds)
        if self._is_live:
            self._bar.update(
                self._task,
                description=title,
                completed=progress.fraction,
                detail=detail,
                remaining=remaining,
                visible=True,
            )
            return
        is_new_stage, self._stage = title != self._stage, title
        now = time.monotonic()
        # Work of a stage or two is over before a line about it is of use.
        is_told = is_new_stage and progress.stage_count > 2
        if is_told or now - self._last_line_at >= LINE_INTERVAL_SECONDS:
            self._last_line_at = now
            parts = (title, f"{100 * progress.fraction:.0f} %", detail, remaining)
            self.note("  ".join(part for part in parts if part))

    def report_sample(self, *, step: int, file: Path, caption: str) -> None:
        """Tell where the sample sheet is."""
        self.note(f"Sample of {caption} at step {step}: {file}")

    def report_checkpoint(self, *, stage: str, step: int) -> None:
        """Say nothing: a checkpoint is of interest when it is needed."""

    def note(self, message: str) -> None:
        """Write a line above the bar."""
        self._console.print(message, markup=False, highlight=False, soft_wrap=True)


def _remaining(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    shortest, longest = format_seconds(low), format_seconds(high)
    return f"{longest} left" if shortest == longest else f"{shortest} – {longest} left"
