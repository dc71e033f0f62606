"""ProductDetail: one registered product, its classes and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import wording
from desktop_app.pages.product_edit_dialog import ProductEditDialog
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.fact_grid import FactGrid
from desktop_app.widgets.layouts import NORMAL, TIGHT, card, clear, column, holder, row, scrolled
from desktop_app.widgets.texts import icon_label, label, set_icon
from desktop_app.widgets.thumbnail_strip import ThumbnailStrip

if TYPE_CHECKING:
    from desktop_app.presenters.products_presenter import ProductsPresenter
    from engine.registry.entities import Product


class ProductDetail(QWidget):
    """The inspector of the products page.

    Signals:
        went_to: Carries the key of the page the user wants to go to.
        photographs_offered: The user wants to add photographs to the product that is shown.
    """

    went_to = Signal(str)
    photographs_offered = Signal()

    def __init__(self, presenter: ProductsPresenter) -> None:
        super().__init__()
        self.setObjectName("productDetail")
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._title = label("", "section", wrap=True, name="productTitle")
        self._icon = icon_label("ok", 18)
        self._state = label("", name="productState")
        self._hint = label("", "muted", wrap=True)
        self._facts = FactGrid("productFacts")
        self._classes = column(spacing=NORMAL)
        self._teach = button(
            self.tr("Go to Update"),
            lambda: self.went_to.emit("update"),
            icon="update",
            name="teachButton",
        )
        self._draw = button(
            self.tr("Generate pictures"),
            lambda: self.went_to.emit("generate"),
            icon="generate",
            name="generatePicturesButton",
        )
        self._add = button(
            self.tr("Add photographs…"),
            self.photographs_offered.emit,
            icon="plus",
            name="morePhotographsButton",
        )
        self._retire = ReasonedButton(
            self.tr("Retire…"), kind="quiet", name="retireButton", beside=True
        )
        self._retire.clicked.connect(self._on_retire)
        self._edit = button(
            self.tr("Edit…"), self._on_edit, kind="quiet", icon="edit", name="editProductButton"
        )
        self._trash = button(
            self.tr("Move to the trash"),
            self._on_trash,
            kind="quiet",
            icon="trash",
            name="trashProductButton",
        )
        head = row(self._title, self._icon, self._state, spacing=TIGHT)
        head.setStretch(0, 1)
        content = column(
            holder(head),
            self._hint,
            holder(row(self._teach, self._draw, self._add, None)),
            holder(row(self._edit, self._trash, self._retire, None, spacing=TIGHT)),
            self._facts,
            label(self.tr("Classes"), "strong"),
            self._classes,
            None,
        )
        frame = card(scrolled(holder(content)))
        box = column(frame)
        self.setLayout(box)
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        product = self._presenter.selected
        self.setVisible(product is not None)
        if product is None:
            return
        previews = self._presenter.previews(product)
        state = self._presenter.state_of(product)
        more, is_leaving = (
            self._presenter.more_images(product),
            self._presenter.is_leaving(product),
        )
        is_known = self._presenter.is_known_to_a_version(product)
        shown = (product, state, more, is_leaving, is_known, tuple(previews.items()))
        if shown == self._shown:
            return
        self._shown = shown
        self._title.setText(product.name)
        self._state.setText(wording.product_state(state))
        set_icon(self._icon, wording.product_icon(state), 18)
        self._hint.setText(self._hint_for(state, more, is_leaving=is_leaving))
        self._teach.setVisible(state == "registered" or more > 0 or is_leaving)
        self._draw.setVisible(state == "learned")
        self._add.setVisible(state != "retired")
        # What no version knows is thrown away; the rest is history and can only be retired.
        self._trash.setVisible(not is_known)
        self._retire.setVisible(is_known or state == "retired")
        self._retire.set_reason(
            self.tr("Retired: it is left out of every later update.") if state == "retired" else ""
        )
        self._show_facts(product)
        self._show_classes(product, previews)

    def _hint_for(self, state: str, more: int, *, is_leaving: bool) -> str:
        hint = {
            "registered": self.tr("The active version does not know this product yet."),
            "learned": self.tr("The active version generates and recognises this product."),
            "retired": self.tr("This product was given up on purpose."),
        }[state]
        if more:
            waiting = self.tr("%n photograph(s) wait for the next update.", "", more)
            return f"{hint}\n{waiting}"
        if is_leaving:
            left = self.tr("The active version knows it until one made without it is approved.")
            return f"{hint}\n{left}"
        return hint

    def _show_facts(self, product: Product) -> None:
        kind = self.tr("gray") if product.is_gray else self.tr("colour")
        self._facts.set_facts(
            (
                (self.tr("Part number"), product.part_number or "–"),
                (self.tr("Images"), wording.count(product.images)),
                (self.tr("Size"), f"{product.width} × {product.height}, {kind}"),
                (self.tr("Fit"), wording.fit_mode(product.fit)),
                (self.tr("Kept"), wording.keep_policy(product.keep)),
                (self.tr("Folder"), product.images_dir),
                (self.tr("Registered"), wording.moment(product.created_at)),
            )
        )

    def _show_classes(self, product: Product, previews: dict[str, tuple[str, ...]]) -> None:
        clear(self._classes)
        for item in product.classes:
            count = label(self.tr("%n image(s)", "", item.images), "muted")
            head = row(label(item.name, "strong"), count, None, spacing=TIGHT + 2)
            box = column(head, spacing=4)
            if files := previews.get(item.name):
                box.addWidget(ThumbnailStrip(files, edge=72))
            self._classes.addWidget(holder(box))

    def _on_edit(self) -> None:
        product = self._presenter.selected
        if product is None:
            return
        is_learned = self._presenter.is_known_to_a_version(product)
        dialog = ProductEditDialog(self.window(), product, is_learned=is_learned)
        dialog.edited.connect(
            lambda name, part_number: self._presenter.undo.edit(product, name, part_number)
        )
        dialog.open()

    def _on_trash(self) -> None:
        product = self._presenter.selected
        if product is not None:
            self._presenter.undo.trash(product.name)

    def _on_retire(self) -> None:
        product = self._presenter.selected
        if product is None:
            return
        dialog = ConfirmDialog(
            self.window(),
            title=self.tr("Retire “{name}”?").format(name=product.name),
            consequence=self.tr(
                "Later updates will not recall it any more, so later versions forget it. Versions "
                "that know it stay as they are."
            ),
            action=self.tr("Retire product"),
            icon="retired",
        )
        dialog.confirmed.connect(lambda reason: self._presenter.undo.retire(product.name, reason))
        dialog.open()
