"""CommandList: every command with its names in both languages, and those that fit a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTranslator

from desktop_app.help.command_ranking import score
from desktop_app.i18n.command_wording import CommandText, command_texts, english, translate_now
from desktop_app.i18n.shortcut_wording import native
from desktop_app.item_models.entry_list_model import Entry
from desktop_app.settings.locations import assets_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.help.command import Command


class CommandList:
    """In the language of the window when it was made; found in English and Japanese alike."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = {command.key: command for command in commands}
        self._shown = command_texts(translate_now)
        self._others = (command_texts(english), _japanese())

    def command(self, key: str) -> Command:
        """The command of this key."""
        return self._commands[key]

    def find(self, query: str) -> list[Entry]:
        """What fits, best first, what cannot be done now behind what can; all without a query."""
        ranked = []
        for place, key in enumerate(self._commands):
            points = self._points(query, key) if query.strip() else 1
            if points:
                refusal = self._commands[key].refusal()
                ranked.append((bool(refusal), -points, place, self._entry(key, refusal)))
        # By fit first: who types a name wants to read why it cannot be done, not something else.
        order = sorted(ranked, key=lambda row: (row[1], row[0], row[2]) if query else row[:3])
        return [row[3] for row in order]

    def _points(self, query: str, key: str) -> int:
        texts = [self._shown[key], *(other[key] for other in self._others)]
        names = tuple(dict.fromkeys(text.name for text in texts))
        words = tuple(dict.fromkeys(text.words for text in texts))
        return score(query, names, words)

    def _entry(self, key: str, refusal: str) -> Entry:
        command = self._commands[key]
        keys = native(command.keys[:1])
        badge, icon = (keys, "keyboard") if keys else ("", "")
        if refusal:
            badge, icon = QCoreApplication.translate("CommandList", "Not now"), "info"
        return Entry(
            key=key,
            title=self._shown[key].name,
            subtitle=refusal or self._other_name(key),
            badge=badge,
            icon=icon,
            tone="muted",
        )

    def _other_name(self, key: str) -> str:
        """The name in the language that the window does not speak."""
        shown = self._shown[key].name
        return next((t[key].name for t in self._others if t[key].name != shown), "")


def _japanese() -> dict[str, CommandText]:
    translator = QTranslator()
    translator.load(str(assets_dir() / "translations" / "pilotline_ja.qm"))
    return command_texts(lambda context, text: translator.translate(context, text) or text)
