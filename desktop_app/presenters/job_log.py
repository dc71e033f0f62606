"""JobLog: what an update has told, in an operator's words, with the engineer's lines among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTime, Signal

from desktop_app.i18n import wording

if TYPE_CHECKING:
    from engine.contract.events import JobProgressed

#: Between two lines about the same stage; more would only scroll by.
_DETAIL_SECONDS = 5.0
_MOST_LINES = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line with its time of day."""

    text: str
    #: Whether it is for those who want to know exactly.
    is_detail: bool = False


class JobLog(QObject):
    """Lines of one update, oldest first.

    Signals:
        added: Carries the LogLine that has been added.
    """

    added = Signal(LogLine)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[LogLine] = []
        self._detailed_at = -_DETAIL_SECONDS

    def clear(self) -> None:
        """Begin anew, with another update."""
        self.lines.clear()
        self._detailed_at = -_DETAIL_SECONDS

    def text(self, *, with_details: bool) -> str:
        """Every line that is asked for."""
        return "\n".join(line.text for line in self.lines if with_details or not line.is_detail)

    def add(self, sentence: str, *, is_detail: bool = False) -> None:
        """Note this now."""
        now = QTime.currentTime().toString("HH:mm:ss")
        line = LogLine(text=f"{now}  {sentence}", is_detail=is_detail)
        self.lines.append(line)
        del self.lines[:-_MOST_LINES]
        self.added.emit(line)

    def note_progress(self, event: JobProgressed, *, is_new_stage: bool) -> None:
        """Note where the update is, every few seconds."""
        if not is_new_stage and event.elapsed_seconds - self._detailed_at < _DETAIL_SECONDS:
            return
        self._detailed_at = event.elapsed_seconds
        parts = [
            f"{event.stage} {event.step}/{event.step_count}",
            f"{event.fraction * 100:.1f}%",
            f"{event.elapsed_seconds:.0f} s",
        ]
        if event.loss is not None:
            parts.append(f"loss {event.loss:.4g}")
        if event.eta_low_seconds is not None:
            high = event.eta_high_seconds or event.eta_low_seconds
            parts.append(f"ETA {wording.duration_range(event.eta_low_seconds, high)}")
        self.add("    " + ", ".join(parts), is_detail=True)
