"""Safetensors files whose bytes are equal where their content is, so that a hash can prove it."""

import json

_PREFIX_BYTES = 8  # the header's length, little-endian; the header is padded to a multiple of it


def with_ordered_metadata(data: bytes) -> bytes:
    """The same file with its metadata sorted; the library writes it in an order that varies."""
    start = _PREFIX_BYTES + int.from_bytes(data[:_PREFIX_BYTES], "little")
    header = json.loads(data[_PREFIX_BYTES:start])
    metadata = dict(sorted(header.pop("__metadata__", {}).items()))
    text = json.dumps({"__metadata__": metadata, **header}, separators=(",", ":")).encode()
    padded = text + b" " * (-len(text) % _PREFIX_BYTES)
    return len(padded).to_bytes(_PREFIX_BYTES, "little") + padded + data[start:]
