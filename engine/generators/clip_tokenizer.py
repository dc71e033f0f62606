"""CLIP's tokenizer: text to the numbers of its pieces, by byte pair encoding."""

import functools
import json
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from engine.contract.errors import UserFixableError

_BEGIN, _END = "<|startoftext|>", "<|endoftext|>"
_WORD_END = "</w>"
_WORD = regex.compile(
    r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+",
    regex.IGNORECASE,
)

Pair = tuple[str, str]


class ClipTokenizer:
    """Sennrich et al. 2016 on bytes, as CLIP and Stable Diffusion use it."""

    def __init__(
        self, numbers: Mapping[str, int], merges: Sequence[Pair], filling: str = _END
    ) -> None:
        self._numbers = dict(numbers)
        self._ranks = {pair: rank for rank, pair in enumerate(merges)}
        self._filling = filling
        self._signs = _byte_signs()

    @classmethod
    def load(cls, folder: Path) -> "ClipTokenizer":
        """From tokenizer.json, or from vocab.json and merges.txt.

        Raises:
            UserFixableError: If they are not those of CLIP.
        """
        try:
            numbers, merges = _vocabulary(folder)
            tokenizer = cls(numbers, merges, _filling(folder))
            tokenizer.encode([""], 2)
        except (KeyError, ValueError, TypeError) as error:
            raise UserFixableError(
                f"The tokenizer in {folder} is not one of CLIP. Copy the whole base model again."
            ) from error
        return tokenizer

    def encode(self, texts: Sequence[str], length: int) -> NDArray[np.int64]:
        """Token numbers (N, length): begin, text, end, filled up; what is too long is cut off."""
        rows = []
        for text in texts:
            inner = self._pieces(text)[: length - 2]
            row = [self._numbers[_BEGIN], *inner, self._numbers[_END]]
            rows.append(row + [self._numbers[self._filling]] * (length - len(row)))
        return np.asarray(rows, np.int64).reshape(len(rows), length)

    def _pieces(self, text: str) -> list[int]:
        cleaned = " ".join(unicodedata.normalize("NFC", text).split()).lower()
        found = []
        for word in _WORD.findall(cleaned):
            if word in {_BEGIN, _END}:
                found.append(self._numbers[word])
                continue
            signs = "".join(self._signs[byte] for byte in word.encode())
            unknown = self._numbers[_END]
            found += [self._numbers.get(piece, unknown) for piece in self._merged(signs)]
        return found

    def _merged(self, signs: str) -> list[str]:
        """Neighbours are joined, those first that were learned first, until none is known."""
        pieces = [*signs[:-1], signs[-1] + _WORD_END]
        while len(pieces) > 1:
            pairs = set(pairwise(pieces))
            best = min(pairs, key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if best not in self._ranks:
                break
            pieces = _joined(pieces, best)
        return pieces


def _joined(pieces: Sequence[str], pair: Pair) -> list[str]:
    joined: list[str] = []
    place = 0
    while place < len(pieces):
        if tuple(pieces[place : place + 2]) == pair:
            joined.append(pieces[place] + pieces[place + 1])
            place += 2
        else:
            joined.append(pieces[place])
            place += 1
    return joined


def _vocabulary(folder: Path) -> tuple[dict[str, int], list[Pair]]:
    whole = folder / "tokenizer.json"
    if whole.is_file():
        model: dict[str, Any] = json.loads(whole.read_text(encoding="utf-8"))["model"]
        pairs = [item.split() if isinstance(item, str) else item for item in model["merges"]]
        return model["vocab"], [(first, second) for first, second in pairs]
    numbers = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    lines = (folder / "merges.txt").read_text(encoding="utf-8").strip().split("\n")
    split = [line.split() for line in lines if not line.startswith("#version")]
    # CLIP's own file is longer than its vocabulary: what is not in that is not used.
    known = [pair for pair in split if len(pair) == 2 and "".join(pair) in numbers]
    return numbers, [(first, second) for first, second in known]


def _filling(folder: Path) -> str:
    """What fills a prompt up: the end again in version 1, "!" in version 2."""
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        if (folder / name).is_file():
            entry = json.loads((folder / name).read_text(encoding="utf-8")).get("pad_token")
            if entry:
                return str(entry["content"] if isinstance(entry, dict) else entry)
    return _END


@functools.cache
def _byte_signs() -> dict[int, str]:
    """A printable sign for each byte: itself where it is one, else one from 256 on (GPT-2)."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    signs = {byte: chr(byte) for byte in printable}
    others = [byte for byte in range(256) if byte not in signs]
    return signs | {byte: chr(256 + place) for place, byte in enumerate(others)}
