"""Outbox: the one way out of the worker, since a pipe's end tolerates one writer at a time."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable

from engine.contract.events import Event, JobProgressed

_LOG = logging.getLogger(__name__)

#: Ten a second looks smooth; a training loop may report hundreds.
PROGRESS_INTERVAL_SECONDS = 0.1


class Outbox:
    """Sends events in the order in which they were put.

    Of several `JobProgressed` in a row only the latest is sent, about ten times a second. Every
    other event is sent at once, after the progress reported before it. Nothing but progress is ever
    dropped, except when the other side is gone.
    """

    def __init__(
        self,
        send: Callable[[Event], None],
        progress_interval_seconds: float = PROGRESS_INTERVAL_SECONDS,
    ) -> None:
        self._send = send
        self._interval = progress_interval_seconds
        self._waiting: deque[Event] = deque()
        self._progress: JobProgressed | None = None
        self._progress_sent_at = float("-inf")
        self._is_closing = False
        self._is_broken = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._post, name="outbox", daemon=True)
        self._thread.start()

    def put(self, event: Event) -> None:
        """Hand an event over; never waits for the other side."""
        with self._changed:
            if isinstance(event, JobProgressed):
                self._progress = event
            else:
                self._queue_progress()
                self._waiting.append(event)
            self._changed.notify()

    def close(self, timeout_seconds: float) -> bool:
        """Send what waits, then stop; whether that was done in time."""
        with self._changed:
            self._is_closing = True
            self._queue_progress()
            self._changed.notify()
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def _queue_progress(self) -> None:
        if self._progress is not None:
            self._waiting.append(self._progress)
            self._progress = None

    def _post(self) -> None:
        while (event := self._next()) is not None:
            if isinstance(event, JobProgressed):
                self._progress_sent_at = time.monotonic()
            if not self._is_broken:
                self._try_to_send(event)

    def _try_to_send(self, event: Event) -> None:
        try:
            self._send(event)
        except OSError:
            # The window's process is gone. The thread that reads commands has noticed, and ends us.
            self._is_broken = True
            _LOG.info("Nobody listens any more; events are dropped.")

    def _next(self) -> Event | None:
        """Wait for the event to send next; None once closed and empty."""
        with self._changed:
            while not self._waiting:
                if self._is_closing:
                    return None
                remaining = self._progress_sent_at + self._interval - time.monotonic()
                if self._progress is None:
                    self._changed.wait()
                elif remaining > 0:
                    self._changed.wait(remaining)
                else:
                    self._queue_progress()
            return self._waiting.popleft()
