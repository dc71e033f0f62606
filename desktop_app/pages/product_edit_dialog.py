"""ProductEditDialog: corrects a product's name and part number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import NORMAL, PAGE, WIDE, column, row
from desktop_app.widgets.texts import icon_label, label

if TYPE_CHECKING:
    from engine.registry.entities import Product


class ProductEditDialog(QDialog):
    """Opened with `open()`; the answer is a signal.

    Signals:
        edited: Carries the new name and the new part number.
    """

    edited = Signal(str, str)

    def __init__(self, parent: QWidget, product: Product, *, is_learned: bool) -> None:
        super().__init__(parent)
        self.setObjectName("productEditDialog")
        title = self.tr("Edit “{name}”").format(name=product.name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        self._name = QLineEdit(product.name)
        self._name.setObjectName("editName")
        self._name.setEnabled(not is_learned)
        self._part_number = QLineEdit(product.part_number)
        self._part_number.setObjectName("editPartNumber")
        why = label(
            self.tr("A version has learned the product under this name, so the name stays."),
            "muted",
            wrap=True,
            name="editNameReason",
        )
        why.setVisible(is_learned)
        self._save = button(self.tr("Save"), self._on_save, kind="primary", name="saveEdit")
        self._save.setDefault(True)
        cancel = button(self.tr("Cancel"), self.reject, name="cancelEdit")
        self._name.textChanged.connect(self._show)
        heading = row(icon_label("products", 24), label(title, "section", wrap=True))
        heading.setStretch(1, 1)
        captions = []
        for text, field in (
            (self.tr("Product name"), self._name),
            (self.tr("Part number"), self._part_number),
        ):
            caption = label(text, "muted")
            caption.setBuddy(field)
            field.setAccessibleName(text)
            captions.append(caption)
        box = column(
            heading,
            captions[0],
            self._name,
            why,
            captions[1],
            self._part_number,
            WIDE,
            row(None, self._save, cancel),
            spacing=NORMAL - 4,
        )
        box.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        self.setLayout(box)
        (self._part_number if is_learned else self._name).setFocus()

    def _show(self) -> None:
        is_named = bool(self._name.text().strip())
        self._save.setEnabled(is_named)
        self._save.setToolTip("" if is_named else self.tr("Give the product a name."))

    def _on_save(self) -> None:
        self.edited.emit(self._name.text(), self._part_number.text())
        self.accept()
