"""ThumbnailLoader: reads pictures on background threads and keeps the recent ones."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache, partial

from PySide6.QtCore import QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

#: A thousand thumbnails of 128 px, or as many fewer as they are larger.
_KEPT_BYTES = 64 << 20
#: More than any screen shows at once. Who scrolls fast asks for thousands, of which only the last
#: are still to be seen.
_LONGEST_QUEUE = 256
#: Two readers keep a disk busy; more would only take cores from the engine.
_READERS = 2
#: An edge that asks for the picture as it is.
FULL_SIZE = 0

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class LoadedImage:
    """A picture that has been read, or could not be (then it is null)."""

    file: str
    edge: int
    image: QImage


class ThumbnailLoader(QObject):
    """Gives a pixmap at once if it is known, else reads it and says when it is there.

    Signals:
        loaded: Carries the LoadedImage.
    """

    loaded = Signal(LoadedImage)
    _read = Signal(LoadedImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._known_bytes = 0
        #: What is still to be read, the likeliest to be on screen last; shared with the readers.
        self._waiting: OrderedDict[_Key, None] = OrderedDict()
        self._being_read: set[_Key] = set()
        self._readers = 0
        self._lock = threading.Lock()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_READERS)
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, file: str, edge: int) -> QPixmap | None:
        """The picture fitted into a square of `edge` device pixels; None while it is being read."""
        key = (file, edge)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        if file:
            self._ask(key)
        return None

    def stop(self) -> None:
        """Drop what waits to be read and see the rest out; for the end of the program."""
        with self._lock:
            self._waiting.clear()
        self._pool.waitForDone()

    def finish(self) -> None:
        """Block until everything asked for has been read; for tests and photographs."""
        self._pool.waitForDone()

    def next_key(self) -> _Key | None:
        """What a reader takes up next; None lets it go."""
        with self._lock:
            if not self._waiting:
                self._readers -= 1
                return None
            # The latest request is the likeliest to be on screen.
            key, _ = self._waiting.popitem()
            self._being_read.add(key)
            return key

    def deliver(self, loaded: LoadedImage) -> None:
        """Take a picture from a reading thread."""
        self._read.emit(loaded)

    def _ask(self, key: _Key) -> None:
        with self._lock:
            if key in self._being_read:
                return
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            if len(self._waiting) > _LONGEST_QUEUE:
                self._waiting.popitem(last=False)
            is_needed = self._readers < _READERS
            self._readers += is_needed
        if is_needed:
            # A plain function: of a QRunnable written in Python both Python and the pool think
            # that they own it, and one of them may delete it under the other.
            self._pool.start(partial(_read_on, self))

    def _on_read(self, loaded: LoadedImage) -> None:
        key = (loaded.file, loaded.edge)
        with self._lock:
            self._being_read.discard(key)
        replaced = self._known.pop(key, None)
        pixmap = self._known[key] = QPixmap.fromImage(loaded.image)
        self._known_bytes += _bytes(pixmap) - (_bytes(replaced) if replaced else 0)
        while self._known_bytes > _KEPT_BYTES and len(self._known) > 1:
            _, oldest = self._known.popitem(last=False)
            self._known_bytes -= _bytes(oldest)
        self.loaded.emit(loaded)


def _read_on(loader: ThumbnailLoader) -> None:
    while (key := loader.next_key()) is not None:
        file, edge = key
        image = read_image(file, edge)
        try:
            loader.deliver(LoadedImage(file, edge, image))
        except RuntimeError:
            # The window was closed while this was being read.
            return


def _bytes(pixmap: QPixmap) -> int:
    # One that could not be read takes a place, too.
    return pixmap.width() * pixmap.height() * 4 + 256


def read_image(file: str, edge: int) -> QImage:
    """A picture fitted into a square, or as it is where the edge is `FULL_SIZE`."""
    reader = QImageReader(file)
    reader.setAutoTransform(True)
    if edge == FULL_SIZE:
        return reader.read()
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > edge:
        reader.setScaledSize(size.scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()
    image = reader.read()
    if image.isNull():
        return image
    return image.scaled(
        edge,
        edge,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


@lru_cache(maxsize=1)
def thumbnails() -> ThumbnailLoader:
    """The application's one loader."""
    return ThumbnailLoader()
