"""PictureInspector: where the chosen pictures come from, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QProgressBar, QPushButton, QSizePolicy, QWidget

from desktop_app.i18n import wording
from desktop_app.pages.gallery_panel import folder_of
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.fact_grid import FactGrid
from desktop_app.widgets.folder_dialog import folder_dialog
from desktop_app.widgets.layouts import TIGHT, card, column, holder, row, scrolled
from desktop_app.widgets.texts import label
from desktop_app.widgets.thumbnail_strip import ThumbnailStrip
from engine.contract.specs import PictureFormat

if TYPE_CHECKING:
    from desktop_app.pages.gallery_panel import GalleryPanel
    from desktop_app.presenters.gallery_presenter import GalleryPresenter

_WIDTH = 276
#: Leaves room for the facts below it on a small screen.
_PREVIEW_EDGE = 148


class PictureInspector(QWidget):
    """The right side of the page."""

    def __init__(self, presenter: GalleryPresenter, panel: GalleryPanel) -> None:
        super().__init__()
        self._presenter = presenter
        self._panel = panel
        self._selected = label("", "strong", wrap=True, name="selectionTitle")
        self._preview = ThumbnailStrip(edge=_PREVIEW_EDGE)
        self._facts = FactGrid("provenance")
        self._save = ReasonedButton(
            self.tr("Save as PNG…"), icon="save", name="saveSelectedButton", is_wide=True
        )
        self._save.clicked.connect(self._on_save)
        self._recall = _wide(self.tr("Use its seed again"), "refresh", "recallButton")
        self._recall.clicked.connect(lambda: panel.recall_wanted.emit(panel.chosen))
        self._copy = _wide(self.tr("Copy"), "copy", "copyButton")
        self._copy.clicked.connect(panel.copy)
        self._open = _wide(self.tr("Folder"), "folder", "openFolderButton")
        self._open.clicked.connect(self._on_open_folder)
        self._export = _wide(self.tr("Export"), "report", "exportButton")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._export.setMenu(self._menu)
        self._bar = QProgressBar()
        self._bar.setObjectName("exportProgress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._stop = button(
            self.tr("Stop exporting"), presenter.cancel_export, icon="close", name="stopExporting"
        )
        content = column(
            label(self.tr("Where it comes from"), "section"),
            self._selected,
            self._preview,
            self._facts,
            None,
        )
        frame = card(
            scrolled(holder(content)),
            self._recall,
            row(self._copy, self._open, spacing=TIGHT),
            self._save,
            self._export,
            self._bar,
            self._stop,
            spacing=TIGHT + 2,
            name="inspector",
        )
        frame.setFixedWidth(_WIDTH)
        self.setLayout(column(frame))
        panel.target_changed.connect(self.show_chosen)
        panel.save_wanted.connect(self._on_save)
        presenter.changed.connect(self.show_chosen)
        self.show_chosen()

    def show_chosen(self) -> None:
        """Show what the chosen pictures are."""
        chosen = self._panel.chosen
        nothing = "" if chosen else self.tr("Select pictures in the grid first.")
        self._save.set_reason(nothing)
        # The sentence below one button is enough: the others come when they can be pressed.
        for item in (self._recall, self._copy, self._open):
            item.setVisible(bool(chosen))
        self._show_export()
        self._facts.setVisible(bool(chosen))
        self._preview.setVisible(bool(chosen))
        if not chosen:
            self._selected.setText(self.tr("Select a picture to see its version and seed."))
            return
        self._selected.setText(self.tr("%n picture(s) selected", "", len(chosen)))
        self._preview.set_files([chosen[0].file])
        self._facts.set_facts(self._presenter.provenance(chosen[0].file))

    def _show_export(self) -> None:
        presenter = self._presenter
        can_export = presenter.pictures.rowCount() > 0 and not presenter.is_exporting
        self._export.setVisible(can_export)
        self._bar.setVisible(presenter.is_exporting)
        self._stop.setVisible(presenter.is_exporting)
        self._bar.setValue(round((presenter.fraction or 0.0) * 1000))

    def _fill_menu(self) -> None:
        files = self._files_to_export()
        menu = self._menu
        menu.clear()
        if self._panel.chosen:
            title = self.tr("Selected: {count}")
        else:
            title = self.tr("All shown: {count}")
        menu.addAction(title.format(count=wording.count(len(files)))).setEnabled(False)
        menu.addSeparator()
        for form, text in (
            (PictureFormat.IMAGE_FOLDER, self.tr("Folders by class (ImageFolder)…")),
            (PictureFormat.COCO, self.tr("COCO…")),
            (PictureFormat.YOLO, self.tr("YOLO…")),
            (PictureFormat.CONTACT_SHEET, self.tr("Contact sheet…")),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"export_{form.value}")
            action.triggered.connect(lambda _is_on=False, form=form: self._on_export(form))

    def _files_to_export(self) -> tuple[str, ...]:
        chosen = self._panel.chosen
        if chosen:
            return tuple(picture.file for picture in chosen)
        return self._presenter.pictures.shown_files

    def _on_export(self, form: PictureFormat) -> None:
        files = self._files_to_export()
        dialog = folder_dialog(self, self.tr("Folder to export into"), "exportDialog")
        dialog.fileSelected.connect(lambda folder: self._presenter.export(files, form, folder))
        dialog.open()

    def _on_save(self) -> None:
        files = [picture.file for picture in self._panel.chosen]
        if not files:
            return
        dialog = folder_dialog(self, self.tr("Folder for the pictures"), "saveDialog")
        dialog.fileSelected.connect(lambda folder: self._presenter.save(files, folder))
        dialog.open()

    def _on_open_folder(self) -> None:
        folder = folder_of(self._panel.chosen)
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _wide(text: str, icon: str, name: str) -> QPushButton:
    widget = button(text, icon=icon, name=name)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return widget
