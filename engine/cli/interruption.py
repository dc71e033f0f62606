"""Ctrl+C and requests to terminate, turned into a stop at the next checkpoint or at once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


def _stop_signals() -> list[signal.Signals]:
    names = ("SIGINT", "SIGTERM", "SIGBREAK")  # SIGBREAK: Ctrl+Break, Windows only
    return [signal.Signals[name] for name in names if name in signal.Signals.__members__]


class Interruption:
    """Remembers that the user asked to stop; asking again stops at once."""

    def __init__(self) -> None:
        self.is_requested = False

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """First note the wish, so that work can reach its checkpoint; the second time insist."""
        if self.is_requested:
            raise KeyboardInterrupt
        self.is_requested = True


@contextmanager
def stop_at_checkpoint() -> Iterator[Interruption]:
    """While inside, a stop signal is a request that the work honours between two steps."""
    interruption = Interruption()
    with _handling(interruption.on_signal):
        yield interruption


@contextmanager
def stop_at_once() -> Iterator[None]:
    """While inside, every stop signal ends the work like Ctrl+C does."""
    with _handling(_raise_interrupt):
        yield


def _raise_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _handling(handler: "signal._HANDLER") -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # Python lets only the main thread answer signals
        return
    before = {number: signal.signal(number, handler) for number in _stop_signals()}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
