"""Boxes for numbers in the theme's measures."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QLineEdit, QSpinBox
from typing_extensions import override

#: What a spin box can hold.
LARGEST_SEED = 2_147_483_647

_TEXT_MARGIN = 9


def number_box(name: str, low: int, high: int, value: int) -> QSpinBox:
    """A box for a whole number."""
    box = QSpinBox()
    box.setObjectName(name)
    box.setRange(low, high)
    box.setValue(value)
    indent_text(box)
    return box


def indent_text(box: QAbstractSpinBox) -> None:
    """The style sheet's padding does not reach the text inside a spin box."""
    text = box.findChild(QLineEdit)
    if text is not None:
        text.setTextMargins(_TEXT_MARGIN, 0, _TEXT_MARGIN, 0)


class DecimalBox(QDoubleSpinBox):
    """A box for a number with decimals, on a page that scrolls: the wheel belongs to the page."""

    def __init__(self, name: str, low: float, high: float, decimals: int, step: float) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)
        # A value that is still being typed is not one yet.
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        indent_text(self)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def textFromValue(self, value: float) -> str:
        # 80 rather than 80.0, but 80.5 where it is that.
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text
