"""PictureLens: how much of a picture is seen, for one canvas or for several that move together."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

_LARGEST = 32.0


class PictureLens(QObject):
    """A magnification, 1 for the whole picture, and the point in the middle as shares of it.

    Signals:
        changed: Something else is seen.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.magnification = 1.0
        self.centre = QPointF(0.5, 0.5)

    def fit(self) -> None:
        """Show the whole picture."""
        self._look(1.0, QPointF(0.5, 0.5))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Magnify; the point `at` (shares of the picture, else the middle) stays in its place."""
        magnification = min(max(self.magnification * factor, 1.0), _LARGEST)
        fixed = self.centre if at is None else at
        kept = self.magnification / magnification
        self._look(magnification, fixed + (self.centre - fixed) * kept)

    def move(self, by: QPointF) -> None:
        """Look elsewhere; shares of the picture."""
        self._look(self.magnification, self.centre + by)

    def _look(self, magnification: float, centre: QPointF) -> None:
        # Never beyond the picture's edge.
        margin = 0.5 / magnification
        inside = QPointF(
            min(max(centre.x(), margin), 1 - margin), min(max(centre.y(), margin), 1 - margin)
        )
        if (magnification, inside) != (self.magnification, self.centre):
            self.magnification, self.centre = magnification, inside
            self.changed.emit()
