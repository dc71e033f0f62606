"""GeneratePage: draw pictures of a product, look at them, keep the good ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from desktop_app.i18n import wording
from desktop_app.pages.page import Page
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.empty_state import EmptyState
from desktop_app.widgets.fact_grid import FactGrid
from desktop_app.widgets.folder_dialog import folder_dialog
from desktop_app.widgets.image_viewer import ImageViewer
from desktop_app.widgets.layouts import card, column, holder, row, scrolled
from desktop_app.widgets.number_box import LARGEST_SEED, number_box
from desktop_app.widgets.texts import label
from desktop_app.widgets.thumbnail_strip import ThumbnailStrip
from desktop_app.widgets.tile_view import TileView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.presenters.generate_presenter import GeneratePresenter

_FORM_WIDTH = 264
_INSPECTOR_WIDTH = 276
#: Leaves room for a scroll bar beside it.
_PREVIEW_EDGE = _INSPECTOR_WIDTH - 56


class GeneratePage(Page):
    """Choices left, pictures in the middle, the selected one's origin right."""

    def __init__(self, presenter: GeneratePresenter) -> None:
        super().__init__(self.tr("Generate"), "generatePage")
        self._presenter = presenter
        self._viewer: ImageViewer | None = None
        self._viewed = 0
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
        box = row(self._build_form(), self._build_grid(), self._build_inspector())
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

    def _build_grid(self) -> QWidget:
        self._message = Banner("generateMessage")
        self._tiles = TileView(self._presenter.tiles, "generatedGrid")
        self._tiles.setAccessibleName(self.tr("Generated pictures"))
        self._tiles.selection_changed.connect(self._show_selection)
        self._tiles.opened.connect(self._on_opened)
        self._hint = label(self.tr("Choose a product and press Generate."), "muted")
        box = column(self._message, self._hint, self._tiles)
        box.setStretch(2, 1)
        return holder(box)

    def _build_inspector(self) -> QWidget:
        self._selected = label("", "strong", wrap=True, name="selectionTitle")
        self._preview = ThumbnailStrip(edge=_PREVIEW_EDGE)
        self._facts = FactGrid("provenance")
        self._save = ReasonedButton(
            self.tr("Save selected…"), icon="save", name="saveSelectedButton", is_wide=True
        )
        self._save.clicked.connect(self._on_save)
        self._open = ReasonedButton(
            self.tr("Open folder"), icon="folder", name="openFolderButton", is_wide=True
        )
        self._open.clicked.connect(self._on_open_folder)
        content = column(
            label(self.tr("Where it comes from"), "section"),
            self._selected,
            self._preview,
            self._facts,
            None,
        )
        frame = card(scrolled(holder(content)), self._save, self._open, name="inspector")
        frame.setFixedWidth(_INSPECTOR_WIDTH)
        return frame

    def _show_choices(self) -> None:
        presenter = self._presenter
        self._stack.setCurrentWidget(self._work if presenter.versions else self._empty)
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
        if self._seed.value() != presenter.seed:
            self._seed.setValue(presenter.seed)
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        has_tiles = presenter.tiles.rowCount() > 0
        self._hint.setVisible(not has_tiles)
        self._open.set_reason("" if presenter.output_dir else self.tr("Nothing is drawn yet."))
        self._show_selection()

    def _show_selection(self) -> None:
        rows = self._tiles.selected_rows
        self._save.set_reason("" if rows else self.tr("Select pictures in the grid first."))
        self._facts.setVisible(bool(rows))
        self._preview.setVisible(bool(rows))
        if not rows:
            self._selected.setText(self.tr("Select a picture to see its version and seed."))
            return
        self._selected.setText(self.tr("%n picture(s) selected", "", len(rows)))
        self._preview.set_files([self._presenter.image(rows[0]).file])
        self._facts.set_facts(self._presenter.provenance(rows[0]))

    def _on_opened(self, row_number: int) -> None:
        self._viewed = row_number
        self._viewer = ImageViewer(self.window())
        self._viewer.moved.connect(self._on_moved)
        self._on_moved(0)
        self._viewer.open()

    def _on_moved(self, step: int) -> None:
        last = self._presenter.tiles.rowCount() - 1
        self._viewed = min(max(self._viewed + step, 0), last)
        tile = self._presenter.tiles.tile(self._viewed)
        if self._viewer is not None:
            self._viewer.show_image(tile.file, tile.detail)

    def _on_save(self) -> None:
        dialog = folder_dialog(self, self.tr("Folder for the pictures"), "saveDialog")
        rows = self._tiles.selected_rows
        dialog.fileSelected.connect(lambda folder: self._presenter.save(rows, folder))
        dialog.open()

    def _on_open_folder(self) -> None:
        folder = self._presenter.output_dir
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


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
