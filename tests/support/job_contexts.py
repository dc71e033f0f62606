"""Job contexts that remember what they were told, and that interrupt when asked to."""

from dataclasses import dataclass, field
from pathlib import Path

from engine.contract.job_context import Progress, SilentContext


@dataclass
class RememberingContext(SilentContext):
    """Keeps every report."""

    progress: list[Progress] = field(default_factory=list)
    samples: list[Path] = field(default_factory=list)
    checkpoints: list[tuple[str, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def report_progress(self, progress: Progress) -> None:
        self.progress.append(progress)

    def report_sample(self, *, step: int, file: Path, caption: str) -> None:
        self.samples.append(file)

    def report_checkpoint(self, *, stage: str, step: int) -> None:
        self.checkpoints.append((stage, step))

    def note(self, message: str) -> None:
        self.notes.append(message)


@dataclass
class InterruptingContext(RememberingContext):
    """Raises `request` as soon as `stage` has reported `step`, once."""

    request: type[Exception] = Exception
    stage: str = ""
    step: int = 0
    is_honoured: bool = False

    def honour_requests(self) -> None:
        reached = any(
            report.stage == self.stage and report.step >= self.step for report in self.progress
        )
        if reached and not self.is_honoured:
            self.is_honoured = True
            raise self.request
