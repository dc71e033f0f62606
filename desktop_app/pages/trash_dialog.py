"""TrashDialog: the products that were thrown away, to be put back or deleted for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.widgets.buttons import button
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.layouts import NORMAL, PAGE, column, row
from desktop_app.widgets.texts import icon_label, label

if TYPE_CHECKING:
    from desktop_app.presenters.products_presenter import ProductsPresenter


class TrashDialog(QDialog):
    """Opened with `open()`; closes by itself once it is empty."""

    def __init__(self, parent: QWidget, presenter: ProductsPresenter) -> None:
        super().__init__(parent)
        self.setObjectName("trashDialog")
        self.setWindowTitle(self.tr("Trash"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 420)
        self._presenter = presenter
        self._view = EntryView(presenter.trash, "trashList")
        self._view.setAccessibleName(self.tr("Products in the trash"))
        self._restore = button(
            self.tr("Put back"), self._on_restore, kind="primary", name="restoreButton"
        )
        self._delete = button(self.tr("Delete for good…"), self._on_delete, name="deleteButton")
        close = button(self.tr("Close"), self.accept, name="closeTrash")
        heading = row(icon_label("trash", 24), label(self.tr("Trash"), "section"), None)
        remark = label(
            self.tr("Products that no version has learned. Their photographs were never touched."),
            "muted",
            wrap=True,
        )
        box = column(
            heading,
            remark,
            self._view,
            row(self._restore, self._delete, None, close),
            spacing=NORMAL,
        )
        box.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        self.setLayout(box)
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        if self._presenter.trash.rowCount() == 0:
            self.accept()
        elif not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._presenter.trash.index(0))

    def _name(self) -> str:
        index = self._view.currentIndex()
        return str(index.data() or "") if index.isValid() else ""

    def _on_restore(self) -> None:
        if name := self._name():
            self._presenter.undo.restore(name)

    def _on_delete(self) -> None:
        name = self._name()
        if not name:
            return
        dialog = ConfirmDialog(
            self,
            title=self.tr("Delete “{name}” for good?").format(name=name),
            consequence=self.tr(
                "Its record and its acceptance set leave the workspace and cannot be brought "
                "back. The photographs in their own folder stay."
            ),
            action=self.tr("Delete product"),
            icon="trash",
            asks_reason=False,
        )
        dialog.confirmed.connect(lambda _reason: self._presenter.undo.delete(name))
        dialog.open()
