"""UserSettings: language, theme and the like, kept in a small JSON file."""

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from engine.registry.atomic_file import write_atomically

_log = logging.getLogger(__name__)

_RECENT_KEPT = 8
#: The tour has been taken or declined.
TOUR_OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSettings:
    """What one user has chosen on this machine."""

    #: "en", "ja" or "" for the system's language.
    language: str = ""
    #: "light" or "dark".
    theme: str = "light"
    #: Absolute folder; "" for the default one.
    workspace: str = ""
    #: The page shown when the window was closed.
    page: str = "products"
    #: Qt's saved window geometry, base64.
    geometry: str = ""
    #: Step of the tour one is at, counted from 1; TOUR_OVER behind the last; "" before the first.
    tour: str = ""
    #: Workspaces that were open, absolute folders, the latest first.
    recent_workspaces: tuple[str, ...] = ()


class UserSettingsStore:
    """Reads and writes the settings file; a broken file is set aside and defaults are used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._current = self._read()

    @property
    def current(self) -> UserSettings:
        """The settings as they are now."""
        return self._current

    def change(self, **values: str | tuple[str, ...]) -> None:
        """Set some settings and write the file whole, so that a power cut cannot tear it.

        Where the file cannot be written the settings hold until the program ends.
        """
        changed = replace(self._current, **values)  # type: ignore[arg-type]
        if changed == self._current:
            return
        self._current = changed
        text = json.dumps(asdict(changed), ensure_ascii=False, indent=2)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._file, f"{text}\n".encode())
        except OSError as error:
            _log.info("settings file %s cannot be written: %s", self._file, error)

    def note_workspace(self, root: Path) -> None:
        """This workspace is open now: put it first among the recent ones."""
        others = [item for item in self._current.recent_workspaces if item != str(root)]
        self.change(recent_workspaces=(str(root), *others)[:_RECENT_KEPT])

    def _read(self) -> UserSettings:
        if not self._file.exists():
            return UserSettings()
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
            return _settings_from(stored)
        except (OSError, ValueError, TypeError) as error:
            _log.info("settings file %s is unreadable (%s); defaults are used", self._file, error)
            self._set_aside()
            return UserSettings()

    def _set_aside(self) -> None:
        try:
            self._file.replace(self._file.with_suffix(".broken"))
        except OSError as error:
            _log.info("cannot set %s aside: %s", self._file, error)


def _settings_from(stored: object) -> UserSettings:
    if not isinstance(stored, dict):
        raise TypeError("the settings are not a JSON object")
    names = {field.name for field in fields(UserSettings)}
    known = {name: value for name, value in stored.items() if name in names}
    recent = known.pop("recent_workspaces", [])
    if not isinstance(recent, list) or not all(isinstance(item, str) for item in recent):
        raise TypeError("the recent workspaces are not a list of texts")
    if not all(isinstance(value, str) for value in known.values()):
        raise TypeError("a setting is not a text")
    return UserSettings(recent_workspaces=tuple(recent), **known)
