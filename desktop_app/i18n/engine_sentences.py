"""The engine speaks English sentences; this says the known ones in the user's language."""

import re
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from desktop_app.i18n import wording
from desktop_app.i18n.base_model_sentences import BASE_MODEL_SENTENCES
from desktop_app.i18n.photograph_sentences import PHOTOGRAPH_SENTENCES
from desktop_app.i18n.picture_sentences import PICTURE_SENTENCES
from desktop_app.i18n.product_sentences import PRODUCT_SENTENCES
from desktop_app.i18n.update_sentences import UPDATE_SENTENCES
from desktop_app.i18n.version_sentences import VERSION_SENTENCES
from desktop_app.i18n.workspace_sentences import WORKSPACE_SENTENCES

_CONTEXT = "EngineSentence"

#: Sentences as the engine forms them; {braces} stand for what it fills in.
SENTENCES = tuple(
    str(sentence)
    for sentence in (
        *BASE_MODEL_SENTENCES,
        *PHOTOGRAPH_SENTENCES,
        *PICTURE_SENTENCES,
        *PRODUCT_SENTENCES,
        *UPDATE_SENTENCES,
        *VERSION_SENTENCES,
        *WORKSPACE_SENTENCES,
    )
)

_HOLE = re.compile(r"\{(\w+)\}")
#: Holes that one figure fills; a fragment's figure must not swallow the fragment before it.
_FIGURES = {"share", "value", "least", "most", "retained", "low", "high"}
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) +(?=[A-Z0-9])")
#: Sentences hold fragments that hold fragments; none goes deeper than this.
_MAX_DEPTH = 5


def in_users_language(text: str) -> str:
    """The sentence or sentences translated as far as they are known, else as they stand."""
    if QCoreApplication.translate(_CONTEXT, SENTENCES[0]) == SENTENCES[0]:
        # English, or no translation installed.
        return text
    return _translated(text, _MAX_DEPTH)


def is_objection(verdict: str) -> bool:
    """Whether a sentence of the gate speaks against the version."""
    return "Not enough: " in verdict or verdict.startswith("The student draws worse")


def _translated(text: str, depth: int) -> str:
    if depth == 0 or not text:
        return text
    whole = _as_one(text, depth)
    if whole is not None:
        return whole
    for separator, shown in (
        ("\n", "\n"),
        ("; ", QCoreApplication.translate("EngineSentence", "; ")),
    ):
        if separator in text:
            return shown.join(_translated(part, depth - 1) for part in text.split(separator))
    if text.endswith("."):
        # Known without its full stop, as a fragment of longer sentences.
        fragment = _as_one(text[:-1], depth)
        if fragment is not None:
            return fragment + QCoreApplication.translate("EngineSentence", ".")
    return _sentence_by_sentence(text, depth)


def _sentence_by_sentence(text: str, depth: int) -> str:
    """The longest known run of sentences first, then the rest."""
    sentences = _BETWEEN_SENTENCES.split(text)
    for length in range(len(sentences) - 1, 0, -1):
        first, rest = " ".join(sentences[:length]), " ".join(sentences[length:])
        translated = _as_one(first, depth)
        if translated is None and length > 1:
            continue
        # Japanese sentences follow one another without a space.
        gap = "" if translated else " "
        return (translated or first) + gap + _translated(rest, depth)
    return text


def _as_one(text: str, depth: int) -> str | None:
    for pattern, sentence in _patterns():
        match = pattern.fullmatch(text)
        if match:
            filled = {
                name: _filling(name, value, depth) for name, value in match.groupdict().items()
            }
            return QCoreApplication.translate(_CONTEXT, sentence).format(**filled)
    return None


def _filling(hole: str, value: str, depth: int) -> str:
    if hole.endswith("state"):
        as_job = wording.job_state(value)
        return as_job if as_job != value else wording.version_state(value)
    return _translated(value, depth - 1)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    # The sentence with the most words of its own is the surest match.
    ordered = sorted(SENTENCES, key=lambda sentence: -len(_HOLE.sub("", sentence)))
    return tuple((_pattern(sentence), sentence) for sentence in ordered)


def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = _HOLE.split(sentence)
    # Every second piece is the name of a hole.
    parts = [
        f"(?P<{piece}>{_filled(piece)})" if position % 2 else re.escape(piece)
        for position, piece in enumerate(pieces)
    ]
    return re.compile("".join(parts), re.DOTALL)


def _filled(hole: str) -> str:
    return r"\S+?" if hole in _FIGURES else ".+?"
