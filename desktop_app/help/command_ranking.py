"""How well a query fits an action: letters in order in its names, whole beginnings in its words."""

from __future__ import annotations

import unicodedata

_WHOLE = 1000
_WORD_START = 700
_INSIDE = 500
_SCATTERED = 200
_OTHER_WORD = 300
#: Katakana lies this far behind hiragana in Unicode.
_KANA_STEP = ord("ァ") - ord("ぁ")


def score(query: str, names: tuple[str, ...], words: tuple[str, ...]) -> int:
    """Points of an action; 0 where some part of the query is nowhere in it.

    Every part of the query (parts stand between spaces) must fit one of the names or words; case,
    full or half width and the kind of kana make no difference.
    """
    parts = folded(query).split()
    plain_names = tuple(folded(name) for name in names)
    plain_words = tuple(folded(word) for text in words for word in text.split())
    total = 0
    for part in parts:
        points = max(
            *(_in_name(part, name) for name in plain_names),
            *(_in_word(part, word) for word in plain_words),
            0,
        )
        if not points:
            return 0
        total += points
    return total


def folded(text: str) -> str:
    """Without regard to case, width and kind of kana."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(chr(ord(sign) - _KANA_STEP) if "ァ" <= sign <= "ヶ" else sign for sign in plain)


def _in_name(part: str, name: str) -> int:
    if name == part:
        return _WHOLE
    place = name.find(part)
    if place >= 0:
        at_start = place == 0 or not name[place - 1].isalnum()
        # Of two names the shorter one is meant more likely.
        return (_WORD_START if at_start else _INSIDE) - min(len(name), 100)
    return _scattered(part, name)


def _scattered(part: str, name: str) -> int:
    """Letters in order with gaps, as in "gtv" for "Go to Versions"; the first begins a word."""
    if len(part) < 2:
        return 0
    starts = [i for i, sign in enumerate(name) if i == 0 or not name[i - 1].isalnum()]
    best = 0
    for start in starts:
        if name[start] == part[0]:
            best = max(best, _walk(part, name, start))
    return best


def _walk(part: str, name: str, start: int) -> int:
    place, gaps = start, 0
    for sign in part[1:]:
        found = name.find(sign, place + 1)
        if found < 0:
            return 0
        # A jump to the beginning of a word costs nothing: that is how one abbreviates.
        gaps += 0 if not name[found - 1].isalnum() else found - place - 1
        place = found
    return max(0, _SCATTERED - 20 * gaps)


def _in_word(part: str, word: str) -> int:
    return _OTHER_WORD if word.startswith(part) else 0
