"""WorkspaceSection: where the workspace is, and taking another one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.fact_grid import FactGrid
from desktop_app.widgets.folder_dialog import folder_dialog
from desktop_app.widgets.layouts import NORMAL, TIGHT, card, clear, column, holder, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.presenters.workspace_presenter import WorkspacePresenter
    from desktop_app.settings.user_settings import UserSettingsStore


class WorkspaceSection(QWidget):
    """Its folder, what can be done with it, and those that were open before."""

    def __init__(self, presenter: WorkspacePresenter, settings: UserSettingsStore) -> None:
        super().__init__()
        self.setObjectName("workspaceSection")
        self._presenter = presenter
        self._settings = settings
        self._shown_recent: tuple[str, ...] | None = None
        self._message = Banner("workspaceMessage")
        self._facts = FactGrid("workspaceFacts")
        self._show_folder = button(
            self.tr("Show the folder"), self._on_show, icon="folder", name="showWorkspace"
        )
        self._open = self._action(self.tr("Open…"), "openWorkspace", self._on_open)
        self._create = self._action(self.tr("Create…"), "createWorkspace", self._on_create)
        self._move = self._action(self.tr("Move…"), "moveWorkspace", self._on_move)
        self._reason = label("", "muted", name="workspaceBusy")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(TIGHT)
        buttons = row(self._show_folder, self._open, self._create, self._move, None, spacing=8)
        remark = label(
            self.tr(
                "A workspace is one folder with everything Pilotline knows: records, versions and "
                "settings. Your photographs stay where they are."
            ),
            "muted",
            wrap=True,
        )
        self._recent_box = card(
            label(self.tr("Recently open"), "section"), self._recent, name="recentWorkspaces"
        )
        self.setLayout(
            column(
                self._message,
                card(
                    label(self.tr("Workspace"), "section"),
                    remark,
                    self._facts,
                    holder(buttons),
                    self._reason,
                ),
                self._recent_box,
                None,
                spacing=NORMAL,
            )
        )
        presenter.changed.connect(self._show)
        self._show()

    def _action(self, text: str, name: str, on_click: Callable[[], None]) -> ReasonedButton:
        made = ReasonedButton(text, name=name)
        made.clicked.connect(on_click)
        return made

    def _show(self) -> None:
        presenter = self._presenter
        root = presenter.root
        folder = str(root) if root else self.tr("none is open")
        self._facts.set_facts([(self.tr("Folder"), folder)])
        self._show_folder.setVisible(root is not None)
        self._move.setVisible(root is not None)
        busy = presenter.refusal
        self._reason.setText(busy)
        self._reason.setVisible(bool(busy))
        for item in (self._open, self._create, self._move):
            item.button.setEnabled(not busy)
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        self._show_recent(str(root) if root else "")

    def _show_recent(self, root: str) -> None:
        recent = self._settings.current.recent_workspaces
        others = tuple(item for item in recent if item != root)
        if others == self._shown_recent:
            return
        self._shown_recent = others
        clear(self._recent)
        for number, folder in enumerate(others):
            text = label(folder, wrap=True)
            go = button(
                self.tr("Open"),
                partial(self._presenter.open, folder),
                name=f"openRecent_{number}",
            )
            go.setAccessibleName(self.tr("Open {folder}").format(folder=folder))
            line = row(text, go)
            line.setStretch(0, 1)
            self._recent.addLayout(line)
        self._recent_box.setVisible(bool(others))

    def _on_show(self) -> None:
        root = self._presenter.root
        if root is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(root)))

    def _on_open(self) -> None:
        self._ask_folder(
            self.tr("Folder of the workspace"), "openWorkspaceDialog", self._presenter.open
        )

    def _on_create(self) -> None:
        self._ask_folder(
            self.tr("An empty folder for the new workspace"),
            "createWorkspaceDialog",
            self._presenter.create,
        )

    def _on_move(self) -> None:
        self._ask_folder(
            self.tr("The folder to move the workspace into"),
            "moveWorkspaceDialog",
            self._confirm_move,
        )

    def _ask_folder(self, title: str, name: str, use: Callable[[str], None]) -> None:
        dialog = folder_dialog(self.window(), title, name)
        dialog.fileSelected.connect(use)
        dialog.open()

    def _confirm_move(self, folder: str) -> None:
        root = self._presenter.root
        if root is None:
            return
        target = target_of_move(Path(folder), root)
        dialog = ConfirmDialog(
            self.window(),
            title=self.tr("Move the workspace?"),
            consequence=self.tr(
                "It goes from {old} to {new}. To another disk every file is copied and compared "
                "first; the old folder goes last. Nothing else can be done meanwhile."
            ).format(old=root, new=target),
            action=self.tr("Move the workspace"),
            icon="workspace",
            asks_reason=False,
        )
        dialog.confirmed.connect(lambda _reason: self._presenter.move(str(target)))
        dialog.open()


def target_of_move(folder: Path, root: Path) -> Path:
    """The folder itself where it is empty, else one of the workspace's name in it."""
    try:
        is_empty = not any(folder.iterdir())
    except OSError:
        is_empty = True
    return folder if is_empty else folder / root.name
