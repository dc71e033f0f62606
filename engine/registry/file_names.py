"""File names made from what operators type: valid on every system, any language."""

import hashlib
import re
import unicodedata

#: Refused by Windows, or with a meaning for a file system or a shell's globbing of our own names.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
#: Three of these and a number have to stay below the 255 bytes that file systems allow.
_LONGEST_BYTES = 90


def safe_name(text: str) -> str:
    """A name for a file or folder that a person still recognises."""
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip().rstrip(".")
    if not plain or _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    if len(plain.encode()) <= _LONGEST_BYTES:
        return plain
    # Two long names that begin alike must not become one.
    ending = "~" + hashlib.sha256(text.encode()).hexdigest()[:8]
    kept = plain.encode()[: _LONGEST_BYTES - len(ending)].decode(errors="ignore")
    return kept + ending


def picture_name(product_name: str, class_name: str, version_number: int, seed: int) -> str:
    """For example `ブラケット_傷_v0003_s000042.png`."""
    return (
        f"{safe_name(product_name)}_{safe_name(class_name)}_v{version_number:04d}_s{seed:06d}.png"
    )
