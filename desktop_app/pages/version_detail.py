"""VersionDetail: verdict, figures and pictures of one version, and its place in production."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QTabWidget, QWidget

from desktop_app.i18n import wording
from desktop_app.pages.compare_card import CompareCard
from desktop_app.pages.quality_table import QualityTable
from desktop_app.pages.verdict_list import VerdictList
from desktop_app.presenters.version_figures import product_qualities
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.fact_grid import FactGrid, FigureTiles
from desktop_app.widgets.folder_dialog import folder_dialog
from desktop_app.widgets.layouts import TIGHT, card, column, holder, row, scrolled
from desktop_app.widgets.texts import icon_label, label, set_icon, set_tone

if TYPE_CHECKING:
    from desktop_app.presenters.activation_presenter import ActivationPresenter
    from desktop_app.presenters.compare_presenter import ComparePresenter
    from desktop_app.presenters.versions_presenter import VersionsPresenter
    from engine.registry.entities import Version


class VersionDetail(QWidget):
    """Everything about the selected version, with Approve and Roll back."""

    def __init__(
        self,
        versions: VersionsPresenter,
        activation: ActivationPresenter,
        compare: ComparePresenter,
    ) -> None:
        super().__init__()
        self.setObjectName("versionDetail")
        self._versions = versions
        self._activation = activation
        self._compare = CompareCard(versions, compare)
        self._verdict = VerdictList("versionVerdict")
        self._table = QualityTable("versionQualities")
        self._student = FigureTiles("studentFigures")
        self._student_box = holder(
            column(label(self.tr("Deployed student"), "strong"), self._student, spacing=TIGHT)
        )
        self._facts = FactGrid("versionFacts")
        self._changes = FactGrid("versionChanges")
        self._changes_title = label("", "strong", name="versionChangesTitle")
        changed = card(self._changes_title, self._changes, None, name="versionChanged")
        self._ledger = label("", "muted", wrap=True, name="versionLedger")
        quality = card(self._verdict, self._table, self._student_box, None, name="versionQuality")
        record = card(self._facts, self._ledger, None, name="versionRecord")
        tabs = QTabWidget()
        tabs.setObjectName("versionTabs")
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(scrolled(quality), self.tr("Gate and figures"))
        tabs.addTab(self._compare, self.tr("Side by side"))
        tabs.addTab(scrolled(changed), self.tr("What changed"))
        tabs.addTab(scrolled(record), self.tr("Record"))
        whole = column(self._build_head(), tabs)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        versions.changed.connect(self._show)
        activation.changed.connect(self._show)
        versions.export.changed.connect(self._show)
        self._show()

    def _build_head(self) -> QWidget:
        self._title = label("", "section", name="versionTitle")
        self._icon = icon_label("active", 18)
        self._state = label("", name="versionState")
        self._approve = ReasonedButton(
            self.tr("Approve…"), kind="primary", icon="approve", name="approveButton", beside=True
        )
        self._approve.clicked.connect(self._on_approve)
        self._rollback = ReasonedButton(
            self.tr("Roll back to this version…"),
            icon="rollback",
            name="rollbackButton",
            beside=True,
        )
        self._rollback.clicked.connect(self._on_rollback)
        titles = row(self._title, self._icon, self._state, spacing=TIGHT + 2)
        line = row(titles, None, self._approve, self._rollback, self._build_export())
        return card(holder(line), name="versionHead")

    def _build_export(self) -> QPushButton:
        self._export = button(self.tr("Export"), icon="save", name="exportButton")
        menu = QMenu(self._export)
        menu.setObjectName("exportMenu")
        for form, text in (
            ("onnx", self.tr("ONNX files, for other programs…")),
            ("diffusers", self.tr("A diffusers folder, for further training…")),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"export_{form}")
            action.triggered.connect(partial(self._on_export, form))
        self._export.setMenu(menu)
        return self._export

    def _on_export(self, form: str, _is_checked: bool = False) -> None:
        version = self._versions.selected
        if version is None:
            return
        dialog = folder_dialog(self, self.tr("Empty folder for the export"), "exportDialog")
        dialog.fileSelected.connect(partial(self._versions.export.export, version.number, form))
        dialog.open()

    def _show(self) -> None:
        version = self._versions.selected
        self.setVisible(version is not None)
        if version is None:
            return
        self._title.setText(self.tr("Version {number}").format(number=version.number))
        is_rejected = version.state == "rejected"
        tone = "error" if is_rejected else ""
        icon = wording.version_icon(version.state, is_active=version.is_active)
        set_icon(self._icon, icon, 18, tone or "text")
        self._state.setText(wording.version_state(version.state, is_active=version.is_active))
        set_tone(self._state, tone)
        self._show_actions(version)
        self._verdict.set_verdict(version.verdict)
        self._table.set_qualities(product_qualities(version))
        figures = self._versions.student_facts(version)
        self._student.set_figures(figures)
        self._student_box.setVisible(bool(figures))
        self._facts.set_facts(self._versions.facts_of(version))
        self._changes.set_facts(self._versions.changes_of(version))
        parent = version.parent_number
        title = self.tr("Against version {number}").format(number=parent)
        self._changes_title.setText(title if parent else self.tr("The first version"))
        self._export.setEnabled(not self._versions.export.is_running)
        ledger = self._versions.activations_of(version)
        self._ledger.setText("\n".join(ledger))
        self._ledger.setVisible(bool(ledger))

    def _show_actions(self, version: Version) -> None:
        # One of the two is the natural next step; the other would only be in the way.
        can_go_back = version.state == "approved"
        self._approve.setVisible(not can_go_back)
        self._rollback.setVisible(can_go_back)
        self._approve.set_reason(self._activation.approval_refusal(version))
        self._rollback.set_reason(self._activation.rollback_refusal(version))

    def _on_approve(self) -> None:
        version = self._versions.selected
        if version is None:
            return
        dialog = ConfirmDialog(
            self.window(),
            title=self.tr("Approve version {number}?").format(number=version.number),
            consequence=self._activation.approval_consequence(version),
            action=self.tr("Approve and activate"),
            icon="approve",
        )
        dialog.confirmed.connect(lambda reason: self._activation.approve(version.number, reason))
        dialog.open()

    def _on_rollback(self) -> None:
        version = self._versions.selected
        if version is not None:
            self.ask_to_roll_back(version.number)

    def ask_to_roll_back(self, number: int) -> None:
        """Name the consequence and let the user decide, also of a version that is not selected."""
        version = next((v for v in self._versions.versions if v.number == number), None)
        if version is None or self._activation.rollback_refusal(version):
            return
        dialog = ConfirmDialog(
            self.window(),
            title=self.tr("Roll back to version {number}?").format(number=version.number),
            consequence=self._activation.rollback_consequence(version),
            action=self.tr("Roll back to version {number}").format(number=version.number),
            icon="rollback",
        )
        dialog.confirmed.connect(lambda reason: self._activation.roll_back(version.number, reason))
        dialog.open()
