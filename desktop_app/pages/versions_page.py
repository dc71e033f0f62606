"""VersionsPage: what was made when, how good it is, and which version is active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.pages.page import Page
from desktop_app.pages.version_detail import VersionDetail
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import button
from desktop_app.widgets.empty_state import EmptyState
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.layouts import NORMAL, column, holder, row

if TYPE_CHECKING:
    from desktop_app.presenters.activation_presenter import ActivationPresenter
    from desktop_app.presenters.compare_presenter import ComparePresenter
    from desktop_app.presenters.versions_presenter import VersionsPresenter

_LIST_WIDTH = 320


class VersionsPage(Page):
    """Timeline left, one version right."""

    def __init__(
        self,
        versions: VersionsPresenter,
        activation: ActivationPresenter,
        compare: ComparePresenter,
    ) -> None:
        super().__init__(self.tr("Versions"), "versionsPage")
        self._versions = versions
        self._activation = activation
        close = button(self.tr("Close"), activation.forget, kind="quiet", name="closeActivation")
        self._message = Banner("activationMessage", [close])
        self._stack = QStackedWidget()
        self._empty = self._build_empty()
        self._timeline = EntryView(versions.timeline, "versionTimeline", pictures=False)
        self._timeline.setAccessibleName(self.tr("Versions, newest first"))
        self._timeline.setFixedWidth(_LIST_WIDTH)
        self._timeline.picked.connect(lambda key: versions.select(int(key)))
        detail = VersionDetail(versions, activation, compare)
        box = row(self._timeline, detail, spacing=NORMAL + 4)
        box.setStretch(1, 1)
        whole = column(self._message, box)
        whole.setStretch(1, 1)
        self._work = holder(whole)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._work)
        self.content.addWidget(self._stack, 1)
        versions.changed.connect(self._show)
        activation.changed.connect(self._show)
        self._show()

    def _build_empty(self) -> QWidget:
        go = button(self.tr("Go to Update"), lambda: self.went_to.emit("update"), kind="primary")
        return EmptyState(
            "versions",
            self.tr("No versions yet"),
            self.tr(
                "Every update yields a version: measured, unchangeable, and easy to go back to."
            ),
            [go],
            "versionsEmpty",
        )

    def _show(self) -> None:
        has_versions = self._versions.timeline.rowCount() > 0
        self._stack.setCurrentWidget(self._work if has_versions else self._empty)
        selected = self._versions.selected
        if selected is not None:
            self._timeline.select_key(str(selected.number))
        message = self._activation.message
        if self._activation.is_busy:
            self._message.tell("info", self.tr("Files and canary pictures are being verified…"))
        elif message is None:
            self._message.tell("info", "")
        else:
            checks = "".join(f"\n· {sentence}" for sentence in self._activation.checks)
            self._message.tell(message.tone, message.text + checks)
