"""Every key that does something, in one table for the window, its settings and the sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from desktop_app.i18n.picture_keys import picture_keys

translate = QCoreApplication.translate

#: What the window itself listens for: key to key sequences that do the same. Each has one that
#: works while an input method is active, which swallows plain letters and signs.
WINDOW_KEYS: dict[str, tuple[str, ...]] = {
    "manual": ("F1",),
    "shortcuts": ("Ctrl+/", "?"),
    "palette": ("Ctrl+K", "Ctrl+Shift+P"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """One row of the table."""

    #: Alternatives in Qt's portable notation.
    keys: tuple[str, ...]
    text: str
    #: Where the keys work, in words.
    place: str


def page_keys(number: int) -> str:
    """The keys of the page at this place of the rail, counted from 1."""
    return f"Ctrl+{number}"


def shortcuts(page_texts: Mapping[str, str]) -> tuple[Shortcut, ...]:
    """The whole table; `page_texts` are the pages' names in the order of the rail."""
    everywhere = translate("Shortcuts", "Everywhere")
    go = translate("Shortcuts", "Go to {page}")
    table = [
        _row(WINDOW_KEYS["manual"], translate("Shortcuts", "Manual, at this page"), everywhere),
        _row(
            WINDOW_KEYS["shortcuts"], translate("Shortcuts", "All keyboard shortcuts"), everywhere
        ),
        _row(
            WINDOW_KEYS["palette"], translate("Shortcuts", "Find an action by its name"), everywhere
        ),
    ]
    table += [
        _row((page_keys(number),), go.format(page=text), everywhere)
        for number, text in enumerate(page_texts.values(), 1)
    ]
    generate = page_texts.get("generate", "")
    gallery = [_row(key.keys, key.text, generate) for key in picture_keys()]
    return (*table, *_moving(), *_on_pages(page_texts), *gallery, *_in_the_manual())


def _moving() -> Sequence[Shortcut]:
    place = translate("Shortcuts", "Everywhere")
    return (
        _row(("Tab",), translate("Shortcuts", "Go to the next field or button"), place),
        _row(("Shift+Tab",), translate("Shortcuts", "Go to the one before"), place),
        _row(
            ("Space",),
            translate("Shortcuts", "Press the button, or tick the box, that has the focus"),
            place,
        ),
        _row(
            ("Return",),
            translate("Shortcuts", "Open what is selected, or press a dialog’s main button"),
            place,
        ),
        _row(("Esc",), translate("Shortcuts", "Close a dialog or the large picture"), place),
    )


def _on_pages(page_texts: Mapping[str, str]) -> Sequence[Shortcut]:
    generate = page_texts.get("generate", "")
    return (
        _row(
            ("Left", "Right"),
            translate("Shortcuts", "Go through the pictures, in the grid and in the large view"),
            generate,
        ),
        _row(("Ctrl+A",), translate("Shortcuts", "Select all generated pictures"), generate),
        _row(
            ("Ctrl+F",),
            translate("Shortcuts", "Search the activity log"),
            page_texts.get("records", ""),
        ),
    )


def _in_the_manual() -> Sequence[Shortcut]:
    place = translate("Shortcuts", "Manual")
    return (
        _row(("Ctrl+F",), translate("Shortcuts", "Search the manual"), place),
        _row(("Alt+Left",), translate("Shortcuts", "Back to the page before"), place),
        _row(("Alt+Right",), translate("Shortcuts", "Forward again"), place),
    )


def _row(keys: tuple[str, ...], text: str, place: str) -> Shortcut:
    return Shortcut(keys=keys, text=text, place=place)


def native(keys: Sequence[str]) -> str:
    """Alternatives as this system writes them."""
    kind = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(item).toString(kind) for item in keys)
