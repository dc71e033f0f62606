"""OutcomeCard: what an update has yielded, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import wording
from desktop_app.pages.quality_table import QualityTable
from desktop_app.pages.verdict_list import VerdictList
from desktop_app.presenters.version_figures import product_qualities
from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import card, column, holder, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from desktop_app.presenters.job_presenter import JobPresenter
    from engine.registry.entities import Version


class OutcomeCard(QWidget):
    """Verdict, figures of every product, and the two ways on.

    Signals:
        went_to: Carries the key of the page the user wants to go to.
    """

    went_to = Signal(str)

    def __init__(self, presenter: JobPresenter) -> None:
        super().__init__()
        self.setObjectName("outcomeCard")
        self._presenter = presenter
        self._shown: Version | None = None
        self._title = label("", "section", wrap=True, name="outcomeTitle")
        self._verdict = VerdictList("outcomeVerdict")
        self._table = QualityTable("outcomeQualities")
        self._see = button(
            self.tr("Compare and approve"),
            self._go_to_versions,
            kind="primary",
            name="seeVersionsButton",
        )
        self._draw = button(
            self.tr("Generate pictures"),
            lambda: self.went_to.emit("generate"),
            name="outcomeGenerate",
        )
        self._next = button(self.tr("Next update"), presenter.dismiss, name="nextUpdateButton")
        buttons = row(self._see, self._draw, self._next, None)
        self.setLayout(column(card(self._title, self._verdict, self._table, holder(buttons)), None))
        presenter.changed.connect(self._show)
        self._show()

    def _go_to_versions(self) -> None:
        self.went_to.emit("versions")

    def _show(self) -> None:
        version = self._presenter.version
        if version is None or version == self._shown:
            return
        self._shown = version
        self._title.setText(self._title_text(version))
        self._verdict.set_verdict(version.verdict)
        self._table.set_qualities(product_qualities(version))
        self._draw.setVisible(version.is_active)
        is_candidate = version.state == "candidate"
        self._see.setText(
            self.tr("Compare and approve") if is_candidate else self.tr("See the version")
        )

    def _title_text(self, version: Version) -> str:
        if version.is_active:
            return self.tr("Version {number} passed the gate and is active.").format(
                number=version.number
            )
        if version.state == "rejected":
            return self.tr(
                "The gate rejected version {number}; nothing has changed for the active version."
            ).format(number=version.number)
        if version.state == "candidate":
            return self.tr("Version {number} passed the gate and waits for approval.").format(
                number=version.number
            )
        return self.tr("Version {number}: {state}").format(
            number=version.number, state=wording.version_state(version.state)
        )
