"""TourRing: a calm line around the widget that the step of the tour is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.widgets.theme import theme

if TYPE_CHECKING:
    from desktop_app.help.tour_presenter import TourPresenter

_GAP = 4
_WIDTH = 2
#: How often to look where the widget is now: pages lay themselves out anew at any time.
_INTERVAL_MS = 250


class TourRing(QWidget):
    """Lies over the window and lets everything through to what is below."""

    def __init__(self, window: QWidget, presenter: TourPresenter) -> None:
        super().__init__(window)
        self.setObjectName("tourRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._presenter = presenter
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self.follow)
        presenter.changed.connect(self._on_changed)
        self.hide()
        self._on_changed()

    def _on_changed(self) -> None:
        if self._presenter.step is None:
            self._timer.stop()
            self.hide()
            return
        self._timer.start()
        self.follow()

    def follow(self) -> None:
        """Lie around the widget, or nowhere while it is out of sight."""
        place = self._place()
        self.setVisible(place is not None)
        if place is not None:
            if place != self.geometry():
                self.setGeometry(place)
            self.raise_()

    def _place(self) -> QRect | None:
        step = self._presenter.step
        for name in step.targets if step and not step.is_done else ():
            target = self._window.findChild(QWidget, name)
            if target is not None and target.isVisible() and not target.visibleRegion().isEmpty():
                corner = target.mapTo(self._window, QPoint(0, 0))
                whole = QRect(corner, target.size()).adjusted(-_GAP, -_GAP, _GAP, _GAP)
                return whole.intersected(self._window.rect())
        return None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("focus"), _WIDTH))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 9, 9)
