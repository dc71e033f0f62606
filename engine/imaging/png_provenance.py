"""Writes generated pictures as PNG files that say where they come from, and reads that back."""

import os
import secrets
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import UserFixableError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Signature and header chunk, behind which text may stand.
_HEADER_END = 8 + 25
_LONGEST_KEYWORD = 79  # PNG specification, 11.3.3


def write_png(path: Path, pixels: NDArray[np.uint8], provenance: Mapping[str, str]) -> None:
    """Write (H, W, 3) RGB or (H, W) gray pixels with one text chunk for each entry.

    The file appears whole or not at all.
    """
    data = encode_png(pixels, provenance)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise UserFixableError(
            f"The picture {path} could not be written: {error.strerror or error}."
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def encode_png(pixels: NDArray[np.uint8], provenance: Mapping[str, str] | None = None) -> bytes:
    """A PNG file's bytes for (H, W, 3) RGB or (H, W) gray pixels."""
    stored = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if pixels.ndim == 3 else pixels
    is_encoded, encoded = cv2.imencode(".png", np.ascontiguousarray(stored))
    if not is_encoded:
        raise ValueError(f"not a picture: {pixels.shape} {pixels.dtype}")
    data = encoded.tobytes()
    texts = b"".join(_text_chunk(key, text) for key, text in (provenance or {}).items())
    return data[:_HEADER_END] + texts + data[_HEADER_END:]


def read_provenance(path: Path) -> dict[str, str]:
    """The text chunks of a PNG file; empty for other files and for PNGs without any."""
    return _texts(path.read_bytes())


def read_size_and_provenance(path: Path) -> tuple[int, int, dict[str, str]]:
    """Width, height and the text chunks of a PNG file; 0 and 0 for other files."""
    data = path.read_bytes()
    header = next((body for kind, body in _chunks(data) if kind == b"IHDR"), bytes(8))
    width, height = (int.from_bytes(header[at : at + 4], "big") for at in (0, 4))
    return width, height, _texts(data)


def _texts(data: bytes) -> dict[str, str]:
    texts: dict[str, str] = {}
    for kind, body in _chunks(data):
        if kind == b"iTXt":
            keyword, _, rest = body.partition(b"\x00")
            is_compressed = rest[:1] == b"\x01"
            _language, _, rest = rest[2:].partition(b"\x00")
            _translated, _, text = rest.partition(b"\x00")
            if not is_compressed:
                texts[keyword.decode("latin-1")] = text.decode("utf-8", errors="replace")
    return texts


def _text_chunk(keyword: str, text: str) -> bytes:
    name = keyword.encode("latin-1")
    if not 1 <= len(name) <= _LONGEST_KEYWORD or b"\x00" in name or "\x00" in text:
        raise ValueError(f"not a PNG text entry: {keyword!r}")
    # Not compressed, no language, no translated keyword.
    body = name + b"\x00\x00\x00\x00\x00" + text.encode("utf-8")
    return (
        len(body).to_bytes(4, "big")
        + b"iTXt"
        + body
        + zlib.crc32(b"iTXt" + body).to_bytes(4, "big")
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_SIGNATURE) if data.startswith(_SIGNATURE) else len(data)
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        yield data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        position += 12 + length
