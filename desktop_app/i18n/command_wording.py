"""What the command palette calls each action: a name, and words it is also known by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    #: Gives the translation of a text in a context: QCoreApplication.translate for the language in
    #: use, a QTranslator's for another one, and the text itself for English.
    Translate = Callable[[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandText:
    """How one action is named and found."""

    name: str
    #: Other words for it; in Japanese also how it is read.
    words: str = ""


def english(_context: str, text: str) -> str:
    """The source language needs no translator."""
    return text


def translate_now(context: str, text: str) -> str:
    """Into the language in use."""
    return QCoreApplication.translate(context, text)


def page_names(translate: Translate) -> dict[str, str]:
    """Page key to its name, in the order of the rail."""
    return {
        "products": translate("MainWindow", "Products"),
        "update": translate("MainWindow", "Update"),
        "generate": translate("MainWindow", "Generate"),
        "versions": translate("MainWindow", "Versions"),
        "quality": translate("MainWindow", "Quality"),
        "records": translate("MainWindow", "Records"),
        "settings": translate("MainWindow", "Settings"),
    }


def section_names(translate: Translate) -> dict[str, str]:
    """Section of the settings to its name."""
    return {
        "appearance": translate("SettingsPage", "Language and theme"),
        "workspace": translate("SettingsPage", "Workspace"),
        "device": translate("SettingsPage", "Device"),
        "generator": translate("SettingsPage", "Generator"),
        "storage": translate("SettingsPage", "Storage"),
        "policy": translate("SettingsPage", "Update policy"),
        "shortcuts": translate("SettingsPage", "Keyboard shortcuts"),
    }


def command_texts(translate: Translate) -> dict[str, CommandText]:
    """Every command's texts by its key."""
    return {
        **_going(translate),
        **_learning(translate),
        **_drawing(translate),
        **_measuring(translate),
        **_keeping(translate),
        **_helping(translate),
    }


def _going(translate: Translate) -> dict[str, CommandText]:
    words = {
        "products": translate("CommandWords", "register photographs classes"),
        "update": translate("CommandWords", "learn teach train"),
        "generate": translate("CommandWords", "draw pictures images synthesise"),
        "versions": translate("CommandWords", "models history lineage"),
        "quality": translate("CommandWords", "retention figures metrics"),
        "records": translate("CommandWords", "audit log history ledger"),
        "settings": translate("CommandWords", "preferences options"),
    }
    go = translate("Command", "Go to {page}")
    texts = {
        f"go_{key}": CommandText(name=go.format(page=name), words=words[key])
        for key, name in page_names(translate).items()
    }
    section = translate("Command", "Settings: {section}")
    return texts | {
        f"set_{key}": CommandText(name=section.format(section=name))
        for key, name in section_names(translate).items()
    }


def _learning(translate: Translate) -> dict[str, CommandText]:
    return {
        "register": CommandText(
            name=translate("Command", "Register a product…"),
            words=translate("CommandWords", "add new import folder photographs"),
        ),
        "extend": CommandText(
            name=translate("Command", "Add photographs to the selected product…"),
            words=translate("CommandWords", "more images extend"),
        ),
        "retire": CommandText(
            name=translate("Command", "Retire the selected product…"),
            words=translate("CommandWords", "delete remove forget"),
        ),
        "sample_line": CommandText(
            name=translate("Command", "Try the sample line"),
            words=translate("CommandWords", "demo example practice"),
        ),
        "start_update": CommandText(
            name=translate("Command", "Start the update"),
            words=translate("CommandWords", "learn teach train run"),
        ),
        "pause_update": CommandText(
            name=translate("Command", "Pause the update"),
            words=translate("CommandWords", "hold suspend stop"),
        ),
        "resume_update": CommandText(
            name=translate("Command", "Resume the update"),
            words=translate("CommandWords", "continue go on"),
        ),
        "give_up_update": CommandText(
            name=translate("Command", "Give the update up…"),
            words=translate("CommandWords", "cancel abort stop"),
        ),
    }


