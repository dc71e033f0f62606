"""A spin box in the theme's measures."""

from PySide6.QtWidgets import QLineEdit, QSpinBox

#: What a spin box can hold.
LARGEST_SEED = 2_147_483_647

_TEXT_MARGIN = 9


def number_box(name: str, low: int, high: int, value: int) -> QSpinBox:
    """A box for a whole number."""
    box = QSpinBox()
    box.setObjectName(name)
    box.setRange(low, high)
    box.setValue(value)
    # The style sheet's padding does not reach the text inside a spin box.
    text = box.findChild(QLineEdit)
    if text is not None:
        text.setTextMargins(_TEXT_MARGIN, 0, _TEXT_MARGIN, 0)
    return box
