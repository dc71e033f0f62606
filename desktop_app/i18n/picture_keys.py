"""The keys of the gallery: single letters as photographers know them, each with an alternative.

A Japanese input method takes letters and digits for itself; with Alt or Ctrl they reach the window.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.registry.picture_judgements import HIGHEST_RATING

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureKey:
    """What a key does."""

    name: str
    text: str
    #: As QKeySequence reads them; the one to be shown first.
    keys: tuple[str, ...]


def picture_keys() -> tuple[PictureKey, ...]:
    """Every key of the gallery, in the order of a shortcut sheet."""
    ratings = [
        PictureKey(
            name=f"rate{value}",
            text=translate("PictureKeys", "Rate {value}").format(value=value),
            keys=(str(value), f"Alt+{value}"),
        )
        for value in range(1, HIGHEST_RATING + 1)
    ]
    return (
        _key("pick", translate("PictureKeys", "Pick"), "P", "Alt+P"),
        _key("reject", translate("PictureKeys", "Reject"), "X", "Alt+X"),
        _key("unflag", translate("PictureKeys", "Neither pick nor reject"), "U", "Alt+U"),
        *ratings,
        _key("rate0", translate("PictureKeys", "Take the rating away"), "0", "Alt+0"),
        _key("undo", translate("PictureKeys", "Take the last judgement back"), "Ctrl+Z"),
        _key("grid", translate("PictureKeys", "Show all in a grid"), "G", "Alt+G", "Esc"),
        _key(
            "loupe",
            translate("PictureKeys", "Show one large"),
            *("Space", "Return", "Enter", "E", "Alt+E"),
        ),
        _key("compare", translate("PictureKeys", "Compare two"), "C", "Alt+C"),
        _key("mode", translate("PictureKeys", "Compare in another way"), "M", "Alt+M"),
        _key("zoomIn", translate("PictureKeys", "Zoom in"), "+", "Ctrl++", "="),
        _key("zoomOut", translate("PictureKeys", "Zoom out"), "-", "Ctrl+-"),
        _key("fit", translate("PictureKeys", "Show the whole picture"), "Z", "Alt+Z", "Ctrl+0"),
        _key("recall", translate("PictureKeys", "Use its seed again"), "S", "Alt+S"),
        _key("copy", translate("PictureKeys", "Copy"), "Ctrl+C"),
        _key("save", translate("PictureKeys", "Save as PNG…"), "Ctrl+S"),
    )


def _key(name: str, text: str, *keys: str) -> PictureKey:
    return PictureKey(name=name, text=text, keys=keys)
