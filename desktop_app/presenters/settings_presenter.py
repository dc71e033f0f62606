"""SettingsPresenter: what can be set, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.presenters.device_presenter import DevicePresenter
from desktop_app.presenters.generator_presenter import GeneratorPresenter
from desktop_app.presenters.policy_presenter import PolicyPresenter
from desktop_app.presenters.storage_presenter import StoragePresenter
from desktop_app.presenters.workspace_presenter import WorkspacePresenter

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient


class SettingsPresenter(QObject):
    """Holds the presenters of the sections, and which section is shown."""

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = WorkspacePresenter(client, self)
        self.device = DevicePresenter(client, self)
        self.generator = GeneratorPresenter(client, self)
        self.storage = StoragePresenter(client, self)
        self.policy = PolicyPresenter(client, self)
        #: Outlives the page, which is built anew when language or theme change.
        self.section = "appearance"

    def look(self, *, again: bool) -> None:
        """Ask the engine for what the section shows; it takes a moment, so only for who looks."""
        if self.section == "storage" and (again or not self.storage.is_known):
            self.storage.look()
        if self.section == "device":
            self.device.look()

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        for presenter in (self.workspace, self.device, self.generator, self.storage, self.policy):
            presenter.retell()
