"""BaseModelCard: which local model a workspace goes on from, and choosing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QScrollArea, QVBoxLayout, QWidget

from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import button
from desktop_app.widgets.folder_dialog import folder_dialog
from desktop_app.widgets.layouts import TIGHT, card, holder, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.base_model_presenter import BaseModelPresenter

_WHOLE = 1000


class BaseModelCard(QWidget):
    """Folder first, what was found next, then a button that copies it."""

    def __init__(self, presenter: BaseModelPresenter) -> None:
        super().__init__()
        self.setObjectName("baseModelCard")
        self._presenter = presenter
        self._message = Banner("baseModelMessage")
        self._current = label("", wrap=True, name="baseModelName")
        self._choose = button(
            self.tr("Choose folder…"), self.ask_folder, icon="folder", name="chooseBaseModel"
        )
        self._offer = label("", wrap=True, name="baseModelOffer")
        self._use = button(
            self.tr("Use this model"), presenter.use, kind="primary", name="useBaseModel"
        )
        self._progress = QProgressBar()
        self._progress.setObjectName("baseModelProgress")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Copied"))
        remark = label(
            self.tr(
                "A folder as diffusers writes it, with unet, vae, text_encoder, tokenizer and "
                "scheduler in it, and safetensors alone. Nothing is ever downloaded."
            ),
            "muted",
            wrap=True,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(
            card(
                label(self.tr("Base model"), "section"),
                remark,
                self._message,
                self._current,
                holder(row(self._choose, None)),
                self._offer,
                self._progress,
                holder(row(self._use, None)),
                spacing=TIGHT,
            )
        )
        presenter.changed.connect(self._show)
        self._show()

    def ask_folder(self) -> None:
        """Let the user pick a folder, which is then looked through."""
        dialog = folder_dialog(self, self.tr("Folder of the base model"), "baseModelDialog")
        dialog.fileSelected.connect(self._presenter.look_at)
        dialog.open()

    def _show(self) -> None:
        presenter = self._presenter
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        self._current.setText(presenter.current)
        self._choose.setEnabled(presenter.can_choose)
        self._offer.setText(presenter.offer)
        self._offer.setVisible(bool(presenter.offer))
        self._use.setVisible(presenter.found is not None)
        self._progress.setVisible(presenter.is_busy)
        # Looking through takes no time worth measuring; copying tells how far it is.
        self._progress.setRange(0, 0 if presenter.fraction is None else _WHOLE)
        self._progress.setValue(round((presenter.fraction or 0.0) * _WHOLE))
        if presenter.offer or message:
            # What is said now may lie below the window's edge; its size is known a moment later.
            QTimer.singleShot(0, self, self._come_into_view)

    def _come_into_view(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self, 0, 0)
