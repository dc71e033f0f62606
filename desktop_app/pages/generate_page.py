"""GeneratePage: draw pictures of a product, look at them, keep the good ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QProgressBar, QStackedWidget, QWidget
from typing_extensions import override

from desktop_app.i18n import wording
from desktop_app.pages.gallery_filter_bar import GalleryFilterBar
from desktop_app.pages.gallery_panel import GalleryPanel
from desktop_app.pages.page import Page
from desktop_app.pages.picture_inspector import PictureInspector
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.empty_state import EmptyState
from desktop_app.widgets.layouts import card, column, holder, row
from desktop_app.widgets.number_box import LARGEST_SEED, number_box
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop_app.presenters.generate_presenter import GeneratePresenter
    from engine.registry.generated_pictures import DrawnPicture

_FORM_WIDTH = 264


class GeneratePage(Page):
    """Choices left, pictures in the middle, the selected one's origin right."""

    def __init__(self, presenter: GeneratePresenter) -> None:
        super().__init__(self.tr("Generate"), "generatePage")
        self._presenter = presenter
        self._filter = GalleryFilterBar(presenter.gallery)
        self.title_line.addWidget(self._filter)
        self._stack = QStackedWidget()
        self._empty = self._build_empty()
        self._work = self._build_work()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._work)
        self.content.addWidget(self._stack, 1)
        presenter.choices_changed.connect(self._show_choices)
        presenter.changed.connect(self._show)
        self._show_choices()
        self._show()

    def _build_empty(self) -> QWidget:
        go = button(self.tr("Go to Update"), lambda: self.went_to.emit("update"), kind="primary")
        return EmptyState(
            "generate",
            self.tr("No version can draw yet"),
            self.tr("Once an update has taught a product, its pictures are drawn here."),
            [go],
            "generateEmpty",
        )

    def _build_work(self) -> QWidget:
        middle = self._build_gallery()
        inspector = PictureInspector(self._presenter.gallery, self._gallery)
        box = row(self._build_form(), middle, inspector)
        box.setStretch(1, 1)
        return holder(box)

    def _build_form(self) -> QWidget:
        presenter = self._presenter
        self._product = QComboBox()
        self._product.setObjectName("generateProduct")
        self._product.activated.connect(
            lambda _row: presenter.set_product(self._product.currentData())
        )
        self._class = QComboBox()
        self._class.setObjectName("generateClass")
        self._class.activated.connect(lambda _row: presenter.set_class(self._class.currentData()))
        self._version = QComboBox()
        self._version.setObjectName("generateVersion")
        self._version.activated.connect(
            lambda _row: presenter.set_version(self._version.currentData())
        )
        self._count = number_box("generateCount", 1, presenter.MAX_COUNT, presenter.count)
        self._count.valueChanged.connect(presenter.set_count)
        self._seed = number_box("generateSeed", 0, LARGEST_SEED, presenter.seed)
        self._seed.valueChanged.connect(presenter.set_seed)
        self._generate = ReasonedButton(
            self.tr("Generate"),
            kind="primary",
            icon="generate",
            name="generateButton",
            is_wide=True,
        )
        self._generate.clicked.connect(presenter.generate)
        self._stop = button(self.tr("Stop"), presenter.cancel, icon="close", name="stopGenerating")
        self._bar = QProgressBar()
        self._bar.setObjectName("generateProgress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        frame = card(
            _field(self.tr("Product"), self._product),
            _field(self.tr("Class"), self._class),
            _field(self.tr("Count"), self._count),
            _field(self.tr("First seed"), self._seed),
            _field(self.tr("Version"), self._version),
            8,
            self._generate,
            self._bar,
            self._stop,
            None,
            name="generateForm",
        )
        frame.setFixedWidth(_FORM_WIDTH)
        return frame

    def _build_gallery(self) -> QWidget:
        self._message = Banner("generateMessage")
        self._gallery = GalleryPanel(self._presenter.gallery)
        self._gallery.recall_wanted.connect(self._on_recall)
        self._gallery.generate_wanted.connect(self._presenter.generate)
        self.addAction(self._gallery.undo_action)
        box = column(self._message, self._gallery)
        box.setStretch(1, 1)
        return holder(box)

    def _show_choices(self) -> None:
        presenter = self._presenter
        self._stack.setCurrentWidget(self._work if presenter.versions else self._empty)
        self._filter.setVisible(bool(presenter.versions))
        _fill(
            self._product,
            [(name, name) for name in presenter.product_names],
            presenter.product_name,
        )
        classes = [
            (self.tr("All classes"), None),
            *((name, name) for name in presenter.class_names),
        ]
        _fill(self._class, classes, presenter.class_name)
        versions: list[tuple[str, object]] = [(self.tr("Active version"), None)]
        versions += [
            (
                self.tr("Version {number} ({state})").format(
                    number=item.number,
                    state=wording.version_state(item.state, is_active=item.is_active),
                ),
                item.number,
            )
            for item in presenter.versions
        ]
        _fill(self._version, versions, presenter.version_number)

    def _show(self) -> None:
        presenter = self._presenter
        self._generate.set_reason(presenter.refusal)
        self._bar.setVisible(presenter.is_generating)
        self._stop.setVisible(presenter.is_generating)
        self._bar.setValue(round((presenter.fraction or 0.0) * 1000))
        for box, value in ((self._seed, presenter.seed), (self._count, presenter.count)):
            if box.value() != value:
                box.setValue(value)
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")

    def _on_recall(self, pictures: Sequence[DrawnPicture]) -> None:
        if pictures:
            self._presenter.recall(pictures)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._presenter.gallery.read()


def _fill(box: QComboBox, items: Sequence[tuple[str, object]], current: object) -> None:
    box.clear()
    for position, (text, value) in enumerate(items):
        box.addItem(text, value)
        if value == current:
            box.setCurrentIndex(position)


def _field(caption: str, widget: QWidget) -> QWidget:
    text = label(caption, "muted")
    text.setBuddy(widget)
    widget.setAccessibleName(caption)
    return holder(column(text, widget, spacing=4))
