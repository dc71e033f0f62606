"""The engine speaks English sentences; this says the known ones in the user's language."""

import re
from functools import lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_CONTEXT = "EngineSentence"

#: Sentences as the engine forms them; {braces} stand for what it fills in.
_MARKED: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("EngineSentence", "Pilotline found no images in this folder."),
)
SENTENCES = tuple(str(sentence) for sentence in _MARKED)

_HOLE = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(sentence), sentence) for sentence in SENTENCES)


def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = _HOLE.split(sentence)
    # Every second piece is the name of a hole.
    parts = [
        f"(?P<{piece}>.+?)" if position % 2 else re.escape(piece)
        for position, piece in enumerate(pieces)
    ]
    return re.compile("".join(parts), re.DOTALL)


def is_objection(verdict: str) -> bool:
    """Whether a sentence of the gate speaks against the version."""
    return "Not enough: " in verdict or verdict.startswith("The student draws worse")


def in_users_language(text: str) -> str:
    """The sentence translated if it is known, else as it stands."""
    for pattern, sentence in _patterns():
        match = pattern.fullmatch(text)
        if match:
            translated = QCoreApplication.translate(_CONTEXT, sentence)
            return translated.format(**match.groupdict())
    return text
