"""SettingsPage: what can be set, in sections that a short list at the left leads to."""

from __future__ import annotations

from functools import partial
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
    from collections.abc import Callable, Sequence

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
        # Built when first looked at: all of them together are most of the program's widgets.
        self._builders: dict[str, Callable[[], QWidget]] = {
            "appearance": partial(self._appearance, language),
            "workspace": lambda: _whole(WorkspaceSection(presenter.workspace, settings)),
            "device": lambda: _whole(DeviceSection(presenter.device)),
            "generator": lambda: _whole(GeneratorSection(presenter.generator)),
            "storage": lambda: _whole(StorageSection(presenter.storage)),
            "policy": self._policy,
            "shortcuts": lambda: _whole(ShortcutSection(shortcuts)),
        }
        sections = [
            ("appearance", self.tr("Language and theme"), "language"),
            ("workspace", self.tr("Workspace"), "workspace"),
            ("device", self.tr("Device"), "device"),
            ("generator", self.tr("Generator"), "generate"),
            ("storage", self.tr("Storage"), "storage"),
            ("policy", self.tr("Update policy"), "policy"),
            ("shortcuts", self.tr("Keyboard shortcuts"), "keyboard"),
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

    def _appearance(self, language: str) -> QWidget:
        section = AppearanceSection(language)
        section.language_chosen.connect(self.language_chosen)
        section.theme_chosen.connect(self.theme_chosen)
        return _whole(section)

    def _policy(self) -> QWidget:
        section = PolicySection(self._presenter.policy)
        return _whole(section, section.buttons)

    def _show(self, key: str) -> None:
        self._presenter.section = key
        if key not in self._sections:
            self._sections[key] = self._builders[key]()
            self._stack.addWidget(self._sections[key])
        self._stack.setCurrentWidget(self._sections[key])

    def _on_chosen(self, key: str) -> None:
        self._show(key)
        self._presenter.look(again=True)


def _whole(section: QWidget, *below: QWidget) -> QWidget:
    """A section that scrolls; what is `below` stays in sight meanwhile."""
    whole = column(scrolled(section), *below)
    whole.setStretch(0, 1)
    return holder(whole)
