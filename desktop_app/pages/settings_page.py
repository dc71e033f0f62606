"""SettingsPage: what can be set, in sections that a short list at the left leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.pages.appearance_section import AppearanceSection
from desktop_app.pages.device_section import DeviceSection
from desktop_app.pages.generator_section import GeneratorSection
from desktop_app.pages.page import Page
from desktop_app.pages.policy_section import PolicySection
from desktop_app.pages.shortcut_section import ShortcutSection
from desktop_app.pages.storage_section import StorageSection
from desktop_app.pages.workspace_section import WorkspaceSection
from desktop_app.widgets.layouts import NORMAL, column, holder, row, scrolled
from desktop_app.widgets.section_list import SectionList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.i18n.shortcut_wording import Shortcut
    from desktop_app.presenters.settings_presenter import SettingsPresenter
    from desktop_app.settings.user_settings import UserSettingsStore

_LIST_WIDTH = 240


class SettingsPage(Page):
    """One section at a time.

    Signals:
        language_chosen: Carries the language the window is to speak.
        theme_chosen: Carries the look the window is to take.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(
        self,
        presenter: SettingsPresenter,
        settings: UserSettingsStore,
        language: str,
        shortcuts: Sequence[Shortcut],
    ) -> None:
        super().__init__(self.tr("Settings"), "settingsPage")
        self._presenter = presenter
        self._stack = QStackedWidget()
        self._sections: dict[str, QWidget] = {}
        appearance = AppearanceSection(language)
        appearance.language_chosen.connect(self.language_chosen)
        appearance.theme_chosen.connect(self.theme_chosen)
        policy = PolicySection(presenter.policy)
        sections = [
            self._add("appearance", self.tr("Language and theme"), "language", appearance),
            self._add(
                "workspace",
                self.tr("Workspace"),
                "workspace",
                WorkspaceSection(presenter.workspace, settings),
            ),
            self._add("device", self.tr("Device"), "device", DeviceSection(presenter.device)),
            self._add(
                "generator",
                self.tr("Generator"),
                "generate",
                GeneratorSection(presenter.generator),
            ),
            self._add("storage", self.tr("Storage"), "storage", StorageSection(presenter.storage)),
            self._add("policy", self.tr("Update policy"), "policy", policy, policy.buttons),
            self._add(
                "shortcuts", self.tr("Keyboard shortcuts"), "keyboard", ShortcutSection(shortcuts)
            ),
        ]
        self._list = SectionList(sections, presenter.section, "settingsList")
        self._list.setAccessibleName(self.tr("Sections"))
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.chosen.connect(self._on_chosen)
        box = row(self._list, self._stack, spacing=NORMAL + 4)
        box.setStretch(1, 1)
        self.content.addLayout(box, 1)
        self._show(presenter.section)
        # A page that is built anew, for another language say, does not ask for what is known.
        presenter.look(again=False)

    def _add(
        self, key: str, title: str, icon: str, section: QWidget, *below: QWidget
    ) -> tuple[str, str, str]:
        """Put a section into the stack; what is `below` stays in sight while it scrolls."""
        area = scrolled(section)
        whole = column(area, *below)
        whole.setStretch(0, 1)
        self._sections[key] = holder(whole)
        self._stack.addWidget(self._sections[key])
        return key, title, icon

    def _show(self, key: str) -> None:
        self._presenter.section = key
        self._stack.setCurrentWidget(self._sections[key])

    def _on_chosen(self, key: str) -> None:
        self._show(key)
        self._presenter.look(again=True)
