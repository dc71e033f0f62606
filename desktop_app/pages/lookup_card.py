"""LookupCard: drop an image to have it recognised and to see what it is most like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QProgressBar

from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton
from desktop_app.widgets.drop_zone import DropZone, dropped_file
from desktop_app.widgets.file_dialogs import picture_dialog
from desktop_app.widgets.image_viewer import ImageViewer
from desktop_app.widgets.layouts import NORMAL, WIDE, column, holder, row
from desktop_app.widgets.share_bars import ShareBars
from desktop_app.widgets.texts import label
from desktop_app.widgets.thumbnail_strip import ThumbnailStrip
from desktop_app.widgets.tile_view import TileView

if TYPE_CHECKING:
    from desktop_app.presenters.lookup_presenter import LookupPresenter

#: Width of the column with the drop zone and the picture.
_SIDE = 300


class LookupCard(QFrame):
    """Drop zone and image left, answer and relatives right."""

    def __init__(self, presenter: LookupPresenter) -> None:
        super().__init__()
        self.setObjectName("lookupCard")
        self.setProperty("role", "card")
        self._presenter = presenter
        self._viewed = 0
        self._viewer: ImageViewer | None = None
        self._browse = ReasonedButton(
            self.tr("Choose an image…"), icon="image", name="lookupBrowse"
        )
        self._browse.clicked.connect(self._on_browse)
        drop = DropZone(
            self.tr("Drop an image here: what it shows, and what it is most like."),
            self._browse,
            takes=dropped_file,
            icon="search",
            name="lookupDrop",
        )
        drop.setAccessibleName(self.tr("Drop an image here"))
        drop.dropped.connect(presenter.look_up)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Looking"))
        self._picture = ThumbnailStrip(edge=_SIDE)
        side = column(drop, self._bar, self._picture, None)
        left = holder(side)
        left.setFixedWidth(_SIDE)
        self._message = Banner("lookupMessage")
        self._headline = label("", "figure", wrap=True, name="lookupHeadline")
        self._confidence = label("", "muted", name="lookupConfidence")
        self._bars = ShareBars("lookupAnswers")
        self._remark = label("", "muted", wrap=True, name="lookupRemark")
        self._tiles = TileView(presenter.relatives, "lookupRelatives", edge=166)
        self._tiles.setAccessibleName(self.tr("Pictures most like it, nearest first"))
        self._tiles.opened.connect(self._on_opened)
        answer = column(
            self._message,
            column(self._headline, self._confidence, spacing=0),
            self._bars,
            self._remark,
            self._tiles,
        )
        answer.addStretch(0)
        answer.setStretch(4, 1)
        whole = row(left, answer, spacing=WIDE, margins=NORMAL + 4)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        self._browse.set_reason(presenter.refusal)
        self._bar.setVisible(presenter.is_looking)
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        self._picture.setVisible(bool(presenter.file))
        self._picture.set_files([presenter.file] if presenter.file else [])
        self._picture.setAccessibleName(presenter.file)
        self._headline.setText(presenter.headline)
        self._headline.setVisible(bool(presenter.headline))
        self._confidence.setText(presenter.confidence)
        self._confidence.setVisible(bool(presenter.confidence))
        self._bars.set_shares(presenter.answers)
        self._remark.setText(presenter.remark)
        self._remark.setVisible(bool(presenter.remark))
        self._tiles.setVisible(presenter.relatives.rowCount() > 0)

    def _on_browse(self) -> None:
        dialog = picture_dialog(
            self, self.tr("Image to look up"), self.tr("Images"), "lookupDialog"
        )
        dialog.fileSelected.connect(self._presenter.look_up)
        dialog.open()

    def _on_opened(self, row_number: int) -> None:
        self._viewed = row_number
        self._viewer = ImageViewer(self.window())
        self._viewer.moved.connect(self._on_moved)
        self._on_moved(0)
        self._viewer.open()

    def _on_moved(self, step: int) -> None:
        last = self._presenter.relatives.rowCount() - 1
        self._viewed = min(max(self._viewed + step, 0), last)
        tile = self._presenter.relatives.tile(self._viewed)
        if self._viewer is not None:
            self._viewer.show_image(tile.file, tile.detail)
