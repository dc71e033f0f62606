"""ThumbnailLoader: reads pictures on background threads and keeps the recent ones."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache, partial

from PySide6.QtCore import QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

#: About 64 MB of 128 px thumbnails; more than any screen shows at once.
_KEPT = 1000


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
        self._known: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self._pool = QThreadPool(self)
        # Two readers keep a disk busy; more would only take cores from the engine.
        self._pool.setMaxThreadCount(2)
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, file: str, edge: int) -> QPixmap | None:
        """The picture fitted into a square of `edge` device pixels; None while it is being read."""
        key = (file, edge)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        if file and key not in self._asked:
            self._asked.add(key)
            # The latest request is the likeliest to be on screen: it goes first.
            # A plain function: of a QRunnable written in Python both Python and the pool think
            # that they own it, and one of them may delete it under the other.
            self._pool.start(partial(_read, self, file, edge), len(self._asked))
        return None

    def stop(self) -> None:
        """Drop what waits to be read and see the rest out; for the end of the program."""
        self._pool.clear()
        self._asked.clear()
        self._pool.waitForDone()

    def finish(self) -> None:
        """Block until everything asked for has been read; for tests and photographs."""
        self._pool.waitForDone()

    def _on_read(self, loaded: LoadedImage) -> None:
        key = (loaded.file, loaded.edge)
        self._asked.discard(key)
        self._known[key] = QPixmap.fromImage(loaded.image)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self.loaded.emit(loaded)

    def deliver(self, loaded: LoadedImage) -> None:
        """Take a picture from a reading thread."""
        self._read.emit(loaded)


def _read(loader: ThumbnailLoader, file: str, edge: int) -> None:
    image = read_image(file, edge)
    try:
        loader.deliver(LoadedImage(file, edge, image))
    except RuntimeError:
        # The window was closed while this was being read.
        return


def read_image(file: str, edge: int) -> QImage:
    """A picture fitted into a square; small ones are enlarged without smoothing their pixels."""
    reader = QImageReader(file)
    reader.setAutoTransform(True)
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
