"""What a command answers with: a JSON object for scripts, text for people, an exit code."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rich.cells import cell_len


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    #: Refused, or failed with a clear sentence on stderr.
    REFUSED = 1
    #: Wrong usage; argparse exits with it by itself.
    USAGE = 2
    #: Stopped by Ctrl+C or a request to terminate.
    INTERRUPTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The outcome of a command that ran to its end."""

    payload: Mapping[str, object]
    #: What a person reads on stdout in place of the payload.
    text: str
    exit_code: ExitCode = ExitCode.DONE
    #: Sentences for stderr: what did not go well although there is an answer.
    complaints: tuple[str, ...] = ()


def encode(payload: Mapping[str, object]) -> str:
    """One JSON object on one line, readable where it can be."""
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        # A Linux file name may hold bytes that are no UTF-8; JSON's own escapes carry them.
        return json.dumps(payload, allow_nan=False)
    return text


def format_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, where a Japanese character takes two places."""
    table = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(cell_len(row[column]) for row in table) for column in range(len(headings))]
    lines = [_line(row, widths) for row in table]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def format_share(share: float | None) -> str:
    """0.934 as 93.4 %; what was not measured as unverified."""
    return "unverified" if share is None else f"{100 * share:.1f} %"


def format_number(number: float | None, digits: int = 2) -> str:
    """A number with few digits, or a dash."""
    return "-" if number is None else f"{number:.{digits}f}"


def format_bytes(size_bytes: float) -> str:
    """1536000 as 1.5 MB."""
    size, units = float(size_bytes), ["B", "KB", "MB", "GB", "TB"]
    while size >= 1000 and len(units) > 1:
        size /= 1000
        units.pop(0)
    return f"{size:.0f} {units[0]}" if units[0] == "B" else f"{size:.1f} {units[0]}"


def format_seconds(seconds: float) -> str:
    """75 as 1 min 15 s."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"
