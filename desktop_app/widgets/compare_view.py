"""CompareView: two pictures beside or over each other, seen through one lens."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLabel, QSlider, QWidget

from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import TIGHT, column, holder, row
from desktop_app.widgets.picture_canvas import Overlay, PictureCanvas
from desktop_app.widgets.picture_lens import PictureLens
from desktop_app.widgets.texts import label
from desktop_app.widgets.zoom_bar import ZoomBar

_STEPS = 100


class CompareView(QWidget):
    """Four ways of looking at the same two pictures; zoom and place are shared."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compareView")
        self.lens = PictureLens(self)
        self._overlay = Overlay.NONE
        self._left = PictureCanvas(self.lens, "compareLeft")
        self._right = PictureCanvas(self.lens, "compareRight")
        self._over = PictureCanvas(self.lens, "compareOver")
        self._left.setAccessibleName(self.tr("First picture"))
        self._right.setAccessibleName(self.tr("Second picture"))
        self._over.setAccessibleName(self.tr("Both pictures over each other"))
        self._over.blend_changed.connect(self._on_line_moved)
        texts = {
            Overlay.NONE: self.tr("Side by side"),
            Overlay.SWIPE: self.tr("Swipe"),
            Overlay.ONION: self.tr("Onion skin"),
            Overlay.DIFFERENCE: self.tr("Difference"),
        }
        self._buttons = {
            overlay: button(
                text,
                lambda overlay=overlay: self.use(overlay),  # type: ignore[misc]  # mypy: no type for it
                kind="choice",
                name=f"compare_{overlay.value}",
            )
            for overlay, text in texts.items()
        }
        for item in self._buttons.values():
            item.setCheckable(True)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("compareBlend")
        self._slider.setRange(0, _STEPS)
        self._slider.setValue(_STEPS // 2)
        self._slider.setAccessibleName(self.tr("How much of the second picture"))
        self._slider.valueChanged.connect(lambda _value: self._show())
        self._remark = label(self.tr("Black where they are equal, four times as bright."), "muted")
        self._first = _caption("compareFirst")
        self._second = _caption("compareSecond")
        modes = row(*self._buttons.values(), None, spacing=4)
        pictures = row(self._left, self._right, self._over, spacing=4)
        captions = row(self._first, self._second)
        line = row(self._slider, self._remark, None, ZoomBar(self.lens, "compare"), spacing=TIGHT)
        for box in (pictures, captions):
            for position in range(box.count()):
                box.setStretch(position, 1)
        line.setStretch(0, 1)
        whole = column(holder(modes), holder(pictures), holder(captions), line, spacing=TIGHT)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.use(Overlay.NONE)

    @property
    def overlay(self) -> Overlay:
        """How the two are looked at."""
        return self._overlay

    @property
    def canvases(self) -> tuple[PictureCanvas, ...]:
        """Where pictures are painted, shown or not."""
        return self._left, self._right, self._over

    def use(self, overlay: Overlay) -> None:
        """Look at them so."""
        self._overlay = overlay
        for key, item in self._buttons.items():
            item.setChecked(key is overlay)
        is_over = overlay is not Overlay.NONE
        # Shown before the other is hidden, so that the focus has somewhere to go.
        had_focus = any(canvas.hasFocus() for canvas in self.canvases)
        self._over.setVisible(is_over)
        self._left.setVisible(not is_over)
        self._right.setVisible(not is_over)
        if had_focus:
            self.take_focus()
        self._slider.setVisible(overlay in (Overlay.SWIPE, Overlay.ONION))
        self._remark.setVisible(overlay is Overlay.DIFFERENCE)
        self._show()

    def use_next(self) -> None:
        """Look at them in the next way."""
        ways = list(Overlay)
        self.use(ways[(ways.index(self._overlay) + 1) % len(ways)])

    def take_focus(self) -> None:
        """Let the keys act here."""
        (self._right if self._overlay is Overlay.NONE else self._over).setFocus()

    def show_pictures(self, first: tuple[str, str, str], second: tuple[str, str, str]) -> None:
        """Show these, each a file, a caption and everything that is known of it."""
        self._left.show_files(first[0])
        self._right.show_files(second[0])
        self._over.show_files(first[0], second[0])
        for shown, (_, text, detail) in ((self._first, first), (self._second, second)):
            shown.setText(text)
            shown.setToolTip(detail)
        self._left.setAccessibleDescription(first[2])
        self._right.setAccessibleDescription(second[2])

    def _show(self) -> None:
        self._over.show_overlay(self._overlay, self._slider.value() / _STEPS)

    def _on_line_moved(self, blend: float) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(blend * _STEPS))


def _caption(name: str) -> QLabel:
    shown = label("", "muted", wrap=True, name=name)
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    shown.setMinimumWidth(1)
    return shown
