"""PolicyPresenter: the settings of the gate and of old teachers, edited and then saved at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import setting_wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.message import Message
from engine.registry.setting_ranges import (
    RANGES,
    SettingKind,
    SettingValue,
    default_value,
    setting_value,
)
from engine.registry.workspace_settings import KEPT

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import RequestRefused, SettingsChanged
    from engine.registry.setting_ranges import SettingRange

#: Chosen in sections of their own.
_ELSEWHERE = {"device", "family", *KEPT}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingState:
    """One setting as the editor shows it."""

    name: str
    value: SettingValue
    default: SettingValue
    #: What holds now; `value` is what it will be once saved.
    stored: SettingValue

    @property
    def is_default(self) -> bool:
        """Whether it is, or will be, as in a new workspace."""
        return self.value == self.default

    @property
    def is_unsaved(self) -> bool:
        """Whether saving would change it."""
        return self.value != self.stored


class PolicyPresenter(QObject):
    """Holds what has been edited until it is saved or discarded.

    Signals:
        changed: A value, or what is to be said about them, has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._draft: dict[str, SettingValue] = {}
        self._request_id: int | None = None
        self._root = client.facts.root if client.facts else None
        self.message: Message | None = None
        client.facts_changed.connect(self._on_facts_changed)
        client.settings_changed.connect(self._on_settings_changed)
        client.request_refused.connect(self._on_request_refused)

    @property
    def names(self) -> tuple[str, ...]:
        """The settings that are edited here, in order."""
        return tuple(name for name in RANGES if name not in _ELSEWHERE)

    @property
    def is_saving(self) -> bool:
        """Whether the engine is storing what was edited."""
        return self._request_id is not None

    @property
    def refusal(self) -> str:
        """Why there is nothing to save now; "" when there is."""
        if self._client.facts is None:
            return self.tr("No workspace is open.")
        if self.is_saving:
            return self.tr("The settings are being saved.")
        if not self._draft:
            return self.tr("Nothing has been changed.")
        return ""

    def state(self, name: str) -> SettingState:
        """A setting as it is and would be."""
        stored = self._stored(name)
        return SettingState(
            name=name,
            value=self._draft.get(name, stored),
            default=default_value(name),
            stored=stored,
        )

    def allowed(self, name: str) -> SettingRange:
        """What the setting may be."""
        return RANGES[name]

    def edit(self, name: str, value: SettingValue) -> None:
        """Note this value for when the settings are saved."""
        if RANGES[name].kind is SettingKind.SHARE:
            # What the editor shows has a tenth of a percent at most.
            value = round(float(value), 3)
        if value == self.state(name).value:
            return
        if value == self._stored(name):
            self._draft.pop(name, None)
        else:
            self._draft[name] = value
        self.message = None
        self.changed.emit()

    def reset(self, name: str) -> None:
        """Note the default for when the settings are saved."""
        self.edit(name, default_value(name))

    def discard(self) -> None:
        """Forget what was edited."""
        self._draft.clear()
        self.message = None
        self.changed.emit()

    def summary(self) -> str:
        """What saving changes, a line for each setting."""
        lines = []
        for name in self.names:
            state = self.state(name)
            if state.is_unsaved:
                before = setting_wording.setting_value(name, state.stored)
                after = setting_wording.setting_value(name, state.value)
                lines.append(f"{setting_wording.setting_name(name)}: {before} → {after}")
        return "\n".join(lines)

    def save(self, reason: str) -> None:
        """Store what was edited; the activity log tells of it."""
        if not self.refusal:
            self.message = None
            self._request_id = self._client.change_settings(dict(self._draft), reason)
            self.changed.emit()

    def retell(self) -> None:
        """Say everything anew, after the language has changed; what is said once is gone."""
        self.message = None

    def _stored(self, name: str) -> SettingValue:
        facts = self._client.facts
        return setting_value(facts.settings, name) if facts else default_value(name)

    def _on_facts_changed(self, _facts: object) -> None:
        facts = self._client.facts
        root = facts.root if facts else None
        if root != self._root:
            self._root = root
            self._draft.clear()
            self.message = None
        self._draft = {
            name: value for name, value in self._draft.items() if value != self._stored(name)
        }
        self.changed.emit()

    def _on_settings_changed(self, notice: SettingsChanged) -> None:
        if notice.request_id != self._request_id:
            return
        self._request_id = None
        text = self.tr("Saved. The activity log tells of each change.")
        self.message = Message(tone="ok", text=text)
        self.changed.emit()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if self._request_id is not None and notice.request_id == self._request_id:
            self._request_id = None
            self.message = Message(tone="error", text=in_users_language(notice.message))
            self.changed.emit()
