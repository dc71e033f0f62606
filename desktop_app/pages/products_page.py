"""ProductsPage: register products, and look at those that are registered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.pages.page import Page
from desktop_app.pages.product_detail import ProductDetail
from desktop_app.pages.registration_panel import RegistrationPanel
from desktop_app.pages.trash_dialog import TrashDialog
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import button
from desktop_app.widgets.drop_zone import DropZone
from desktop_app.widgets.empty_state import EmptyState
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.folder_dialog import folder_dialog
from desktop_app.widgets.layouts import NORMAL, card, clear, column, holder, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.products_presenter import ProductsPresenter
    from desktop_app.presenters.registration_presenter import RegistrationPresenter
    from engine.contract.intake_results import RegisterResult, SampleProductFolder

_LIST_WIDTH = 360


class ProductsPage(Page):
    """Empty state, list with detail, or a registration."""

    def __init__(self, products: ProductsPresenter, registration: RegistrationPresenter) -> None:
        super().__init__(self.tr("Products"), "productsPage")
        self._products = products
        self._registration = registration
        self._add = button(
            self.tr("Register a product…"), self._browse, icon="plus", name="registerProductButton"
        )
        self._sample = button(
            self.tr("Try the sample line"),
            products.draw_sample_line,
            kind="quiet",
            icon="conveyor",
            name="sampleLineButton",
        )
        self._trash = button("", self._open_trash, kind="quiet", icon="trash", name="trashButton")
        self.title_line.addWidget(self._trash)
        self.title_line.addWidget(self._sample)
        self.title_line.addWidget(self._add)
        to_update = button(
            self.tr("Go to Update"), lambda: self.went_to.emit("update"), name="toUpdateButton"
        )
        self._undo = button(self.tr("Undo"), products.undo.undo, name="undoButton")
        self._message = Banner("productsMessage", [self._undo, to_update])
        self._to_update = to_update
        self._sample_row = row(spacing=NORMAL)
        self._sample_box = holder(
            column(
                label(self.tr("The sample line is ready to be registered"), "strong"),
                self._sample_row,
                spacing=8,
            ),
            "sampleFolders",
        )
        self._stack = QStackedWidget()
        self._loading = holder(row(None, label(self.tr("Opening the workspace…"), "muted"), None))
        self._empty = self._build_empty()
        self._list = self._build_list()
        self._panel: RegistrationPanel | None = None
        for widget in (self._loading, self._empty, self._list):
            self._stack.addWidget(widget)
        self.content.addWidget(self._message)
        self.content.addWidget(self._sample_box)
        self.content.addWidget(self._stack, 1)
        self._shown_folders: tuple[SampleProductFolder, ...] = ()
        products.changed.connect(self._show)
        registration.changed.connect(self._show)
        registration.registered.connect(self._on_registered)
        registration.extended.connect(products.note_extended)
        self._show()

    def _build_empty(self) -> QWidget:
        browse = button(
            self.tr("Register a product…"),
            self._browse,
            kind="primary",
            icon="plus",
            name="emptyRegisterButton",
        )
        return EmptyState(
            "products",
            self.tr("No products yet"),
            self.tr(
                "A product is a folder of photographs with one sub-folder for each class; drop it "
                "on this window or choose it here."
            ),
            [browse],
            "productsEmpty",
        )

    def _build_list(self) -> QWidget:
        view = EntryView(self._products.products, "productList")
        view.setAccessibleName(self.tr("Products"))
        view.picked.connect(self._products.select)
        self._view = view
        browse = button(self.tr("Browse…"), self._browse, name="dropZoneBrowse")
        zone = DropZone(self.tr("Drop a folder of photographs here"), browse)
        zone.dropped.connect(self._registration.choose_folder)
        left = holder(column(view, zone))
        left.setFixedWidth(_LIST_WIDTH)
        detail = ProductDetail(self._products)
        detail.went_to.connect(self.went_to)
        detail.photographs_offered.connect(self._browse_for_more)
        box = row(left, detail, spacing=NORMAL + 4)
        box.setStretch(1, 1)
        return holder(box)

    def _open_trash(self) -> None:
        TrashDialog(self.window(), self._products).open()

    def _browse(self) -> None:
        dialog = folder_dialog(self, self.tr("Folder of photographs"), "folderDialog")
        dialog.fileSelected.connect(self._registration.choose_folder)
        dialog.open()

    def _browse_for_more(self) -> None:
        product = self._products.selected
        if product is not None:
            dialog = folder_dialog(self, self.tr("Folder of photographs"), "folderDialog")
            dialog.fileSelected.connect(partial(self._registration.add_photographs, product))
            dialog.open()

    def _show(self) -> None:
        is_registering = self._registration.is_open
        has_products = self._products.products.rowCount() > 0
        if is_registering:
            self._show_panel()
        elif self._products.is_loading:
            self._stack.setCurrentWidget(self._loading)
        else:
            self._stack.setCurrentWidget(self._list if has_products else self._empty)
        self._add.setVisible(has_products and not is_registering)
        # On an empty page too: there it stands aside from the one thing to do.
        self._sample.setVisible(not self._products.is_loading and not is_registering)
        discarded = self._products.trash.rowCount()
        self._trash.setText(" " + self.tr("Trash ({count})").format(count=discarded))
        self._trash.setAccessibleName(self._trash.text().strip())
        self._trash.setVisible(discarded > 0 and not is_registering)
        self._show_message(is_hidden=is_registering)
        self._show_sample_folders(is_hidden=is_registering)
        drawing = self.tr("The sample line is being drawn…")
        self._sample.setEnabled(not self._products.is_drawing)
        self._sample.setToolTip(drawing if self._products.is_drawing else "")
        selected = self._products.selected
        if selected is not None:
            self._view.select_key(selected.name)

    def _show_panel(self) -> None:
        # Made when first needed: it is large, and most starts do not need it.
        if self._panel is None:
            self._panel = RegistrationPanel(self._registration)
            self._stack.addWidget(self._panel)
        self._stack.setCurrentWidget(self._panel)

    def _show_message(self, *, is_hidden: bool) -> None:
        message = self._products.message
        can_undo = bool(message and message.tone == "ok" and self._products.undo.can_undo)
        self._undo.setVisible(can_undo)
        is_taught_next = bool(message and message.tone == "ok" and message.leads_on)
        self._to_update.setVisible(is_taught_next)
        if is_hidden:
            self._message.tell("info", "")
        elif self._products.is_drawing:
            self._message.tell("info", self.tr("The sample line is being drawn…"))
        else:
            tone, text = (message.tone, message.text) if message else ("info", "")
            self._message.tell(tone, text)

    def _show_sample_folders(self, *, is_hidden: bool) -> None:
        folders = self._products.sample_folders
        self._sample_box.setVisible(bool(folders) and not is_hidden)
        if folders == self._shown_folders:
            return
        self._shown_folders = folders
        clear(self._sample_row)
        for number, folder in enumerate(folders):
            begin = partial(
                self._registration.choose_folder,
                folder.images_dir,
                folder.name,
                folder.part_number,
            )
            register = button(self.tr("Register…"), begin, name=f"registerSample_{number}")
            texts = column(
                label(folder.name, "strong"), label(folder.part_number, "muted"), spacing=0
            )
            tile = card(holder(row(texts, None, register)))
            self._sample_row.addWidget(tile, 1)

    def _on_registered(self, result: RegisterResult) -> None:
        self._products.note_registered(result.product_name)
