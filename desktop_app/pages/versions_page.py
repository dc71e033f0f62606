"""VersionsPage: what was made when, how good it is, and which version is active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget
from typing_extensions import override

from desktop_app.pages.page import Page
from desktop_app.pages.version_detail import VersionDetail
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import button
from desktop_app.widgets.empty_state import EmptyState
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.layouts import NORMAL, column, holder, row

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop_app.presenters.activation_presenter import ActivationPresenter
    from desktop_app.presenters.compare_presenter import ComparePresenter
    from desktop_app.presenters.versions_presenter import VersionsPresenter

_LIST_WIDTH = 280


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
        self._close = button(
            self.tr("Close"), activation.forget, kind="quiet", name="closeActivation"
        )
        self._back = button("", self._on_go_back, icon="rollback", name="goBackButton")
        self._message = Banner("activationMessage", [self._back, self._close])
        self._bar = QProgressBar()
        self._bar.setObjectName("activationProgress")
        self._bar.setAccessibleName(self.tr("Progress of the verification"))
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        done = button(self.tr("Close"), versions.export.forget, kind="quiet", name="closeExport")
        self._exported = Banner("exportMessage", [done])
        self._stack = QStackedWidget()
        self._empty = self._build_empty()
        self._timeline = EntryView(versions.timeline, "versionTimeline", pictures=False)
        self._timeline.setAccessibleName(self.tr("Versions, newest first"))
        self._timeline.setFixedWidth(_LIST_WIDTH)
        self._timeline.picked.connect(lambda key: versions.select(int(key)))
        self._detail = VersionDetail(versions, activation, compare)
        box = row(self._timeline, self._detail, spacing=NORMAL + 4)
        box.setStretch(1, 1)
        whole = column(self._message, self._bar, self._exported, box)
        whole.setStretch(3, 1)
        self._work = holder(whole)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._work)
        self.content.addWidget(self._stack, 1)
        versions.changed.connect(self._show)
        activation.changed.connect(self._show)
        versions.export.changed.connect(self._show_export)
        self._show()
        self._show_export()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._versions.look_up_costs()

    def _show_export(self) -> None:
        message = self._versions.export.message
        tone, text = (message.tone, message.text) if message else ("info", "")
        self._exported.tell(tone, text)

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

    def _on_go_back(self) -> None:
        number = self._activation.previous_number
        if number is not None:
            self._detail.ask_to_roll_back(number)

    def _show(self) -> None:
        has_versions = self._versions.timeline.rowCount() > 0
        self._stack.setCurrentWidget(self._work if has_versions else self._empty)
        selected = self._versions.selected
        if selected is not None:
            self._timeline.select_key(str(selected.number))
        progress = self._activation.progress
        self._bar.setVisible(self._activation.is_busy)
        self._bar.setValue(round(1000 * progress.fraction) if progress else 0)
        if self.isVisible():
            self._versions.look_up_costs()
        message = self._activation.message
        self._close.setVisible(not self._activation.is_busy)
        before = self._activation.previous_number
        text = self.tr("Go back to version {number}…").format(number=before)
        self._back.setText(f" {text}")
        self._back.setAccessibleName(text)
        self._back.setVisible(before is not None)
        if self._activation.is_busy:
            self._message.tell("info", self._activation.progress_text)
        elif message is None:
            self._message.tell("info", "")
        else:
            checks = "".join(f"\n· {sentence}" for sentence in self._activation.checks)
            self._message.tell(message.tone, message.text + checks)