def _drawing(translate: Translate) -> dict[str, CommandText]:
    return {
        "generate": CommandText(
            name=translate("Command", "Generate pictures"),
            words=translate("CommandWords", "draw images synthesise"),
        ),
        "undo_judgement": CommandText(
            name=translate("Command", "Undo the last judgement of pictures"),
            words=translate("CommandWords", "take back revert pick reject rating"),
        ),
        "approve": CommandText(
            name=translate("Command", "Approve the selected version…"),
            words=translate("CommandWords", "accept activate promote release"),
        ),
        "roll_back": CommandText(
            name=translate("Command", "Roll back to the selected version…"),
            words=translate("CommandWords", "undo revert restore go back"),
        ),
        "compare": CommandText(
            name=translate("Command", "Compare two versions side by side"),
            words=translate("CommandWords", "draw both old new difference"),
        ),
    }


def _measuring(translate: Translate) -> dict[str, CommandText]:
    return {
        "report_pdf": CommandText(
            name=translate("Command", "Save the quality report as PDF…"),
            words=translate("CommandWords", "print export"),
        ),
        "report_html": CommandText(
            name=translate("Command", "Save the quality report as HTML…"),
            words=translate("CommandWords", "print export"),
        ),
        "report_print": CommandText(
            name=translate("Command", "Print the quality report…"),
            words=translate("CommandWords", "printer paper"),
        ),
        "verify": CommandText(
            name=translate("Command", "Verify the records"),
            words=translate("CommandWords", "check audit hash integrity"),
        ),
        "export_csv": CommandText(
            name=translate("Command", "Export the activity log as CSV…"),
            words=translate("CommandWords", "save table spreadsheet"),
        ),
        "export_pdf": CommandText(
            name=translate("Command", "Export the activity log as PDF…"),
            words=translate("CommandWords", "print export"),
        ),
    }


def _keeping(translate: Translate) -> dict[str, CommandText]:
    return {
        "language_en": CommandText(
            name=translate("Command", "Switch to English"),
            words=translate("CommandWords", "language"),
        ),
        "language_ja": CommandText(
            name=translate("Command", "Switch to Japanese"),
            words=translate("CommandWords", "language nihongo"),
        ),
        "theme_light": CommandText(
            name=translate("Command", "Light theme"),
            words=translate("CommandWords", "look bright appearance"),
        ),
        "theme_dark": CommandText(
            name=translate("Command", "Dark theme"),
            words=translate("CommandWords", "look night appearance"),
        ),
        "open_workspace": CommandText(
            name=translate("Command", "Open another workspace…"),
            words=translate("CommandWords", "switch folder project"),
        ),
        "show_folder": CommandText(
            name=translate("Command", "Show the workspace’s folder"),
            words=translate("CommandWords", "explorer files"),
        ),
        "close": CommandText(
            name=translate("Command", "Close Pilotline"),
            words=translate("CommandWords", "quit exit end"),
        ),
    }


def _helping(translate: Translate) -> dict[str, CommandText]:
    return {
        "manual": CommandText(
            name=translate("Command", "Manual for this page"),
            words=translate("CommandWords", "help documentation guide"),
        ),
        "idea": CommandText(
            name=translate("Command", "Manual: the idea in one page"),
            words=translate("CommandWords", "help words glossary start"),
        ),
        "trouble": CommandText(
            name=translate("Command", "Manual: when something goes wrong"),
            words=translate("CommandWords", "help error problem troubleshooting"),
        ),
        "shortcuts": CommandText(
            name=translate("Command", "All keyboard shortcuts"),
            words=translate("CommandWords", "help keys cheat sheet"),
        ),
        "tour": CommandText(
            name=translate("Command", "Start the tour with the sample line"),
            words=translate("CommandWords", "help first steps demo introduction"),
        ),
    }
