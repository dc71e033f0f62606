"""UserSettings: language, theme and the like, kept in a small JSON file."""

import json
import logging
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

_log = logging.getLogger(__name__)


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


class UserSettingsStore:
    """Reads and writes the settings file; a broken file is set aside and defaults are used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._current = self._read()

    @property
    def current(self) -> UserSettings:
        """The settings as they are now."""
        return self._current

    def change(self, **values: str) -> None:
        """Set some settings and write the file whole, so that a power cut cannot tear it."""
        changed = replace(self._current, **values)
        if changed == self._current:
            return
        self._current = changed
        self._file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._file.with_suffix(".part")
        with temporary.open("w", encoding="utf-8") as stream:
            json.dump(asdict(changed), stream, ensure_ascii=False, indent=2)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(self._file)

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
    if not all(isinstance(value, str) for value in known.values()):
        raise TypeError("a setting is not a text")
    return UserSettings(**known)
