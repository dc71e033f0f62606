"""GalleryFilterBar: which of the generated pictures are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.i18n import picture_wording, wording
from desktop_app.item_models.picture_model import PictureFilter
from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import NORMAL, row
from desktop_app.widgets.texts import label
from engine.registry.picture_judgements import HIGHEST_RATING, PictureFlag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.presenters.gallery_presenter import GalleryPresenter


class GalleryFilterBar(QWidget):
    """One line of choices; what is left as it is filters nothing."""

    def __init__(self, presenter: GalleryPresenter) -> None:
        super().__init__()
        self.setObjectName("galleryFilter")
        self._presenter = presenter
        self._is_filling = False
        self._count = label("", "muted", name="galleryCount")
        self._clear = button(self.tr("Show all"), self.clear, kind="quiet", name="galleryShowAll")
        self._product = _choice("galleryProduct", self.tr("Show pictures of this product"))
        self._class = _choice("galleryClass", self.tr("Show pictures of this class"))
        self._version = _choice("galleryVersion", self.tr("Show pictures by this version"))
        self._flag = _choice("galleryFlag", self.tr("Show picked or rejected pictures"))
        self._rating = _choice("galleryRating", self.tr("Show pictures rated so or better"))
        boxes = (self._product, self._class, self._version, self._flag, self._rating)
        self.setLayout(row(self._count, self._clear, *boxes, spacing=NORMAL - 4))
        # So that the title line does not move when the button comes.
        self.setMinimumHeight(self._clear.sizeHint().height())
        for box in boxes:
            box.currentIndexChanged.connect(lambda _index: self._apply())
        presenter.choices_changed.connect(self._fill_choices)
        presenter.changed.connect(self._show)
        self._fill_choices()
        self._show()

    def clear(self) -> None:
        """Show every picture."""
        self._presenter.set_filter(PictureFilter())

    def _fill_choices(self) -> None:
        presenter, current = self._presenter, self._presenter.pictures.filter
        self._is_filling = True
        products = [(name, name) for name in presenter.product_names]
        _fill(self._product, [(self.tr("Every product"), ""), *products], current.product_name)
        classes = [(name, name) for name in presenter.class_names]
        _fill(self._class, [(self.tr("Every class"), ""), *classes], current.class_name)
        versions: list[tuple[str, object]] = [(self.tr("Every version"), None)]
        versions += [
            (self.tr("Version {number}").format(number=number), number)
            for number in presenter.version_numbers
        ]
        _fill(self._version, versions, current.version_number)
        flags: list[tuple[str, object]] = [(self.tr("Picked or not"), None)]
        flags += [(picture_wording.flag(flag), flag) for flag in PictureFlag]
        _fill(self._flag, flags, current.flag)
        ratings: list[tuple[str, object]] = [(self.tr("Any rating"), 0)]
        ratings += [
            (self.tr("{stars} or more").format(stars="★" * value), value)
            for value in range(1, HIGHEST_RATING)
        ]
        ratings.append(("★" * HIGHEST_RATING, HIGHEST_RATING))
        _fill(self._rating, ratings, current.least_rating)
        self._is_filling = False

    def _apply(self) -> None:
        if self._is_filling:
            return
        flag = self._flag.currentData()
        self._presenter.set_filter(
            PictureFilter(
                product_name=str(self._product.currentData()),
                class_name=str(self._class.currentData()),
                version_number=self._version.currentData(),
                flag=None if flag is None else PictureFlag(flag),
                least_rating=int(self._rating.currentData()),
            )
        )

    def _show(self) -> None:
        pictures = self._presenter.pictures
        shown, total = pictures.rowCount(), pictures.total
        is_filtered = pictures.filter != PictureFilter()
        self._clear.setVisible(is_filtered)
        self.setEnabled(total > 0)
        if is_filtered:
            text = self.tr("{shown} of {total}").format(
                shown=wording.count(shown), total=wording.count(total)
            )
        else:
            text = self.tr("%n picture(s)", "", total) if total else ""
        self._count.setText(text)


def _choice(name: str, caption: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(caption)
    box.setToolTip(caption)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMaximumWidth(170)
    return box


def _fill(box: QComboBox, items: Sequence[tuple[str, object]], current: object) -> None:
    box.clear()
    for position, (text, value) in enumerate(items):
        box.addItem(text, value)
        if value == current:
            box.setCurrentIndex(position)
