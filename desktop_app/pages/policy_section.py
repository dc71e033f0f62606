"""PolicySection: what the gate demands, how often an update is tried, and which teachers stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.pages.setting_row import SettingRow
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.layouts import NORMAL, card, column, row
from desktop_app.widgets.texts import label, line

if TYPE_CHECKING:
    from desktop_app.presenters.policy_presenter import PolicyPresenter


class PolicySection(QWidget):
    """A row for each setting; nothing holds before it is saved."""

    def __init__(self, presenter: PolicyPresenter) -> None:
        super().__init__()
        self.setObjectName("policySection")
        self._presenter = presenter
        self._message = Banner("policyMessage")
        self._rows = [SettingRow(presenter, name) for name in presenter.names]
        remark = label(
            self.tr(
                "These hold for every later update of this workspace. A version that was judged "
                "before keeps its verdict."
            ),
            "muted",
            wrap=True,
        )
        box = card(label(self.tr("Update policy"), "section"), remark, spacing=NORMAL)
        layout = box.layout()
        if layout is not None:
            for item in self._rows:
                layout.addWidget(line())
                layout.addWidget(item)
        self._save = ReasonedButton(
            self.tr("Save…"), kind="primary", icon="save", name="savePolicy", beside=True
        )
        self._save.clicked.connect(self._on_save)
        self._discard = button(self.tr("Discard"), presenter.discard, name="discardPolicy")
        actions = row(self._save, self._discard)
        actions.setStretch(0, 1)
        #: Stands below the section, in sight while that scrolls.
        self.buttons = card(actions, name="policyActions")
        self.setLayout(column(self._message, box, None))
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        self._save.set_reason(presenter.refusal)
        self._discard.setVisible(bool(presenter.summary()) and not presenter.is_saving)
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        for item in self._rows:
            item.show_state()

    def _on_save(self) -> None:
        presenter = self._presenter
        changes = "".join(f"\n· {item}" for item in presenter.summary().splitlines())
        dialog = ConfirmDialog(
            self.window(),
            title=self.tr("Change the update policy?"),
            consequence=self.tr("From the next update on:") + changes,
            action=self.tr("Save the changes"),
            icon="policy",
        )
        dialog.confirmed.connect(presenter.save)
        dialog.open()
